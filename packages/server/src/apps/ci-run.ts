import type { PublisherClaims } from '@mosis/api'
import type { CiRun } from './ci-issuers.ts'

/** Who owned the repository when the publisher was first used; a name that was given up may be taken by somebody else. */
export interface PinnedIds {
  owner_id: string
  repository_id: string
}

/** Says why a CI run is not what a trusted publisher describes; undefined when it is. */
export function refusalOf(wanted: PublisherClaims, pinned: PinnedIds | undefined, run: CiRun): string | undefined {
  if (run.provider !== wanted.provider) return `it is a run of ${run.provider}`
  const is = readClaims(run)
  const should =
    wanted.provider === 'github'
      ? { source: wanted.repository, file: `.github/workflows/${wanted.workflow}` }
      : { source: wanted.project_path, file: wanted.config_path }
  // Names at both providers are the same in any case.
  if (is.source.toLowerCase() !== should.source.toLowerCase()) return `it is a run of ${shown(is.source)}`
  if (is.file !== should.file) return `it runs ${shown(is.file)}`
  if (wanted.environment !== undefined && is.environment.toLowerCase() !== wanted.environment.toLowerCase()) {
    return `its environment is ${shown(is.environment)}`
  }
  if (wanted.ref !== undefined && !matchesRef(wanted.ref, is.ref)) return `it runs on ${shown(is.ref)}`
  const ids = idsOf(run)
  if (ids.owner_id === '' || ids.repository_id === '') return 'it does not say the ids of its repository'
  if (pinned && (pinned.owner_id !== ids.owner_id || pinned.repository_id !== ids.repository_id)) {
    return `${shown(is.source)} is another repository of the same name now`
  }
  return undefined
}

/** The ids of the repository and its owner, which never pass to another one. */
export function idsOf({ provider, claims }: CiRun): PinnedIds {
  return provider === 'github'
    ? { owner_id: textOf(claims['repository_owner_id']), repository_id: textOf(claims['repository_id']) }
    : { owner_id: textOf(claims['namespace_id']), repository_id: textOf(claims['project_id']) }
}

/** What both providers say, each by names of its own. */
function readClaims({ provider, claims }: CiRun): { source: string; file: string; environment: string; ref: string } {
  const environment = textOf(claims['environment'])
  if (provider === 'github') {
    const source = textOf(claims['repository'])
    // OWNER/REPOSITORY/.github/workflows/FILE@REF: a reusable workflow of another repository begins differently.
    return {
      source,
      file: fileOf(textOf(claims['workflow_ref']), `${source}/`),
      environment,
      ref: textOf(claims['ref']),
    }
  }
  const source = textOf(claims['project_path'])
  // HOST/GROUP/PROJECT//FILE@REF
  const config = textOf(claims['ci_config_ref_uri']).replace(/^[^/]+\//, '')
  const ref = claims['ref_type'] === 'tag' ? 'refs/tags/' : 'refs/heads/'
  return { source, file: fileOf(config, `${source}//`), environment, ref: ref + textOf(claims['ref']) }
}

function fileOf(reference: string, before: string): string {
  if (!reference.toLowerCase().startsWith(before.toLowerCase())) return reference
  const file = reference.slice(before.length)
  return file.includes('@') ? file.slice(0, file.indexOf('@')) : file
}

/** `*` stands for any characters; nothing else is special. */
function matchesRef(pattern: string, ref: string): boolean {
  const [head = '', ...parts] = pattern.split('*')
  const tail = parts.pop()
  if (tail === undefined) return ref === pattern
  if (!ref.startsWith(head) || !ref.endsWith(tail) || ref.length < head.length + tail.length) return false
  let at = head.length
  for (const part of parts) {
    const found = ref.indexOf(part, at)
    if (found === -1 || found + part.length > ref.length - tail.length) return false
    at = found + part.length
  }
  return at <= ref.length - tail.length
}

const textOf = (claim: unknown) => (typeof claim === 'string' ? claim : '')
const shown = (text: string) => (text === '' ? 'nothing' : `"${text.slice(0, 200)}"`)
