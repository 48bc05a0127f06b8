import { createHash, randomBytes } from 'node:crypto'
import { ApiError, apps, reviews, safety, store, tusContentType, tusVersion, uploads, versions } from '@mosis/api'
import type { Client, Version, VersionState } from '@mosis/api'
import { smallApp } from '../sample-apps.ts'
import type { Developer } from '../world.ts'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'

/** Where somebody works: what they note, and their own chance. */
export interface Desk {
  ledger: Ledger
  random: Random
}

/** One thing that somebody does; the caller decides when. */
export type Turn = () => Promise<void>

/** So many are looked at by who takes versions out of the store. */
const newestVersions = 8

const waiting = new Set<VersionState>(['submitted', 'checking', 'in_review', 'scheduled'])

/** A developer at work on one app: uploads, hands in, publishes, halts, resumes, rolls back, as it comes. */
export function developerTurn({ ledger, random }: Desk, developer: Developer, appId: string): Turn {
  const { call } = developer
  const ref = ({ id }: Version) => ({ app_id: appId, version_id: id })

  async function upload(bytes: Buffer): Promise<void> {
    const version = await ledger.ask(() => call(versions.uploadVersion, { params: { app_id: appId }, body: bytes }))
    if (version) noteUpload(version, sha256Of(bytes))
  }

  function noteUpload(version: Version, sha256: string): void {
    if (version.sha256 !== sha256) ledger.lies.add(`${version.id} was uploaded as ${sha256} and is ${version.sha256}`)
    ledger.packages.set(version.id, { appId, sha256 })
  }

  /** An upload in pieces, which goes on where it was after the portal was killed. */
  let pieces: { uploadId: string; bytes: Buffer } | undefined

  async function beginInPieces(bytes: Buffer): Promise<void> {
    const headers = { 'tus-resumable': tusVersion, 'upload-length': String(bytes.length) }
    const begun = await ledger.ask(() => call(uploads.createUpload, { params: { app_id: appId } }, { headers }))
    if (begun) pieces = { uploadId: begun.id, bytes }
  }

  async function sendPiece(uploadId: string, bytes: Buffer): Promise<void> {
    const params = { app_id: appId, upload_id: uploadId }
    const upload = await ledger.ask(() => call(uploads.getUpload, { params }))
    if (!upload) return
    if (upload.state !== 'open') pieces = undefined
    if (upload.version) noteUpload(upload.version, sha256Of(bytes))
    if (upload.state !== 'open') return
    const headers = {
      'tus-resumable': tusVersion,
      'upload-offset': String(upload.offset),
      'content-type': tusContentType,
    }
    const body = bytes.subarray(upload.offset, upload.offset + 1 + Math.floor(bytes.length / 3))
    await ledger.ask(() => call(uploads.continueUpload, { params, body }, { headers }))
  }

  async function uploadNext(versionCode: number): Promise<void> {
    const packed = (mark: number) => developer.build(appOf(random, appId, versionCode, mark))
    const chance = random.share()
    const bytes = packed(1)
    if (chance < 0.4) return upload(bytes)
    if (chance < 0.6) return beginInPieces(bytes)
    // The same bytes twice at once are one version; of other bytes under the same name one comes too late.
    await Promise.all([upload(bytes), upload(chance < 0.8 ? bytes : packed(2))])
  }

  const rollout = () => (random.share() < 0.3 ? { rollout_percent: 1 + random.below(99) } : {})
  const soon = () => new Date(Date.now() + 500 + random.below(4000)).toISOString()
  const deeds = {
    submit(version: Version) {
      const chance = random.share()
      const release = chance < 0.4 ? 'manual' : chance < 0.8 ? 'when_approved' : 'at'
      const at = release === 'at' ? { release_at: soon() } : {}
      const to = random.share() < 0.15 ? ({ track: 'beta' } as const) : rollout()
      const body = { release, ...at, ...to } as const
      return ledger.change(version.id, 'submit', () => call(versions.submitVersion, { params: ref(version), body }))
    },
    publish: (version: Version) =>
      ledger.change(version.id, 'publish', () =>
        call(versions.publishVersion, { params: ref(version), body: { track: 'production', ...rollout() } }),
      ),
    schedule: (version: Version) =>
      ledger.change(version.id, 'schedule', () =>
        call(versions.scheduleVersion, { params: ref(version), body: { release_at: soon() } }),
      ),
    unschedule: (version: Version) =>
      ledger.change(version.id, 'unschedule', () => call(versions.unscheduleVersion, { params: ref(version) })),
    raise: (version: Version) =>
      ledger.ask(() => call(versions.raiseRollout, { params: ref(version), body: { percent: 1 + random.below(100) } })),
    halt: (version: Version) =>
      ledger.change(version.id, 'halt', () => call(versions.haltVersion, { params: ref(version) })),
    resume: (version: Version) =>
      ledger.change(version.id, 'resume', () => call(versions.resumeVersion, { params: ref(version) })),
    cancel: (version: Version) =>
      ledger.change(version.id, 'cancel', () => call(versions.cancelVersion, { params: ref(version) })),
    appeal: (version: Version) =>
      ledger.change(version.id, 'appeal', () =>
        call(reviews.appealVersion, { params: ref(version), body: { text: 'Look again' } }),
      ),
    withdraw: (version: Version) =>
      ledger.change(version.id, 'withdraw', () => call(versions.withdrawVersion, { params: ref(version) })),
    delete: (version: Version) =>
      ledger.change(version.id, 'delete', () => call(versions.deleteVersion, { params: ref(version) })),
    publishAndHalt: (version: Version) => Promise.all([deeds.publish(version), deeds.halt(version)]),
    haltAndResume: (version: Version) => Promise.all([deeds.halt(version), deeds.resume(version)]),
  }
  type Name = keyof typeof deeds
  /** What makes sense in a state, the usual thing more than once. */
  const sensible: Partial<Record<VersionState, readonly Name[]>> = {
    draft: ['submit', 'submit', 'submit', 'submit', 'submit', 'delete'],
    submitted: ['cancel'],
    checking: ['cancel', 'withdraw'],
    in_review: ['cancel'],
    approved: ['publish', 'publish', 'publish', 'schedule', 'publishAndHalt'],
    scheduled: ['publish', 'unschedule', 'schedule'],
    published: ['halt', 'publishAndHalt', 'haltAndResume', 'raise', 'raise'],
    halted: ['resume', 'resume', 'haltAndResume', 'withdraw'],
    superseded: ['publish', 'publishAndHalt'],
    quarantined: ['withdraw'],
    rejected: ['appeal'],
  }
  const all = Object.keys(deeds) as Name[]

  return async () => {
    if (pieces) return sendPiece(pieces.uploadId, pieces.bytes)
    const page = await ledger.ask(() =>
      call(versions.listVersions, { params: { app_id: appId }, query: { limit: 20 } }),
    )
    if (!page) return
    const ofApp = page.versions
    const drafts = ofApp.filter(({ state }) => state === 'draft')
    const newest = ofApp[0]?.version_code ?? 0
    if (ofApp.length === 0 || (drafts.length === 0 && random.share() < 0.5)) return uploadNext(newest + 1)
    const version = drafts.length > 0 && random.share() < 0.5 ? random.pick(drafts) : random.pick(ofApp)
    // What the portal works on is mostly left to it.
    if (waiting.has(version.state) && random.share() < 0.7) return
    // One in ten does what cannot be: it is refused, or it is a change like any other.
    const names = random.share() < 0.1 ? all : sensible[version.state]
    if (names) await deeds[random.pick(names)](version)
  }
}

/** A reviewer who takes the first of the queue, as the other one does: one of them wins. Now and then one takes back. */
export function reviewerTurn({ ledger, random }: Desk, call: Client): Turn {
  const reasons = { reason_code: 'policy', reason: 'Not like this', public_reason: 'Not like this' } as const

  /** One of those that were approved of late: what is not in the store by now is refused. */
  async function quarantine(): Promise<void> {
    const approved = [...ledger.tallies].filter(([, tally]) => tally.has('approve') || tally.has('publish'))
    if (approved.length === 0) return
    const [version_id] = random.pick(approved.slice(-newestVersions))
    const appId = ledger.packages.get(version_id)?.appId
    if (appId === undefined) return
    const params = { app_id: appId, version_id }
    await ledger.change(version_id, 'quarantine', () => call(safety.quarantineVersion, { params, body: reasons }))
  }

  /** Both may confirm, and both may lift: one of them wins, and nobody confirms their own. */
  async function endQuarantine(): Promise<void> {
    const page = await ledger.ask(() => call(safety.listQuarantines, { query: { limit: 5 } }))
    if (!page || page.quarantines.length === 0) return
    const { app_id, version_id } = random.pick(page.quarantines)
    const params = { app_id, version_id }
    if (random.share() < 0.4)
      await ledger.change(version_id, 'confirm_quarantine', () => call(safety.confirmQuarantine, { params }))
    else
      await ledger.change(version_id, 'lift_quarantine', () => call(safety.liftQuarantine, { params, body: reasons }))
  }

  return async () => {
    const what = random.share()
    if (what < 0.1) return quarantine()
    if (what < 0.2) return endQuarantine()
    const page = await ledger.ask(() => call(reviews.listReviews, { query: { limit: 5 } }))
    if (!page || page.reviews.length === 0) return
    const { id, version_id } = random.pick(page.reviews.slice(0, 2))
    const params = { review_id: id }
    if (random.share() < 0.5) {
      const claimed = await ledger.ask(() => call(reviews.claimReview, { params }))
      if (!claimed) return
    }
    const chance = random.share()
    if (chance < 0.8) await ledger.change(version_id, 'approve', () => call(reviews.approveReview, { params }))
    else {
      const deed = chance < 0.9 ? 'reject' : 'request_changes'
      const endpoint = deed === 'reject' ? reviews.rejectReview : reviews.requestChanges
      await ledger.change(version_id, deed, () => call(endpoint, { params, body: { reason: 'Not like this' } }))
    }
  }
}

/** Somebody who reads the store: what it offers can be fetched at once, and is what it says. */
export function readerTurn({ ledger, random }: Desk, call: Client, onDownload: () => void): Turn {
  return async () => {
    const page = await ledger.ask(() => call(store.listStoreApps, { query: {} }))
    if (!page || page.apps.length === 0) return
    const { id: app_id } = random.pick(page.apps)
    // Halted and resumed between two calls is no lie; each time is.
    for (let tries = 1; tries <= 5; tries += 1) {
      const app = await ledger.ask(() => call(store.getStoreApp, { params: { app_id } }))
      if (!app) return
      const offer = random.pick([app, ...app.offers])
      const bytes = await ledger.ask(() => download(call, app_id, offer.version_code))
      if (bytes === undefined) return
      if (bytes === 'not there') {
        if (tries === 5) ledger.lies.add(`The store offers ${app_id} ${offer.version} and does not hand it out`)
        continue
      }
      onDownload()
      if (bytes.length !== offer.size_bytes || sha256Of(bytes) !== offer.sha256)
        ledger.lies.add(`The store offers ${app_id} ${offer.version} as ${offer.sha256}, and gives ${sha256Of(bytes)}`)
      return
    }
  }
}

/** The bytes of one version, as the store hands them out. */
async function download(call: Client, app_id: string, version_code: number): Promise<Buffer | 'not there'> {
  try {
    const response = await call(store.downloadStoreApp, { params: { app_id }, query: { version_code } })
    return Buffer.from(await response.arrayBuffer())
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 404) return 'not there'
    if (failure instanceof ApiError) throw failure
    // Cut in the middle of the bytes.
    throw new ApiError('portal.unreachable', { url: app_id, reason: String(failure) }, { cause: failure })
  }
}

/** A small app; one in three has noise in it, so that its upload takes long enough to be cut in the middle. */
function appOf(random: Random, appId: string, versionCode: number, mark: number): Map<string, Buffer> {
  const files = smallApp(appId, versionCode, `-- ${mark}`)
  if (random.share() > 0.3) return files
  const noise = randomBytes(100_000 + random.below(1_500_000))
  return new Map([...files, ['assets/noise.json', Buffer.from(JSON.stringify(noise.toString('base64')))]])
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Makes the app of a developer. */
export async function makeApp({ call }: Developer, id: string): Promise<void> {
  await call(apps.createApp, { body: { id, name: `Shaken ${id.slice(id.lastIndexOf('.') + 1)}` } })
}
