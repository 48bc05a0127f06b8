import { ApiError } from '@mosis/api'
import type { BehaviourChange, Finding, ReviewDifference, ReviewRef } from '@mosis/api'
import { findPermission } from '@mosis/format'
import type { Manifest } from '@mosis/format'
import type { Db, ReviewRow, VersionRow } from '../db/schema.ts'
import { findApprovedBefore } from './approved-before.ts'
import { readPackages, withPackages } from './package-place.ts'
import type { PackagePlace } from './package-place.ts'
import type { ReadFile } from './package-thread.ts'
import { requireReview } from './reviews.ts'

/** Compares the version in review with the last approved one of its app: what a reviewer looks at first. */
export async function getReviewDifference(place: PackagePlace, { review_id }: ReviewRef): Promise<ReviewDifference> {
  const { db } = place
  const review = await requireReview(db, review_id)
  const now = await getVersionRow(db, review)
  const before = await findApprovedBefore(db, now)
  const found = await withPackages(place, [now, before], ([after = '', before]) =>
    readPackages(place, now, { compare: { before, after } }),
  )
  if (!('comparison' in found)) throw new Error('The thread answered something else')
  return {
    review_id,
    base: before ? { version_id: before.id, version: before.version, version_code: before.version_code } : null,
    ...compareFacts(before, now),
    findings: compareFindings(before ? await findFindings(db, before) : [], findingsOf(review)),
    behaviour: review.behaviour_changes === null ? null : (JSON.parse(review.behaviour_changes) as BehaviourChange[]),
    ...found.comparison,
  }
}

/** The files of the package in review, by path. */
export async function listReviewFiles(
  place: PackagePlace,
  { review_id }: ReviewRef,
): Promise<{ path: string; size_bytes: number }[]> {
  const review = await requireReview(place.db, review_id)
  const version = await getVersionRow(place.db, review)
  const found = await withPackages(place, [version], ([from = '']) => readPackages(place, version, { list: { from } }))
  if (!('files' in found)) throw new Error('The thread answered something else')
  return found.files
}

/** A file of the package in review. */
export async function getReviewFile(
  place: PackagePlace,
  { review_id, path }: ReviewRef & { path: string },
): Promise<ReadFile> {
  const review = await requireReview(place.db, review_id)
  const version = await getVersionRow(place.db, review)
  const found = await withPackages(place, [version], ([from = '']) =>
    readPackages(place, version, { read: { from, file: path } }),
  )
  if (!('file' in found) || !found.file) throw new ApiError('review.file_not_found', { path })
  return found.file
}

function getVersionRow(db: Db, { version_id }: Pick<ReviewRow, 'version_id'>): Promise<VersionRow> {
  return db.selectFrom('version').selectAll().where('id', '=', version_id).executeTakeFirstOrThrow()
}

/** What the rows themselves say of two versions. */
function compareFacts(
  before: VersionRow | undefined,
  now: VersionRow,
): Pick<ReviewDifference, 'permissions' | 'domains' | 'manifest' | 'signing_key'> {
  const [old, manifest] = [before ? manifestOf(before) : undefined, manifestOf(now)]
  const permissions = compareLists(old?.permissions ?? [], manifest.permissions)
  return {
    permissions: { added: permissions.added.map(withRisk), removed: permissions.removed.map(withRisk) },
    domains: compareLists(old?.network?.allowed_domains ?? [], manifest.network?.allowed_domains ?? []),
    manifest: old ? compareFields(old, manifest) : [],
    signing_key: {
      before: before?.key_id ?? null,
      after: now.key_id,
      has_changed: before !== undefined && before.key_id !== now.key_id,
    },
  }
}

const withRisk = (name: string) => ({ name, risk: findPermission(name)?.risk ?? 'unknown' })

const manifestOf = ({ manifest }: VersionRow) => JSON.parse(manifest) as Manifest

const compareLists = (before: readonly string[], after: readonly string[]) => ({
  added: after.filter((item) => !before.includes(item)),
  removed: before.filter((item) => !after.includes(item)),
})

/** The fields of two manifests that are not the same; a field that is not there is null. */
function compareFields(before: Manifest, after: Manifest): ReviewDifference['manifest'] {
  const [old, now] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))]
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

async function findFindings(db: Db, { id }: VersionRow): Promise<Finding[]> {
  const approval = await db
    .selectFrom('review')
    .select('findings')
    .where('version_id', '=', id)
    .where('state', '=', 'approved')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return approval ? findingsOf(approval) : []
}

const findingsOf = ({ findings }: Pick<ReviewRow, 'findings'>) => JSON.parse(findings) as Finding[]

/** A finding is the same one when it says the same about the same file: lines move. */
const keyOf = ({ code, path, message }: Finding) => JSON.stringify([code, path, message])

function compareFindings(before: readonly Finding[], after: readonly Finding[]): ReviewDifference['findings'] {
  const [old, now] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))]
  return {
    added: after.filter((finding) => !old.has(keyOf(finding))),
    removed: before.filter((finding) => !now.has(keyOf(finding))),
  }
}
