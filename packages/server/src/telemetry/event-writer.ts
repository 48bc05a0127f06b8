import { setImmediate } from 'node:timers/promises'
import { ApiError } from '@mosis/api'
import { inTransaction } from '../db/transaction.ts'
import type { EventRow, TelemetryDb } from './schema.ts'

/** Writes events; resolves when they are in the database. */
export interface EventWriter {
  write(rows: readonly EventRow[]): Promise<void>
}

interface Batch {
  rows: readonly EventRow[]
  resolve: () => void
  reject: (failure: unknown) => void
}

/** A few seconds of the fastest intake; what comes on top is refused, so that memory stays bounded when the disk is slow. */
const maxWaitingRows = 100_000

/** A transaction of so many takes some milliseconds, in which SQLite lets this process do nothing else. */
const maxTransactionRows = 2000

/** Few lengths of inserts, so that their statements stay prepared; the largest is far below the limits of both engines. */
const insertLengths = [256, 64, 16, 4, 1]

/** Batches that came while the last transaction ran go into the next one together: one commit for many requests. */
export function createEventWriter(db: TelemetryDb): EventWriter {
  const waiting: Batch[] = []
  let waitingRows = 0
  let isWriting = false

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      // Other requests are heard before each transaction, and what they bring goes along.
      await setImmediate()
      const batches = takeBatches()
      try {
        await insertRows(
          db,
          batches.flatMap(({ rows }) => rows),
        )
        for (const { resolve } of batches) resolve()
      } catch (failure) {
        for (const { reject } of batches) reject(failure)
      }
    }
    isWriting = false
  }

  function takeBatches(): Batch[] {
    let rowCount = 0
    const end = waiting.findIndex(({ rows }, index) => (rowCount += rows.length) > maxTransactionRows && index > 0)
    const batches = waiting.splice(0, end === -1 ? waiting.length : end)
    waitingRows -= batches.reduce((sum, { rows }) => sum + rows.length, 0)
    return batches
  }

  return {
    async write(rows) {
      if (waitingRows + rows.length > maxWaitingRows) throw new ApiError('unavailable')
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      waiting.push({ rows, resolve, reject })
      waitingRows += rows.length
      // Each batch waits for its own transaction only; what goes wrong is told to those who wait for it.
      if (!isWriting) void writeAll()
      return promise
    },
  }
}

function insertRows(db: TelemetryDb, rows: readonly EventRow[]): Promise<void> {
  return inTransaction(db, async (db) => {
    let start = 0
    for (const length of insertLengths) {
      for (; rows.length - start >= length; start += length) {
        await db
          .insertInto('event')
          .values(rows.slice(start, start + length))
          .execute()
      }
    }
  })
}
