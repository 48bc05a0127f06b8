import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { changes } from '@mosis/server'
import type { Books } from './books.ts'
import type { Deed, Ledger } from './ledger.ts'

/** What the portal keeps. */
interface Kept {
  versions: VersionRow[]
  apps: OfferRow[]
  events: EventRow[]
  jobs: JobRow[]
  reviews: { version_id: string }[]
  quarantines: QuarantineRow[]
}

interface VersionRow {
  id: string
  app_id: string
  version_code: number
  state: string
  sha256: string
  track: string
  rollout_percent: number
}

interface OfferRow {
  id: string
  published_version_id: string | null
  rollout_version_id: string | null
  beta_version_id: string | null
}

interface EventRow {
  id: string
  subject_id: string
  actor_id: string | null
  action: string
  from_state: string | null
  to_state: string | null
}

interface JobRow {
  id: string
  name: string
  payload: string
  state: string
  last_error: string | null
}

interface QuarantineRow {
  id: string
  version_id: string
  state: string
}

/** Which actions of the audit log a deed may have led to. */
const actionsOf: Record<Deed, readonly string[]> = {
  upload: ['upload'],
  delete: ['delete'],
  submit: ['submit'],
  cancel: ['cancel'],
  publish: ['publish', 'promote'],
  schedule: ['schedule'],
  unschedule: ['unschedule'],
  halt: ['halt'],
  resume: ['resume'],
  withdraw: ['withdraw'],
  appeal: ['appeal'],
  approve: ['approve'],
  reject: ['reject'],
  request_changes: ['request_changes'],
  quarantine: ['quarantine'],
  confirm_quarantine: ['confirm_quarantine'],
  lift_quarantine: ['end_quarantine'],
}

/** Steps of a quarantine that are on record with its version and leave the version where it is. */
const notes = new Set(['confirm_quarantine', 'end_quarantine'])

/** Files whose bytes were looked at once need not be hashed again; that they are there is asked each time. */
export type Hashed = Set<string>

/** Compares what the portal keeps with what it promised, while no portal runs. What does not agree is a lie. */
export async function inspect(folder: string, books: Books, ledger: Ledger, hashed: Hashed): Promise<void> {
  await books.rest()
  const kept = await readKept(books)
  const lie = (text: string) => void ledger.lies.add(text)
  const events = Map.groupBy(kept.events, ({ subject_id }) => subject_id)
  checkPromises(kept, events, ledger, lie)
  for (const [id, ofVersion] of events) checkWay(id, ofVersion, kept, lie)
  checkNames(kept, lie)
  checkOffers(kept, lie)
  checkJobs(kept, lie)
  checkReviews(kept, events, lie)
  checkQuarantines(kept, events, lie)
  await checkPackages(folder, kept, hashed, lie)
}

/** What is left of the queue, and whether the file is sound; both only make sense when the portal was left to finish. */
export async function inspectSettled(books: Books, ledger: Ledger): Promise<void> {
  const { versions } = await readKept(books)
  for (const { id, state } of versions) {
    if (state === 'submitted' || state === 'checking')
      ledger.lies.add(`${id} is ${state}, and nothing takes it further`)
  }
  const damage = await books.findDamage()
  if (damage !== undefined) ledger.lies.add(`The database is not sound: ${damage}`)
}

async function readKept({ ask }: Books): Promise<Kept> {
  // The rows are as their columns are selected here.
  const all = async <Row>(sql: string) => (await ask(sql)) as Row[]
  return {
    versions: await all('SELECT id, app_id, version_code, state, sha256, track, rollout_percent FROM version'),
    apps: await all('SELECT id, published_version_id, rollout_version_id, beta_version_id FROM app'),
    events: await all(
      "SELECT id, subject_id, actor_id, action, from_state, to_state FROM audit_event WHERE subject_type = 'version' ORDER BY id",
    ),
    jobs: await all("SELECT id, name, payload, state, last_error FROM job WHERE state != 'done'"),
    reviews: await all('SELECT version_id FROM review'),
    quarantines: await all('SELECT id, version_id, state FROM quarantine'),
  }
}

type Lie = (text: string) => void

/** Nothing that was acknowledged is lost, and nothing happened more often than it was asked for. */
function checkPromises({ versions }: Kept, events: Map<string, EventRow[]>, ledger: Ledger, lie: Lie): void {
  const rows = new Map(versions.map((row) => [row.id, row]))
  for (const [id, { appId, sha256 }] of ledger.packages) {
    const row = rows.get(id)
    const mayBeDeleted = ledger.tallies.get(id)?.has('delete') ?? false
    if (!row && !mayBeDeleted) lie(`${id} was uploaded and is gone`)
    if (row && (row.sha256 !== sha256 || row.app_id !== appId)) lie(`${id} has other bytes than were uploaded`)
  }
  for (const [id, tallies] of ledger.tallies) {
    for (const [deed, { done, unknown }] of tallies) {
      const count = (events.get(id) ?? []).filter(
        ({ actor_id, action }) => actor_id !== null && actionsOf[deed].includes(action),
      ).length
      if (count < done) lie(`${id}: ${deed} was answered ${done} times and is on record ${count} times`)
      if (count > done + unknown)
        lie(`${id}: ${deed} was asked for ${done + unknown} times and is on record ${count} times`)
    }
  }
}

/** The log of a version is one way through the table of states, and ends where the version is. */
function checkWay(id: string, events: EventRow[], { versions }: Kept, lie: Lie): void {
  let state: string | null = null
  for (const { action, from_state, to_state } of events) {
    if (from_state !== state) lie(`${id}: ${action} began at ${from_state}, and it was ${state}`)
    if (!isInTable(action, from_state, to_state))
      lie(`${id}: ${action} from ${from_state} to ${to_state} is not in the table`)
    state = to_state
  }
  const is = versions.find((row) => row.id === id)?.state ?? null
  if (is !== state) lie(`${id} is ${is} and its log ends with ${state}`)
}

function isInTable(action: string, from: string | null, to: string | null): boolean {
  if (action === 'upload') return from === null && to === 'draft'
  if (action === 'delete') return from === 'draft' && to === null
  if (notes.has(action)) return from === to
  const change: { from: readonly string[]; to: string } | undefined = Object.entries(changes).find(
    ([name]) => name === action,
  )?.[1]
  return change !== undefined && from !== null && change.from.includes(from) && change.to === to
}

/** Two uploads at once: a name is that of one version, and the same bytes are one version. */
function checkNames({ versions }: Kept, lie: Lie): void {
  const names = versions.map(({ app_id, version_code }) => `${app_id} ${version_code}`)
  const contents = versions.map(({ app_id, sha256 }) => `${app_id} ${sha256}`)
  for (const all of [names, contents])
    for (const one of all) if (all.indexOf(one) !== all.lastIndexOf(one)) lie(`There are two versions ${one}`)
}

/** An app offers exactly its published versions: one to everybody, one to a part, one to testers. */
function checkOffers({ versions, apps }: Kept, lie: Lie): void {
  for (const app of apps) {
    const published = versions.filter((row) => row.app_id === app.id && row.state === 'published')
    const offered = [app.published_version_id, app.rollout_version_id, app.beta_version_id].filter((id) => id !== null)
    const ids = published.map((row) => row.id)
    if (ids.toSorted().join() !== offered.toSorted().join())
      lie(`${app.id} offers ${offered.join(', ') || 'nothing'}, and published is ${ids.join(', ') || 'nothing'}`)
    const forAll = published.filter((row) => row.track === 'production' && row.rollout_percent === 100)
    if (forAll.length > 1) lie(`${app.id} has ${forAll.length} published versions for everybody`)
  }
}

/** Whatever waits for the portal has the job that takes it further; and no job was given up. */
function checkJobs({ versions, jobs }: Kept, lie: Lie): void {
  for (const { name, state, last_error } of jobs)
    if (state === 'dead') lie(`The job ${name} was given up: ${last_error}`)
  const waitsFor = (name: string, id: string) =>
    jobs.some((job) => job.name === name && job.state === 'ready' && job.payload.includes(id))
  for (const { id, state } of versions) {
    if ((state === 'submitted' || state === 'checking') && !waitsFor('review.version', id))
      lie(`${id} is ${state} without a job`)
    if (state === 'scheduled' && !waitsFor('version.release', id)) lie(`${id} is scheduled without a job`)
  }
}

/** Each verdict of the automated review is one review, and so is each appeal, however often a job was begun. */
function checkReviews({ reviews, versions }: Kept, events: Map<string, EventRow[]>, lie: Lie): void {
  const count = Map.groupBy(reviews, ({ version_id }) => version_id)
  for (const { id } of versions) {
    const verdicts = (events.get(id) ?? []).filter(({ action }) => ['pass', 'fail', 'appeal'].includes(action)).length
    const made = count.get(id)?.length ?? 0
    if (made !== verdicts) lie(`${id} has ${made} reviews for ${verdicts} verdicts`)
  }
}

/** A version in quarantine has one that runs, and one that nobody confirmed has the job that ends it. */
function checkQuarantines({ quarantines, versions, jobs }: Kept, events: Map<string, EventRow[]>, lie: Lie): void {
  const ofVersions = Map.groupBy(quarantines, ({ version_id }) => version_id)
  for (const { id, state } of versions) {
    const all = ofVersions.get(id) ?? []
    const run = all.filter((quarantine) => quarantine.state === 'open' || quarantine.state === 'confirmed')
    if (state === 'quarantined' ? run.length !== 1 : run.length > 0 && state !== 'withdrawn')
      lie(`${id} is ${state} and has ${run.length} quarantines that run`)
    const begun = (events.get(id) ?? []).filter(({ action }) => action === 'quarantine').length
    if (begun !== all.length) lie(`${id} has ${all.length} quarantines, and ${begun} are on record`)
    for (const open of run.filter((quarantine) => quarantine.state === 'open'))
      if (!jobs.some((job) => job.name === 'quarantine.lapse' && job.payload.includes(open.id)))
        lie(`${id} is in a quarantine without a job that ends it`)
  }
}

/** No version without its bytes: they are there, and they are the right ones. */
async function checkPackages(folder: string, { versions }: Kept, hashed: Hashed, lie: Lie): Promise<void> {
  const sound = new Set(versions.map(({ sha256 }) => sha256))
  for (const sha256 of sound) {
    if (hashed.has(sha256)) continue
    const bytes = await readFile(packageFile(folder, sha256)).catch(() => undefined)
    if (!bytes) lie(`The package ${sha256} of a version is not there`)
    else if (createHash('sha256').update(bytes).digest('hex') !== sha256) lie(`The package ${sha256} has other bytes`)
    hashed.add(sha256)
  }
}

/** Where the portal keeps a package. */
const packageFile = (folder: string, sha256: string) => join(folder, 'packages', 'packages', `${sha256}.mosis`)
