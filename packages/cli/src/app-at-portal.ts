import type { App } from '@mosis/api'
import type { Manifest, Package } from '@mosis/format'
import { missingFlags } from './ask.ts'
import { registerKey } from './commands/keys-register.ts'
import type { Io } from './io.ts'
import type { Portal } from './portal.ts'
import { listKeys } from './signing-keys.ts'

/** Makes the app at the portal and registers the key that signed, where that is missing and the person agrees. */
export async function makeReady(
  io: Io,
  portal: Portal,
  { manifest, signer }: Package,
  { agreed, team }: { agreed: boolean; team: string | undefined },
): Promise<void> {
  const { id, name } = manifest
  const app = await findApp(portal, id)
  const newKey = await findUnregisteredKey(io, portal, signer?.keyId)
  const parts = [...(app ? [] : [`make the app ${name} (${id})`]), ...(newKey ? [`register the key ${newKey}`] : [])]
  if (parts.length === 0) return
  if (!agreed && !(await ask(io, `${portal.url}: ${parts.join(' and ')}?`))) throw missingFlags(['create'])
  if (newKey) await registerOwn(io, portal, newKey)
  if (!app) await createApp(portal, manifest, team)
}

async function ask(io: Io, message: string): Promise<boolean> {
  if (!io.interactive) return false
  const prompter = await io.prompter({ accessible: io.accessible })
  return prompter.confirm({ message, initial: true })
}

/** The app as its team sees it, where the caller belongs to that. */
export async function findApp({ call }: Portal, app_id: string): Promise<App | undefined> {
  const { ApiError, apps } = await import('@mosis/api')
  try {
    return await call(apps.getApp, { params: { app_id } })
  } catch (error) {
    if (error instanceof ApiError && error.code === 'app.not_found') return undefined
    throw error
  }
}

/** The name of the key that signed, where it is one of this machine and the portal does not know it. */
export async function findUnregisteredKey(
  io: Io,
  { call }: Portal,
  keyId: string | undefined,
): Promise<string | undefined> {
  const { ApiError, keys } = await import('@mosis/api')
  try {
    const { signing_keys } = await call(keys.listSigningKeys, {})
    if (signing_keys.some(({ key_id }) => key_id === keyId)) return undefined
    return (await listKeys(io)).find((key) => key.keyId === keyId)?.name
  } catch (error) {
    // A token for CI may upload and still not see keys: then the upload itself says whether the key is known.
    if (error instanceof ApiError && error.code === 'auth.forbidden') return undefined
    throw error
  }
}

/** A key that a colleague registered serves the whole team: whether it is one of theirs, the upload says. */
async function registerOwn(io: Io, portal: Portal, key: string): Promise<void> {
  const { ApiError } = await import('@mosis/api')
  try {
    await registerKey(io, portal, key)
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'key.taken')) throw error
  }
}

async function createApp(portal: Portal, manifest: Manifest, team: string | undefined): Promise<void> {
  const { apps } = await import('@mosis/api')
  const team_id = team === undefined ? undefined : await findTeam(portal, team)
  const { id, name, description = '', category = null, tags = [] } = manifest
  await portal.call(apps.createApp, { body: { id, name, description, category, tags: tags.slice(0, 10), team_id } })
}

/** The id of a team, by its id or by its name. */
async function findTeam({ call }: Portal, wanted: string): Promise<string> {
  const { ApiError, teams } = await import('@mosis/api')
  if (wanted.startsWith('team_')) return wanted
  const named = (await call(teams.listTeams, {})).teams.filter(({ name }) => name === wanted)
  const [team] = named
  if (!team || named.length > 1) throw new ApiError('team.not_found')
  return team.id
}
