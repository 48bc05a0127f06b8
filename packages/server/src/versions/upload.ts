import { Readable } from 'node:stream'
import { ApiError } from '@mosis/api'
import type { AppRef, Version } from '@mosis/api'
import { limits } from '@mosis/format'
import { recordChange } from '../accounts/audit.ts'
import { requireApp, requireLockedApp } from '../apps/ownership.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import { newId } from '../db/ids.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Received, Storage } from '../storage/storage.ts'
import { requireNotBlocked, saveFiles } from './blocks.ts'
import type { PackageCheck, PackageFacts } from './package-facts.ts'
import { requireKeyOfApp, requireRegisteredKey } from './signer.ts'
import { toSortable } from './sortable-version.ts'
import { iconKey, packageKey } from './storage-keys.ts'
import { ThreadError } from '../threads/thread-pool.ts'
import type { ThreadPool } from '../threads/thread-pool.ts'
import { describeVersion } from './versions.ts'

export interface UploadPlace {
  db: Db
  storage: Storage
  checks: ThreadPool<{ path: string }, PackageCheck>
}

export interface Upload {
  /** Each piece is used before the next one is asked for. */
  body: AsyncIterable<Uint8Array>
  /** What Content-Length says, where it says something. */
  declaredBytes: number | undefined
}

/**
 * Takes a package in as a draft version. The same bytes again answer the version they made, changed by nothing; `isNew` tells.
 */
export async function uploadVersion(
  { db, storage, checks }: UploadPlace,
  call: Call,
  { app_id }: AppRef,
  { body, declaredBytes = 0 }: Upload,
): Promise<{ version: Version; isNew: boolean }> {
  // Before a byte is read: who may not upload here, or sends too much, learns it at once.
  const app = await requireApp(db, call, app_id, 'version.upload')
  if (app.state === 'suspended') throw new ApiError('app.suspended')
  if (declaredBytes > limits.maxPackageBytes)
    throw new ApiError('upload.too_large', { max_bytes: limits.maxPackageBytes })
  const received = await storage.receive(body, { maxBytes: limits.maxPackageBytes })
  try {
    const known = await findSameBytes(db, app, received.sha256)
    if (known) return { version: await describeVersion(db, call, known), isNew: false }
    const facts = await checkPackage(checks, received)
    const { row, isNew } =
      (await findOrAccept(db, app, facts)) ?? (await storeVersion({ db, storage }, call, received, facts))
    return { version: await describeVersion(db, call, row), isNew }
  } finally {
    await received.discard()
  }
}

async function checkPackage(checks: UploadPlace['checks'], { path, sha256 }: Received): Promise<PackageFacts> {
  const check = await checks.run({ path }).catch((cause: unknown) => {
    // The portal's trouble, not the developer's: nothing was decided about the package.
    if (cause instanceof ThreadError && cause.code !== 'crashed') throw new ApiError('unavailable', {}, { cause })
    throw cause
  })
  if (!check.isValid) {
    const [first] = check.problems
    throw new ApiError('package.invalid', { reason: first?.message ?? '' }, { errors: check.problems })
  }
  if (check.facts.sha256 !== sha256) throw new Error('The file changed between receiving and checking it')
  return check.facts
}

/** Bytes lie in storage before the row names them; what no row comes to name goes with the next sweep. */
async function storeVersion(
  { db, storage }: Pick<UploadPlace, 'db' | 'storage'>,
  call: Call,
  received: Received,
  facts: PackageFacts,
): Promise<Uploaded> {
  await received.keep(packageKey(facts.sha256))
  for (const icon of facts.icons) await storage.put(iconKey(icon.sha256), Readable.from([icon.bytes]))
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, facts.manifest.id, 'version.upload')
    // Asked again behind the app's lock: another upload may have come meanwhile.
    const known = await findOrAccept(db, app, facts)
    if (known) return known
    const row = await db.insertInto('version').values(toRow(call, facts)).returningAll().executeTakeFirstOrThrow()
    await saveFiles(db, row.id, facts.files)
    await recordChange(db, call, {
      subject: 'version',
      id: row.id,
      action: 'upload',
      from: null,
      to: row.state,
      appId: app.id,
      teamId: app.team_id,
    })
    return { row, isNew: true }
  })
}

interface Uploaded {
  row: VersionRow
  isNew: boolean
}

/** The version that the same bytes made before; or, for bytes that may become one, undefined. */
async function findOrAccept(db: Db, app: AppRow, facts: PackageFacts): Promise<Uploaded | undefined> {
  try {
    await requireAcceptable(db, app, facts)
    return undefined
  } catch (refusal) {
    // In this order: what stands in the way may be these very bytes, which came a moment ago.
    const known = await findSameBytes(db, app, facts.sha256)
    if (known) return { row: known, isNew: false }
    throw refusal
  }
}

/** Everything that is not about the package itself but about this app and its developer. */
async function requireAcceptable(db: Db, app: AppRow, facts: PackageFacts): Promise<void> {
  const { manifest, keyId, formerKeys } = facts
  if (manifest.id !== app.id) throw new ApiError('version.app_mismatch', { is: manifest.id, should: app.id })
  await requireNotBlocked(db, { sha256: facts.sha256, key_id: keyId, files: facts.files })
  await requireRegisteredKey(db, app, keyId)
  await requireKeyOfApp(db, app, { key_id: keyId, former_keys: formerKeys })
  await requireNextVersion(db, app, manifest)
}

/** Devices go forward only: an app's version_code rises with every upload, and a version's name is used once. */
async function requireNextVersion(
  db: Db,
  { id }: AppRow,
  { version, version_code }: { version: string; version_code: number },
): Promise<void> {
  const ofApp = db.selectFrom('version').where('app_id', '=', id)
  const { highest } = await ofApp
    .select((query) => query.fn.max<number | null>('version_code').as('highest'))
    .executeTakeFirstOrThrow()
  if (highest === null) return
  const next_version_code = highest + 1
  const taken = await ofApp
    .select(['version', 'version_code'])
    .where((query) => query.or([query('version', '=', version), query('version_code', '=', version_code)]))
    .executeTakeFirst()
  if (taken) throw new ApiError('version.exists', { ...taken, next_version_code })
  if (version_code < highest)
    throw new ApiError('version.code_not_higher', { is: version_code, highest, next_version_code })
}

function findSameBytes(db: Db, app: AppRow, sha256: string): Promise<VersionRow | undefined> {
  return db
    .selectFrom('version')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('app_id', '=', app.id)
    .executeTakeFirst()
}

function toRow(
  call: Call,
  { manifest, keyId, formerKeys, sha256, mfSha256, sizeBytes, icons }: PackageFacts,
): VersionRow {
  return {
    id: newId('ver'),
    app_id: manifest.id,
    version: manifest.version,
    version_code: manifest.version_code,
    state: 'draft',
    release: 'manual',
    release_at: null,
    track: 'production',
    rollout_percent: 100,
    rollout_salt: '',
    release_notes: '',
    sha256,
    mf_sha256: mfSha256,
    size_bytes: sizeBytes,
    manifest: JSON.stringify(manifest),
    permissions: JSON.stringify(manifest.permissions),
    min_mosis: toSortable(manifest.min_mosis_version),
    icons: JSON.stringify(Object.fromEntries(icons.map(({ size, sha256 }) => [size, sha256]))),
    key_id: keyId,
    former_keys: JSON.stringify(formerKeys),
    uploaded_by: requireAccount(call),
    created_at: call.now,
    submitted_at: null,
    decided_at: null,
    published_at: null,
  }
}
