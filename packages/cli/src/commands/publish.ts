import type { Version } from '@mosis/api'
import type { Package } from '@mosis/format'
import { makeReady } from '../app-at-portal.ts'
import { command } from '../command.ts'
import type { Answer } from '../command.ts'
import { readDuration } from '../duration.ts'
import { Failure } from '../failure.ts'
import { countFindings, describeFindings, textsOf } from '../findings.ts'
import type { Finding } from '../findings.ts'
import { planPublishing } from '../dry-run.ts'
import type { Candidate } from '../dry-run.ts'
import { offerKey, offerSignIn } from '../first-time.ts'
import type { Io } from '../io.ts'
import { size } from '../output.ts'
import { pack } from '../pack.ts'
import { openPortal, portalOption } from '../portal.ts'
import type { Portal } from '../portal.ts'
import { startProgress } from '../progress.ts'
import type { Progress } from '../progress.ts'
import { openSource } from '../project.ts'
import { readTerms, rolloutOption, trackOption } from '../release-terms.ts'
import type { ReleaseTerms } from '../release-terms.ts'
import { resumableFromBytes, uploadResumable } from '../resumable-upload.ts'
import { describeReasons, describeState, describeWaiting } from '../standing.ts'
import { unfinishedUpload } from '../unfinished-uploads.ts'
import { countedStream } from '../upload.ts'
import { awaitVerdict, isOver, stages } from '../verdict.ts'

export const publish = command({
  name: 'publish',
  summary: 'Build, sign, upload and submit an app',
  about:
    'At a terminal it offers what a first time needs: a signing key, a sign-in, the app at the portal. Publishing the same bytes again changes nothing and goes on where it stood. Without --wait it waits for the automated checks only; a reviewer may then still have to look.',
  group: 'Publish',
  arguments: { path: { summary: 'a project folder or a .mosis file (default: this folder)', optional: true } },
  options: {
    notes: { value: 'TEXT', summary: 'what is new, for the people who use the app' },
    create: { summary: 'make the app at the portal, and register the key, where that is missing' },
    team: { value: 'TEAM', summary: 'whose a new app is: the name or id of a team (default: you alone)' },
    release: {
      value: 'WHEN',
      summary: 'when_approved, manual to publish later with mosis release, or at a time',
      choices: ['when_approved', 'manual', 'at'],
      default: 'when_approved',
    },
    releaseAt: { value: 'TIME', summary: 'publish it then, once it is approved: "2026-12-01 10:00"' },
    track: { ...trackOption, default: 'production' },
    rollout: { ...rolloutOption, default: '100' },
    wait: {
      value: 'DURATION',
      valueOptional: true,
      negatable: true,
      summary: 'wait for the decision, at most so long; --no-wait waits for nothing',
      default: '10m with --wait',
    },
    dryRun: { summary: 'say what would happen, and change nothing' },
    key: { value: 'NAME', summary: 'the signing key for a folder', setting: true },
    portal: portalOption,
  },
  examples: [
    ['mosis publish --notes "Faster start" --wait', 'this folder, and stay until it is decided'],
    ['mosis publish --dry-run', 'everything that would happen; nothing is sent'],
    ['mosis publish --rollout 10', 'to a tenth of all devices first; mosis rollout 50 goes on'],
    ['mosis publish clock-1.2.0.mosis --create --no-wait --json', 'a package, in CI'],
  ],
  async run({ path = '.', notes = '', create, team, wait, dryRun, key, portal: given, ...flags }, io) {
    const waitMs = readWait(wait)
    const terms = readTerms(flags, io.now())
    const candidate = await openForPublishing(io, path, { key, mayOffer: !dryRun })
    const { bytes, pkg } = candidate
    if (!dryRun) await offerSignIn(io, given)
    const portal = await openPortal(io, given, { appId: pkg.manifest.id })
    if (dryRun) return planPublishing(io, portal, candidate, terms)
    await makeReady(io, portal, pkg, { agreed: create, team })
    const progress = startProgress(io)
    let version: Version
    let isSubmitted = false
    try {
      version = await upload(io, portal, { bytes, pkg }, progress)
      if (version.state === 'draft') {
        version = await submit(portal, version, { ...terms, release_notes: notes })
        isSubmitted = true
      }
      const until = wait === undefined ? 'checked' : 'decided'
      if (wait !== false) version = await awaitVerdict(io, portal, version, { until, waitMs, progress })
    } finally {
      progress.end()
    }
    if (!isSubmitted) tellIgnored(io, version, flags, terms)
    return describePublished(io, portal, version, { pkg, isAwaited: wait !== undefined && wait !== false })
  },
})

const checksMs = 60_000
const decisionMs = 600_000

function readWait(wait: string | boolean | undefined): number {
  if (typeof wait === 'string') return readDuration(wait, '--wait')
  return wait === true ? decisionMs : checksMs
}

/** Refuses here what the portal would refuse, before anything is sent. */
async function openForPublishing(
  io: Io,
  path: string,
  { key, mayOffer }: { key: string | undefined; mayOffer: boolean },
): Promise<Candidate> {
  const source = openSource(io, path)
  if (mayOffer && source.kind === 'folder' && key === undefined) await offerKey(io)
  const { readPackage } = await import('@mosis/format')
  const packed =
    source.kind === 'folder'
      ? await pack(io, source, key, false)
      : { bytes: source.bytes, pkg: readPackage(source.bytes) }
  const { reviewBytes } = await import('@mosis/review')
  const review = await reviewBytes(packed.bytes)
  const { ok, findings } = review
  if (ok) return { ...packed, review }
  const errors = findings.filter(({ severity }) => severity === 'error')
  throw new Failure('package.invalid', `Nothing was uploaded: the app has ${countFindings(errors)}`, {
    fix: `Correct them; mosis validate ${path} shows them again`,
    facts: { findings },
    more: showFindings(errors, packed.pkg, io.errColor, io.columns),
  })
}

async function upload(
  io: Io,
  portal: Portal,
  { bytes, pkg: { manifest, sha256 } }: { bytes: Buffer; pkg: Package },
  progress: Progress,
): Promise<Version> {
  const { versions } = await import('@mosis/api')
  progress.stage(1, stages.length, `uploading ${manifest.name} ${manifest.version}`)
  const onSent = (sent: number) =>
    progress.detail(`${Math.floor((sent / bytes.length) * 100)} % of ${size(bytes.length)}`)
  if (bytes.length > resumableFromBytes) {
    const unfinished = unfinishedUpload(io, { url: portal.url, sha256 })
    return uploadResumable(io, portal, { appId: manifest.id, bytes, onSent, unfinished })
  }
  return portal.call(versions.uploadVersion, () => ({
    params: { app_id: manifest.id },
    body: countedStream(bytes, onSent),
  }))
}

async function submit(
  { call }: Portal,
  { app_id, id }: Version,
  body: ReleaseTerms & { release_notes: string },
): Promise<Version> {
  const { versions } = await import('@mosis/api')
  return call(versions.submitVersion, { params: { app_id, version_id: id }, body })
}

/** The same bytes were handed in before, with terms that stand: flags that say something else would be lost in silence. */
function tellIgnored(
  io: Io,
  version: Version,
  given: Readonly<Record<'release' | 'releaseAt' | 'track' | 'rollout', string | undefined>>,
  terms: ReleaseTerms,
): void {
  const isOther =
    ((given.release ?? given.releaseAt) !== undefined && version.release !== terms.release) ||
    (given.releaseAt !== undefined && version.release_at !== terms.release_at) ||
    (given.track !== undefined && version.track !== terms.track) ||
    (given.rollout !== undefined && version.rollout_percent !== terms.rollout_percent)
  if (!isOther) return
  io.err('This version was submitted before, and what was said about its release then stands.\n')
}

function describePublished(
  io: Io,
  portal: Portal,
  version: Version,
  { pkg, isAwaited }: { pkg: Package; isAwaited: boolean },
): Answer {
  const { color } = io
  const { app_id, state, findings } = version
  const resume = `mosis status ${app_id}`
  const data = { portal: portal.url, version, resume }
  const name = `${color.bold(app_id)} ${version.version} (version_code ${version.version_code})`
  const decision = isOver(version)
  const reason = describeReasons(version, io)
  if (decision === 'no') {
    const shown = findings && findings.length > 0 ? [showFindings(findings, pkg, color, io.columns), ''] : []
    const advice = 'Correct it, raise version and version_code in manifest.json, and publish again'
    return {
      data,
      text: [...shown, `${describeState(version, io)}  ${name}`, ...reason, advice].join('\n'),
      exit: 'rejected',
    }
  }
  const waiting = describeWaiting(version, io)
  const lines = [`${describeState(version, io)}  ${name}`, ...reason, ...(waiting === undefined ? [] : [waiting])]
  if (decision === 'not yet') lines.push(`It goes on at the portal. Look again: ${color.cyan(resume)}`)
  else if (state === 'approved' && version.release === 'when_approved') {
    lines.push(`Something keeps it from being published; this says what: ${color.cyan(`mosis release ${app_id}`)}`)
  } else if (state === 'approved') lines.push(`Publish it when you like: ${color.cyan(`mosis release ${app_id}`)}`)
  return { data, text: lines.join('\n'), exit: decision === 'not yet' && isAwaited ? 'running' : 'ok' }
}

function showFindings(findings: readonly Finding[], pkg: Package, color: Io['color'], columns: number): string {
  const readText = textsOf((path) => pkg.files.get(path)?.read())
  return describeFindings(findings, { color, columns, readText })
}
