import { ApiError } from '@mosis/api'
import type { VersionRef } from '@mosis/api'
import { requireApp } from '../apps/ownership.ts'
import type { VersionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { requireVersion } from '../versions/change.ts'
import { readPackages, withPackages } from './package-place.ts'
import type { PackagePlace } from './package-place.ts'
import type { PackageTask, ReadFile } from './package-thread.ts'

/** The files of the package of an own version, by path. */
export async function listVersionFiles(
  place: PackagePlace,
  call: Call,
  ref: VersionRef,
): Promise<{ path: string; size_bytes: number }[]> {
  const version = await requireOwnVersion(place, call, ref)
  const found = await read(place, version, (from) => ({ list: { from } }))
  if (!('files' in found)) throw new Error('The thread answered something else')
  return found.files
}

/** A file of the package of an own version: what its findings are about. */
export async function getVersionFile(
  place: PackagePlace,
  call: Call,
  { path, ...ref }: VersionRef & { path: string },
): Promise<ReadFile> {
  const version = await requireOwnVersion(place, call, ref)
  const found = await read(place, version, (from) => ({ read: { from, file: path } }))
  if (!('file' in found) || !found.file) throw new ApiError('version.file_not_found', { path })
  return found.file
}

async function requireOwnVersion({ db }: PackagePlace, call: Call, ref: VersionRef): Promise<VersionRow> {
  await requireApp(db, call, ref.app_id, 'app.view')
  return requireVersion(db, ref)
}

const read = (place: PackagePlace, version: VersionRow, taskOf: (from: string) => PackageTask) =>
  withPackages(place, [version], ([from = '']) => readPackages(place, version, taskOf(from)))
