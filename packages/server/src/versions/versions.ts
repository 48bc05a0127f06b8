import { isReviewReason, reviewReasons } from '@mosis/api'
import type { AppRef, Finding, Input, Version, VersionRef, VersionState, versions as contract } from '@mosis/api'
import { requireApp } from '../apps/ownership.ts'
import { countRows, getPage } from '../db/page.ts'
import type { Db, ReviewRow, VersionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { readNote, readNotes } from '../notes.ts'
import { requireVersion } from './change.ts'
import { fromSortable } from './sortable-version.ts'
import { describePlace, findPlaces } from './waiting.ts'
import type { Place } from './waiting.ts'

/** Lists an app's versions by version_code. */
export async function listVersions(
  db: Db,
  call: Call,
  { app_id }: AppRef,
  { limit, cursor, state, track, sort }: Input<typeof contract.listVersions>['query'],
) {
  await requireApp(db, call, app_id, 'app.view')
  let wanted = db.selectFrom('version').selectAll().where('app_id', '=', app_id)
  if (state !== undefined) wanted = wanted.where('state', '=', state)
  if (track !== undefined) wanted = wanted.where('track', '=', track)
  const order = {
    list: `versions ${JSON.stringify([app_id, state, track, sort])}`,
    by: { version_code: 'integer' },
    direction: sort === 'newest' ? 'desc' : 'asc',
  } as const
  const { rows, next_cursor } = await getPage(wanted, order, { limit, cursor })
  const reviews = await getLatestReviews(db, call, rows)
  const versions = rows.map((row) => toVersion(row, reviews.get(row.id)))
  return { versions, next_cursor, total: await countRows(wanted) }
}

/** Answers a version with the findings of its latest review. */
export async function getVersion(db: Db, call: Call, ref: VersionRef): Promise<Version> {
  await requireApp(db, call, ref.app_id, 'app.view')
  return describeVersion(db, call, await requireVersion(db, ref))
}

/** The answer for a row whose reader may see it. */
export async function describeVersion(db: Db, call: Call, row: VersionRow): Promise<Version> {
  const reviews = await getLatestReviews(db, call, [row])
  return toVersion(row, reviews.get(row.id))
}

type PlacedReview = ReviewRow & { place: Place | undefined }

async function getLatestReviews(
  db: Db,
  call: Call,
  versions: readonly VersionRow[],
): Promise<Map<string, PlacedReview>> {
  if (versions.length === 0) return new Map()
  const ids = versions.map(({ id }) => id)
  // Ids rise with time, so that of the rows for one version the last one stays.
  const rows = await db.selectFrom('review').selectAll().where('version_id', 'in', ids).orderBy('id').execute()
  const places = await findPlaces(db, call, rows)
  return new Map(rows.map((row) => [row.version_id, { ...row, place: places.get(row.id) }]))
}

function toVersion(row: VersionRow, review: PlacedReview | undefined): Version {
  return {
    id: row.id,
    app_id: row.app_id,
    version: row.version,
    version_code: row.version_code,
    state: row.state as VersionState,
    release: row.release,
    release_at: row.release_at,
    track: row.track,
    rollout_percent: row.rollout_percent,
    release_notes: row.release_notes,
    size_bytes: row.size_bytes,
    sha256: row.sha256,
    key_id: row.key_id,
    permissions: JSON.parse(row.permissions) as string[],
    min_mosis_version: fromSortable(row.min_mosis),
    findings: review ? (JSON.parse(review.findings) as Finding[]) : null,
    review: review ? toVersionReview(review) : null,
    created_at: row.created_at,
    submitted_at: row.submitted_at,
    decided_at: row.decided_at,
    published_at: row.published_at,
  }
}

function toVersionReview({ place, ...row }: PlacedReview): NonNullable<Version['review']> {
  return {
    id: row.id,
    state: row.state,
    reason: row.reason,
    reason_note: readNote(row.reason_note),
    rule_set: row.rule_set,
    receipt: row.receipt === '' ? null : row.receipt,
    reasons: (JSON.parse(row.reason_codes) as string[])
      .filter((code) => isReviewReason(code))
      .map((code) => ({ code, ...reviewReasons[code] })),
    manual_reasons: JSON.parse(row.manual_reasons) as string[],
    manual_notes: readNotes(row.manual_notes),
    is_appeal: row.appeal_of !== null,
    position: place?.position ?? null,
    ahead: place ? place.position - 1 : null,
    estimate: place?.estimate ?? null,
    waiting: place ? describePlace(place) : null,
  }
}
