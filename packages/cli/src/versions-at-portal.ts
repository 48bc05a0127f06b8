import type { Version, VersionState } from '@mosis/api'
import { Failure } from './failure.ts'
import type { Portal } from './portal.ts'

/** The versions of an app, the highest version_code first, read page by page as far as somebody asks. */
export async function* eachVersion({ call }: Portal, app_id: string): AsyncGenerator<Version> {
  const { versions } = await import('@mosis/api')
  let cursor: string | undefined
  do {
    const page = await call(versions.listVersions, { params: { app_id }, query: { limit: 100, cursor } })
    yield* page.versions
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}

/** The first versions for which it holds, at most so many. */
export async function listVersions(
  portal: Portal,
  app_id: string,
  { fits = () => true, atMost = Infinity }: { fits?: (version: Version) => boolean; atMost?: number } = {},
): Promise<Version[]> {
  const found: Version[] = []
  for await (const version of eachVersion(portal, app_id)) {
    if (found.length >= atMost) break
    if (fits(version)) found.push(version)
  }
  return found
}

/** Versions in one of these states. */
export const inState =
  (...states: VersionState[]) =>
  ({ state }: Version) =>
    states.includes(state)

/** The version with this code, or without one the newest that fits; a failure says what the app does not have. */
export async function requireVersion(
  portal: Portal,
  app_id: string,
  { versionCode, fits, what }: { versionCode: string | undefined; fits: (version: Version) => boolean; what: string },
): Promise<Version> {
  const isWanted = (version: Version) =>
    versionCode === undefined ? fits(version) : String(version.version_code) === versionCode
  const [version] = await listVersions(portal, app_id, { fits: isWanted, atMost: 1 })
  if (version) return version
  throw new Failure(
    'release.nothing',
    `${app_id} has no ${versionCode === undefined ? what : `version_code ${versionCode}`}`,
    {
      field: '--version-code',
      fix: `See its versions: mosis releases ${app_id}`,
    },
  )
}

export const versionCodeOption = { value: 'NUMBER', summary: 'the version_code of the version' } as const
