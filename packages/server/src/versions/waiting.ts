import { sql } from 'kysely'
import type { Db, ReviewRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { createEstimate } from './estimate.ts'
import type { Estimate } from './estimate.ts'

/** Where an open review stands in the queue, and how long that may take. */
export interface Place {
  /** 1 is the next one. */
  position: number
  estimate: Estimate | undefined
}

/** The places of those of these reviews that are open, by their ids. */
export async function findPlaces(
  db: Db,
  call: Call,
  reviews: readonly Pick<ReviewRow, 'id' | 'state'>[],
): Promise<Map<string, Place>> {
  const positions = await findPositions(db, reviews)
  if (positions.size === 0) return new Map()
  const estimate = createEstimate(await listPast(db))
  return new Map([...positions].map(([id, position]) => [id, { position, estimate: estimate(position - 1, call.now) }]))
}

/** The positions of those of these reviews that are open, by their ids. */
export async function findPositions(
  db: Db,
  reviews: readonly Pick<ReviewRow, 'id' | 'state'>[],
): Promise<Map<string, number>> {
  const open = reviews.filter(({ state }) => state === 'open').map(({ id }) => id)
  if (open.length === 0) return new Map()
  const queue = db
    .selectFrom('review')
    .select(['id', sql<number | string>`row_number() over (order by queue_key, id)`.as('position')])
    .where('state', '=', 'open')
  const rows = await db.selectFrom(queue.as('queue')).selectAll().where('id', 'in', open).execute()
  return new Map(rows.map(({ id, position }) => [id, Number(position)]))
}

/** Older ones say little about those who review today. */
const remembered = 200

async function listPast(db: Db) {
  const rows = await db
    .selectFrom('review')
    .select(['id', 'queue_key', 'created_at', 'decided_at', 'decided_by'])
    .where('decided_at', 'is not', null)
    // What the portal decided by itself never waited.
    .where('queue_key', '!=', '')
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(remembered)
    .execute()
  return rows.map(({ id, queue_key, created_at, decided_at, decided_by }) => ({
    key: `${queue_key} ${id}`,
    openedMs: Date.parse(created_at),
    endedMs: Date.parse(decided_at ?? ''),
    isDecided: decided_by !== null,
  }))
}

/** A place in words for its developer. */
export function describePlace({ position, estimate }: Place): string {
  const place = position === 1 ? 'It is the next one in the queue.' : `It is number ${position} in the queue.`
  if (!estimate) return `${place} Too few versions were decided here yet to say how long that takes.`
  const { from, to, confidence } = estimate
  const share = `${Math.round(confidence * 100)} of 100`
  return `${place} Of such versions ${share} are decided between ${moment(from)} and ${moment(to)}.`
}

const moment = (time: string) => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`
