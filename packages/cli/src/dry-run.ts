import type { App, ErrorCode, ErrorDetails, Version } from '@mosis/api'
import type { Package } from '@mosis/format'
import type { Review } from '@mosis/review'
import { findApp, findUnregisteredKey } from './app-at-portal.ts'
import type { Answer } from './command.ts'
import { listTesters } from './commands/testers.ts'
import { exitOfStatus } from './exits.ts'
import { countFindings } from './findings.ts'
import type { Io } from './io.ts'
import { leadsFrom } from './lineage.ts'
import { describeMoment } from './moments.ts'
import { count, printable, size, wrap } from './output.ts'
import type { Portal } from './portal.ts'
import type { ReleaseTerms } from './release-terms.ts'
import { resumableFromBytes } from './resumable-upload.ts'
import { keyNameOf, listKeys, shortKeyId } from './signing-keys.ts'
import { describeReach, describeState, describeWaiting, nameOf } from './standing.ts'
import { listVersions } from './versions-at-portal.ts'

/** What `mosis publish` has in hand before it asks the portal for anything. */
export interface Candidate {
  bytes: Buffer
  pkg: Package
  review: Review
}

interface Problem {
  code: ErrorCode
  message: string
  fix: string
}

/** What the portal has already. */
interface Known {
  app: App | undefined
  all: readonly Version[]
  /** The version of these very bytes. */
  same: Version | undefined
  newKey: string | undefined
  keyName: string | undefined
  testers: number | undefined
}

/** Says everything that publishing would do, by questions alone: no request of it changes anything. */
export async function planPublishing(
  io: Io,
  portal: Portal,
  candidate: Candidate,
  terms: ReleaseTerms,
): Promise<Answer> {
  const known = await lookAround(io, portal, candidate, terms)
  const problems = await findProblems(portal, candidate, known, terms)
  const { bytes, pkg, review } = candidate
  const { manifest, signer } = pkg
  const { app, all, same, newKey, keyName, testers } = known
  const base = all.find(({ version_code }) => version_code === app?.published?.version_code)
  const added = base ? pkg.manifest.permissions.filter((name) => !base.permissions.includes(name)) : []
  const removed = base ? base.permissions.filter((name) => !pkg.manifest.permissions.some((kept) => kept === name)) : []
  const plan = {
    app: { id: manifest.id, name: manifest.name, exists: app !== undefined },
    key: { key_id: signer?.keyId ?? null, name: keyName ?? null, would_register: newKey !== undefined },
    upload: {
      version: manifest.version,
      version_code: manifest.version_code,
      size_bytes: bytes.length,
      sha256: pkg.sha256,
      files: pkg.files.size,
      resumable: bytes.length > resumableFromBytes,
      exists: same !== undefined,
    },
    highest_version_code: all[0]?.version_code ?? null,
    findings: review.findings,
    manual_reasons: review.manual_reasons,
    permissions: { all: manifest.permissions, compared_with: base?.version ?? null, added, removed },
    release: same && same.state !== 'draft' ? termsOf(same) : terms,
    testers: testers ?? null,
    state: { now: same?.state ?? null, when_approved: endOf(terms, problems) },
    queue: same?.review
      ? { position: same.review.position, ahead: same.review.ahead, estimate: same.review.estimate }
      : null,
    would: same && same.state !== 'draft' ? [] : stepsOf(candidate, known),
    problems,
  }
  const [first] = problems
  const { release, would } = plan
  return {
    data: { portal: portal.url, dry_run: true, plan },
    text: describePlan(io, portal, { candidate, known, terms: release, problems, base, added, removed, would }),
    ...(first && { exit: await exitOf(first.code) }),
  }
}

async function lookAround(io: Io, portal: Portal, { pkg }: Candidate, { track }: ReleaseTerms): Promise<Known> {
  const { id } = pkg.manifest
  const keyId = pkg.signer?.keyId
  const app = await findApp(portal, id)
  const all = app ? await listVersions(portal, id) : []
  const key = (await listKeys(io)).find((local) => local.keyId === keyId)
  return {
    app,
    all,
    same: all.find(({ sha256, state }) => sha256 === pkg.sha256 && state !== 'withdrawn'),
    newKey: await findUnregisteredKey(io, portal, keyId),
    keyName: key && keyNameOf(key.name),
    testers:
      app && track === 'beta'
        ? (await listTesters(portal, id)).filter(({ state }) => state === 'joined').length
        : undefined,
  }
}

/** What the portal would refuse, in its own words. */
async function findProblems(
  portal: Portal,
  { pkg }: Candidate,
  { app, all, same }: Known,
  { track, rollout_percent }: ReleaseTerms,
): Promise<Problem[]> {
  const { ApiError } = await import('@mosis/api')
  const problems: Problem[] = []
  const add = (code: ErrorCode, details: ErrorDetails = {}) => {
    const { message, fix } = new ApiError(code, details)
    problems.push({ code, message, fix })
  }
  const { id, version, version_code } = pkg.manifest
  if (!app && (await isInStore(portal, id))) add('app.id_taken', { id })
  if (app?.state === 'suspended') add('app.suspended')
  const signer = pkg.signer?.keyId
  if (app?.key_id && signer !== app.key_id && !leadsFrom(pkg.lineage, app.key_id)) {
    add('version.key_mismatch', { is: signer, should: app.key_id })
  }
  const highest = all[0]?.version_code ?? 0
  if (!same) {
    const other = all.find((taken) => taken.version_code === version_code)
    if (other) add('version.exists', { version, version_code, next_version_code: highest + 1 })
    else if (version_code <= highest) {
      add('version.code_not_higher', { is: version_code, highest, next_version_code: highest + 1 })
    }
  }
  if (track === 'production' && rollout_percent < 100 && !app?.published) {
    add('version.cannot_stage', { reason: 'no earlier version is offered, which the other devices would get' })
  }
  return problems
}

/** An app that belongs to somebody else is only seen where everybody sees it. */
async function isInStore({ call }: Portal, app_id: string): Promise<boolean> {
  const { ApiError, store } = await import('@mosis/api')
  try {
    await call(store.getStoreApp, { params: { app_id } })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'store.app_not_found') return false
    throw error
  }
}

function stepsOf({ pkg }: Candidate, { app, newKey, same }: Known): string[] {
  const { id, name, version } = pkg.manifest
  return [
    ...(newKey === undefined ? [] : [`register the key ${newKey}`]),
    ...(app ? [] : [`make the app ${name} (${id})`]),
    ...(same ? [] : [`upload ${version}`]),
    'submit it',
  ]
}

const termsOf = ({ release, release_at, track, rollout_percent }: Version) => ({
  release,
  ...(release_at !== null && { release_at }),
  track,
  rollout_percent,
})

/** What approval makes of it. */
function endOf({ release }: Pick<ReleaseTerms, 'release'>, problems: readonly Problem[]) {
  if (release === 'manual' || problems.some(({ code }) => code === 'version.cannot_stage')) return 'approved'
  return release === 'at' ? 'scheduled' : 'published'
}

async function exitOf(code: ErrorCode) {
  const { errors } = await import('@mosis/api')
  return exitOfStatus(errors[code].status)
}

interface Described {
  candidate: Candidate
  known: Known
  terms: ReleaseTerms
  problems: readonly Problem[]
  base: Version | undefined
  added: readonly string[]
  removed: readonly string[]
  would: readonly string[]
}

function describePlan(io: Io, portal: Portal, described: Described): string {
  const { color, columns } = io
  const { candidate, known, terms, problems, would } = described
  const { manifest } = candidate.pkg
  const rows = [
    [
      'app',
      `${color.bold(printable(manifest.name))} (${manifest.id})${known.app ? '' : color.yellow('  new at this portal')}`,
    ],
    ['package', describePackage(candidate)],
    ['key', describeKey(io, candidate, known)],
    ['checks', describeChecks(candidate)],
    ['access', describeAccess(io, described)],
    ['then', describeWay(io, described)],
    ['offered', describeOffer(terms, known.testers)],
  ].map(([name = '', text = '']) => `  ${name.padEnd(7)}  ${wrap(text, columns - 2, ' '.repeat(11)).trimStart()}`)
  const lines = [color.bold(`Dry run at ${portal.url}: nothing is sent, nothing changes`), ...rows, '']
  for (const { code, message, fix } of problems) {
    lines.push(
      wrap(`error ${message} (${code})`, columns).replace('error', color.red('error')),
      wrap(`fix  ${fix}`, columns, '  ').replace('fix', color.cyan('fix')),
    )
  }
  const isKept = problems.every(({ code }) => code === 'version.cannot_stage')
  if (problems.length > 0 && isKept) lines.push('', 'Approved like this, it would stay unpublished')
  else if (problems.length > 0) lines.push('', 'Publishing it like this would not go through')
  else if (would.length === 0) lines.push('Publishing it again would change nothing')
  else lines.push(wrap(`mosis publish would ${listWords(would)}`, columns))
  return lines.join('\n')
}

function describePackage({ bytes, pkg }: Candidate): string {
  const pieces = bytes.length > resumableFromBytes ? ', sent so that it can go on where it breaks' : ''
  return `${nameOf(pkg.manifest)}, ${size(bytes.length)}, ${count(pkg.files.size, 'file')}, sha256 ${pkg.sha256.slice(0, 12)}…${pieces}`
}

function describeKey({ color }: Io, { pkg }: Candidate, { newKey, keyName }: Known): string {
  if (!pkg.signer) return color.red('not signed')
  const name = keyName === undefined ? '' : `${keyName}, `
  return `${name}${shortKeyId(pkg.signer.keyId)}${newKey === undefined ? '' : color.yellow('  not registered yet')}`
}

function describeChecks({ review }: Candidate): string {
  const [reason, ...others] = review.manual_reasons
  const more = others.length > 0 ? `, and ${count(others.length, 'reason')} more` : ''
  return `${countFindings(review.findings)}${reason === undefined ? '' : `; a person looks at it: ${printable(reason)}${more}`}`
}

function describeAccess({ color }: Io, { candidate, base, added, removed }: Described): string {
  const names = candidate.pkg.manifest.permissions
  const all = names.length > 0 ? names.join(', ') : 'nothing'
  if (!base) return all
  if (added.length === 0 && removed.length === 0) return `${all}; the same as ${base.version}`
  const changed = [...added.map((name) => color.yellow(`+${name}`)), ...removed.map((name) => `-${name}`)]
  return `${all}; against ${base.version}: ${changed.join(' ')}`
}

function describeWay(io: Io, { candidate, known: { same }, terms, problems }: Described): string {
  if (same && same.state !== 'draft') {
    const waiting = describeWaiting(same, io)
    return `it is there already: ${describeState(same, io)}${waiting === undefined ? '' : `, ${waiting.toLowerCase()}`}`
  }
  const ends = endOf(terms, problems)
  const end =
    ends === 'scheduled' && terms.release_at ? `published ${describeMoment(terms.release_at, io.now())}` : ends
  const person = candidate.review.requires_manual ? 'a reviewer' : 'a reviewer, unless the portal lets it through'
  return `automated checks → ${person} → ${end}`
}

function describeOffer(terms: ReleaseTerms, testers: number | undefined): string {
  const who = terms.track === 'beta' ? `the testers (${testers ?? 0} now)` : describeReach(terms)
  if (terms.release === 'manual') return `to ${who}, when you run mosis release`
  return `to ${who}`
}

const listWords = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
