import { ApiError } from '@mosis/api'
import type { FastifyReply } from 'fastify'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import type { Storage } from '../storage/storage.ts'
import { imageKey } from './screenshot-rows.ts'

/** Sends a screenshot that a listing names. What its address names never changes, so that it is asked for once. */
export async function sendImage(
  { db, storage }: { db: Db; storage: Storage },
  { file }: { file: string },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const sha256 = file.slice(0, -'.webp'.length)
  const row = await db.selectFrom('app_screenshot').select('id').where('sha256', '=', sha256).executeTakeFirst()
  const stored = row && (await storage.head(imageKey(sha256)))
  if (!stored) throw new ApiError('screenshot.not_found')
  reply.headers({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-length': stored.sizeBytes,
    'x-content-type-options': 'nosniff',
  })
  return reply.type('image/webp').send(await storage.get(imageKey(sha256)))
}

/** Younger than this, an image may belong to a row that is about to be written. */
const youngMs = 24 * 60 * 60_000

/** Removes stored screenshots that no listing names any more. */
export async function sweepImages(db: Db, storage: Storage, call: Call): Promise<void> {
  for (const { key } of await findUnnamedImages(db, storage, call)) await storage.delete(key)
}

/** The stored screenshots that no listing names, and that are old enough to go. */
export async function findUnnamedImages(
  db: Db,
  storage: Storage,
  { now }: Pick<Call, 'now'>,
): Promise<{ key: string; sizeBytes: number }[]> {
  const oldest = new Date(Date.parse(now) - youngMs).toISOString()
  const found: { key: string; sizeBytes: number }[] = []
  for await (const { key, sizeBytes, modifiedAt } of storage.list('images/')) {
    if (modifiedAt < oldest) found.push({ key, sizeBytes })
  }
  if (found.length === 0) return []
  // Asked after the list was made: a screenshot that came meanwhile is among the named ones.
  const rows = await db.selectFrom('app_screenshot').select('sha256').distinct().execute()
  const named = new Set(rows.map(({ sha256 }) => imageKey(sha256)))
  return found.filter(({ key }) => !named.has(key))
}
