import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { administer, startCluster } from '@mosis/server/testing'
import { until } from '../world.ts'

/** What the portal keeps in its database, read and changed past it. */
export interface Books {
  /** What a portal is told so that it writes into these. */
  settings: Record<string, string>
  ask: (statement: string) => Promise<unknown[]>
  /** Until nothing that a killed portal began is still being written. */
  rest: () => Promise<void>
  /** What is wrong with the files of the database. */
  findDamage: () => Promise<string | undefined>
  close: () => Promise<void>
}

/** The file in the folder of a portal. */
export function openSqliteBooks(folder: string): Books {
  const ask = async (statement: string): Promise<unknown[]> => {
    const db = new DatabaseSync(join(folder, 'data', 'portal.db'), { timeout: 10_000 })
    try {
      return db.prepare(statement).all()
    } finally {
      db.close()
    }
  }
  return {
    settings: {},
    ask,
    rest: () => Promise.resolve(),
    async findDamage() {
      const found = JSON.stringify(await ask('PRAGMA integrity_check'))
      return found === '[{"integrity_check":"ok"}]' ? undefined : found
    },
    close: () => Promise.resolve(),
  }
}

/** A PostgreSQL of its own, which several portals share and nobody kills. */
export async function openPostgresBooks(): Promise<Books> {
  const { url, stop } = await startCluster()
  const ask = (statement: string) => administer(url, statement)
  // What was sent before its sender was killed is carried out all the same.
  const others = `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`
  return {
    settings: { DATABASE_URL: url },
    ask,
    rest: async () =>
      void (await until(
        () => ask(others),
        (rows) => rows.length === 0,
      )),
    findDamage: () => Promise.resolve(undefined),
    close: stop,
  }
}
