import { Readable } from 'node:stream'
import { ApiError } from '@mosis/api'
import type { Input, store as contract } from '@mosis/api'
import { limits, packageFileName } from '@mosis/format'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TestedApps } from '../apps/tester-tokens.ts'
import type { Db } from '../db/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { findBlockOf } from '../versions/blocks.ts'
import { servedStates } from '../versions/states.ts'
import { packageKey } from '../versions/storage-keys.ts'
import { readByteRange } from './byte-range.ts'
import { entityTag, isNamed } from '../http/entity-tag.ts'

type PackageParams = Input<typeof contract.getPackage>['params']

/** Of a package that may be served. */
export interface ServedPackage {
  fileName: string
  sha256: string
  sizeBytes: number
  /** Everybody may have it, and caches on the way may keep it. */
  isPublic: boolean
}

/** Finds a package that devices may have: of a version that is published, or was until a newer one came; on beta only testers. */
export async function getServedPackage(
  db: Db,
  { app_id, version_code, file }: PackageParams,
  tested: TestedApps,
): Promise<ServedPackage> {
  // More than the column holds; PostgreSQL would call it an error.
  if (Number(version_code) > limits.maxVersionCode) throw new ApiError('package.not_found')
  const row = await db
    .selectFrom('version')
    .innerJoin('app', 'app.id', 'version.app_id')
    .select([
      'version.id',
      'version.version',
      'version.sha256',
      'version.key_id',
      'version.size_bytes',
      'version.track',
    ])
    .where('version.app_id', '=', app_id)
    .where('version.version_code', '=', Number(version_code))
    .where('version.state', 'in', servedStates)
    .where('app.state', '=', 'published')
    .executeTakeFirst()
  const isPublic = row?.track === 'production'
  if (!row || (!isPublic && !tested.has(app_id))) throw new ApiError('package.not_found')
  // What was superseded before it was blocked is in no quarantine.
  if (await findBlockOf(db, row)) throw new ApiError('package.not_found')
  const fileName = packageFileName({ id: app_id, version: row.version })
  if (file !== fileName) throw new ApiError('package.not_found')
  return { fileName, sha256: row.sha256, sizeBytes: row.size_bytes, isPublic }
}

/** Sends a package, the asked range of it, or word that the client has it already. */
export async function sendPackage(
  storage: Storage,
  { fileName, sha256, sizeBytes, isPublic }: ServedPackage,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const tag = entityTag(sha256)
  const headers = {
    etag: tag,
    'accept-ranges': 'bytes',
    // The bytes never change; but a withdrawn package shall leave the caches within a day.
    'cache-control': `${isPublic ? 'public' : 'private'}, max-age=86400, immutable`,
  }
  if (isNamed(request.headers['if-none-match'], tag)) return reply.code(304).headers(headers).send()
  const range = request.method === 'GET' ? rangeOf(request, tag, sizeBytes) : undefined
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${sizeBytes}`)
    throw new ApiError('package.range_not_satisfiable', { size_bytes: sizeBytes })
  }
  reply.headers({
    ...headers,
    'content-type': 'application/vnd.mosis.package',
    'content-disposition': `attachment; filename="${fileName}"`,
    'content-length': range ? range.end - range.start + 1 : sizeBytes,
  })
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`)
  // Nothing at all would be answered with a content-length of 0.
  if (request.method === 'HEAD') return reply.send(Readable.from([]))
  // Where the end is known, no larger piece is held in memory than the file needs.
  return reply.send(await storage.get(packageKey(sha256), range ?? { start: 0, end: sizeBytes - 1 }))
}

/** A range for other bytes than these (If-Range) is answered by the whole. */
function rangeOf({ headers }: FastifyRequest, tag: string, sizeBytes: number) {
  const wanted = headers['if-range']
  return wanted === undefined || wanted === tag ? readByteRange(headers.range, sizeBytes) : undefined
}
