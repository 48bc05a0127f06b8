import type { Version } from '@mosis/api'
import type { Manifest, Package } from '@mosis/format'
import { makeReady } from '../app-at-portal.ts'
import { command } from '../command.ts'
import type { Answer } from '../command.ts'
import { readDuration } from '../duration.ts'
import { Failure } from '../failure.ts'
import { countFindings, describeFindings, textsOf } from '../findings.ts'
import type { Finding } from '../findings.ts'
import { offerKey, offerSignIn } from '../first-time.ts'
import type { Io } from '../io.ts'
import { printable, size } from '../output.ts'
import { pack } from '../pack.ts'
import { openPortal, portalOption } from '../portal.ts'
import type { Portal } from '../portal.ts'
import { startProgress } from '../progress.ts'
import type { Progress } from '../progress.ts'
import { openSource } from '../project.ts'
import { countedStream } from '../upload.ts'
import { awaitVerdict, isOver, stageOf, stages } from '../verdict.ts'

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
    release: {
      value: 'WHEN',
      summary: 'when_approved, or manual to publish later with mosis release',
      choices: ['when_approved', 'manual'],
      default: 'when_approved',
    },
    wait: {
      value: 'DURATION',
      valueOptional: true,
      negatable: true,
      summary: 'wait for the decision, at most so long; --no-wait waits for nothing',
      default: '10m with --wait',
    },
    key: { value: 'NAME', summary: 'the signing key for a folder', setting: true },
    portal: portalOption,
  },
  examples: [
    ['mosis publish --notes "Faster start" --wait', 'this folder, and stay until it is decided'],
    ['mosis publish clock-1.2.0.mosis --create --no-wait --json', 'a package, in CI'],
  ],
  async run({ path = '.', notes = '', create, release, wait, key, portal: given }, io) {
    const waitMs = readWait(wait)
    const { bytes, pkg } = await openForPublishing(io, path, key)
    await offerSignIn(io, given)
    const portal = await openPortal(io, given)
    await makeReady(io, portal, pkg, create)
    const progress = startProgress(io)
    let version: Version
    try {
      version = await upload(portal, bytes, pkg.manifest, progress)
      if (version.state === 'draft') version = await submit(portal, version, release === 'manual', notes)
      const until = wait === undefined ? 'checked' : 'decided'
      if (wait !== false) version = await awaitVerdict(io, portal, version, { until, waitMs, progress })
    } finally {
      progress.end()
    }
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
  key: string | undefined,
): Promise<{ bytes: Buffer; pkg: Package }> {
  const source = openSource(io, path)
  if (source.kind === 'folder' && key === undefined) await offerKey(io)
  const { readPackage } = await import('@mosis/format')
  const packed =
    source.kind === 'folder'
      ? await pack(io, source, key, false)
      : { bytes: source.bytes, pkg: readPackage(source.bytes) }
  const { reviewBytes } = await import('@mosis/review')
  const { ok, findings } = await reviewBytes(packed.bytes)
  if (ok) return packed
  const errors = findings.filter(({ severity }) => severity === 'error')
  throw new Failure('package.invalid', `Nothing was uploaded: the app has ${countFindings(errors)}`, {
    fix: `Correct them; mosis validate ${path} shows them again`,
    facts: { findings },
    more: showFindings(errors, packed.pkg, io.errColor, io.columns),
  })
}

async function upload(portal: Portal, bytes: Buffer, manifest: Manifest, progress: Progress): Promise<Version> {
  const { versions } = await import('@mosis/api')
  progress.stage(1, stages.length, `uploading ${manifest.name} ${manifest.version}`)
  const told = (sent: number) =>
    progress.detail(`${Math.floor((sent / bytes.length) * 100)} % of ${size(bytes.length)}`)
  return portal.call(versions.uploadVersion, () => ({
    params: { app_id: manifest.id },
    body: countedStream(bytes, told),
  }))
}

async function submit(
  { call }: Portal,
  { app_id, id }: Version,
  isManual: boolean,
  release_notes: string,
): Promise<Version> {
  const { versions } = await import('@mosis/api')
  return call(versions.submitVersion, {
    params: { app_id, version_id: id },
    body: { release: isManual ? 'manual' : 'when_approved', release_notes },
  })
}

function describePublished(
  io: Io,
  portal: Portal,
  version: Version,
  { pkg, isAwaited }: { pkg: Package; isAwaited: boolean },
): Answer {
  const { color } = io
  const { app_id, state, findings, review } = version
  const resume = `mosis status ${app_id}`
  const data = { portal: portal.url, version, resume }
  const name = `${color.bold(app_id)} ${version.version} (version_code ${version.version_code})`
  const { done } = stageOf(version)
  const decision = isOver(version)
  const reason = review?.reason ? [`The reviewer says: ${printable(review.reason)}`] : []
  if (decision === 'no') {
    const shown = findings && findings.length > 0 ? [showFindings(findings, pkg, color, io.columns), ''] : []
    const advice = 'Correct it, raise version and version_code in manifest.json, and publish again'
    return { data, text: [...shown, `${color.red(done)}  ${name}`, ...reason, advice].join('\n'), exit: 'rejected' }
  }
  const lines = [`${decision === 'yes' ? color.green(done) : color.yellow(done)}  ${name}`, ...reason]
  if (decision === 'not yet') lines.push(`It goes on at the portal. Look again: ${color.cyan(resume)}`)
  else if (state === 'approved') lines.push(`Publish it when you like: ${color.cyan(`mosis release ${app_id}`)}`)
  return { data, text: lines.join('\n'), exit: decision === 'not yet' && isAwaited ? 'running' : 'ok' }
}

function showFindings(findings: readonly Finding[], pkg: Package, color: Io['color'], columns: number): string {
  const readText = textsOf((path) => pkg.files.get(path)?.read())
  return describeFindings(findings, { color, columns, readText })
}
