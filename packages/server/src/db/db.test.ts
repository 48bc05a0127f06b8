import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { ApiError } from '@mosis/api'
import { sql } from 'kysely'
import { backUpDatabase } from './backup.ts'
import { engineOf } from './engine.ts'
import { newId } from './ids.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { openSqlite } from './open.ts'
import { getPage } from './page.ts'
import type { PageOrder } from './page.ts'
import type { Database, Db } from './schema.ts'
import { openTestDb } from './testing.ts'
import { inTransaction } from './transaction.ts'

const runNode = promisify(execFile)
const now = '2026-01-02T03:04:05.000Z'

async function withDb(work: (db: Db) => Promise<void>, options: { isEmpty?: boolean } = {}): Promise<void> {
  const { db, close } = await openTestDb(options)
  try {
    await work(db)
  } finally {
    await close()
  }
}

const addSetting = (db: Db, name: string, value = '') => db.insertInto('setting').values({ name, value }).execute()
const settingNames = async (db: Db) => {
  const rows = await db.selectFrom('setting').select('name').orderBy('name').execute()
  return rows.map(({ name }) => name)
}

test('ids begin with their kind, are lower-case and rise strictly, also within a millisecond', () => {
  const ids = Array.from({ length: 20_000 }, () => newId('ver'))
  assert.ok(ids.every((id) => /^ver_[0-9a-hjkmnp-tv-z]{26}$/.test(id)))
  assert.deepEqual([...ids].sort(), ids)
  assert.equal(new Set(ids).size, ids.length)
})

test('ids go on rising when the clock is set back', (context) => {
  context.mock.timers.enable({ apis: ['Date'], now: Date.now() + 60_000 })
  const before = newId('ver')
  context.mock.timers.setTime(1000)
  assert.ok(newId('ver') > before)
})

test('what a transaction did is kept when it ends well and gone when it throws', () =>
  withDb(async (db) => {
    await inTransaction(db, (db) => addSetting(db, 'kept'))
    const failed = inTransaction(db, async (db) => {
      await addSetting(db, 'lost')
      throw new Error('changed my mind')
    })
    await assert.rejects(failed, /changed my mind/)
    assert.deepEqual(await settingNames(db), ['kept'])
  }))

test('a transaction inside another joins it', () =>
  withDb(async (db) => {
    const outer = inTransaction(db, async (db) => {
      await inTransaction(db, (db) => addSetting(db, 'inner'))
      throw new Error('outer fails')
    })
    await assert.rejects(outer, /outer fails/)
    assert.deepEqual(await settingNames(db), [])
  }))

test('using the outer database inside a transaction throws instead of waiting for ever or writing outside', () =>
  withDb(async (db) => {
    const outer = db
    await assert.rejects(
      inTransaction(db, () => addSetting(outer, 'outside')),
      /Cannot use the outer database inside a transaction/,
    )
    await assert.rejects(
      inTransaction(db, () => inTransaction(outer, (db) => addSetting(db, 'outside'))),
      /Cannot use the outer database inside a transaction/,
    )
    await addSetting(db, 'afterwards')
    assert.deepEqual(await settingNames(db), ['afterwards'])
  }))

test('transactions that begin at the same time all happen, one after the other where they must', () =>
  withDb(async (db) => {
    await addSetting(db, 'count', '0')
    const addOne = () =>
      inTransaction(db, async (db) => {
        const query = db.selectFrom('setting').select('value').where('name', '=', 'count')
        // PostgreSQL would let both read the old value; on SQLite a transaction is alone anyway.
        const { value } = await (engineOf(db) === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow()
        await db
          .updateTable('setting')
          .set({ value: String(Number(value) + 1) })
          .where('name', '=', 'count')
          .execute()
      })
    await Promise.all(Array.from({ length: 25 }, addOne))
    const { value } = await db.selectFrom('setting').select('value').executeTakeFirstOrThrow()
    assert.equal(value, '25')
  }))

test('a row that names what is not there is refused', () =>
  withDb(async (db) => {
    const member = { team_id: 'team_none', account_id: 'acc_none', role: 'owner', created_at: now } as const
    await assert.rejects(db.insertInto('team_member').values(member).execute(), /foreign key/i)
  }))

test('texts are ordered by their bytes and counts are numbers', () =>
  withDb(async (db) => {
    for (const name of ['b', 'B', 'a_', 'a1', 'é', 'a']) await addSetting(db, name)
    assert.deepEqual(await settingNames(db), ['B', 'a', 'a1', 'a_', 'b', 'é'])
    const { count } = await db
      .selectFrom('setting')
      .select((column) => column.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    assert.equal(count, 6)
  }))

test('a schema is brought up to date once, from nothing, and again only by what is new', () =>
  withDb(
    async (db) => {
      const names = migrations.map(({ name }) => name)
      assert.deepEqual(await migrate(db, migrations, { table: 'migration', now }), names)
      assert.deepEqual(await migrate(db, migrations, { table: 'migration', now }), [])
      const next: Migration = {
        name: '0002-next',
        up: (db) => db.schema.createTable('next').addColumn('a', 'text').execute(),
      }
      assert.deepEqual(await migrate(db, [...migrations, next], { table: 'migration', now }), ['0002-next'])
      assert.deepEqual(await migrate(db, [...migrations, next], { table: 'migration', now }), [])
    },
    { isEmpty: true },
  ))

test('a database that a newer portal changed is refused by name of the step', () =>
  withDb(async (db) => {
    const next: Migration = { name: '0002-next', up: () => Promise.resolve() }
    await migrate(db, [...migrations, next], { table: 'migration', now })
    await assert.rejects(
      migrate(db, migrations, { table: 'migration', now }),
      /a newer portal has changed it \(step "0002-next"\)/,
    )
  }))

test('a step that fails leaves the schema as it was', () =>
  withDb(async (db) => {
    const broken: Migration = {
      name: '0002-broken',
      async up(db) {
        await db.schema.createTable('half').addColumn('a', 'text').execute()
        await sql`select * from nowhere`.execute(db)
      },
    }
    await assert.rejects(migrate(db, [...migrations, broken], { table: 'migration', now }), /nowhere/)
    await assert.rejects(sql`select * from half`.execute(db), /half/)
    assert.deepEqual(await migrate(db, migrations, { table: 'migration', now }), [])
  }))

test('processes that start at once on one file agree on the schema', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-db-'))
  const program = `
    import { openSqlite } from './open.ts'
        import { migrate } from './migrate.ts'
    import { migrations } from './migrations/migrations.ts'
    const db = openSqlite(process.argv[1])
    const names = await migrate(db, migrations, { table: 'migration', now: '${now}' })
    await db.destroy()
    console.log(names.length)`
  const path = join(folder, 'deep', 'portal.db')
  const run = () =>
    runNode(process.execPath, ['--input-type=module-typescript', '--eval', program, path], { cwd: import.meta.dirname })
  const results = await Promise.all([run(), run(), run()])
  assert.deepEqual(results.map(({ stdout }) => stdout.trim()).sort(), ['0', '0', String(migrations.length)])
  await rm(folder, { recursive: true, force: true })
})

test('a backup of a database in use is one whole file, and the last seven are kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-db-'))
  const path = join(folder, 'portal.db')
  const db = openSqlite<Database>(path)
  await migrate(db, migrations, { table: 'migration', now })
  const backups: string[] = []
  for (let day = 1; day <= 9; day += 1) {
    await addSetting(db, `day ${day}`)
    backups.push(await backUpDatabase(path, folder, `2026-01-0${day}T03:04:05.000Z`))
  }
  await db.destroy()
  const names = await readdir(folder)
  assert.deepEqual(
    names.filter((name) => name.startsWith('portal-')).sort(),
    backups.slice(2).map((file) => basename(file)),
  )
  const copy = openSqlite<Database>(backups[4] ?? '')
  assert.deepEqual(await settingNames(copy), ['day 1', 'day 2', 'day 3', 'day 4', 'day 5'])
  await copy.destroy()
  await rm(folder, { recursive: true, force: true })
})

const bySize: PageOrder = { list: 'jobs', by: { 'job.attempts': 'integer', 'job.id': 'text' }, direction: 'desc' }
const jobPage = (db: Db, limit: number, cursor?: string) =>
  getPage(db.selectFrom('job').select(['job.attempts', 'job.id']), bySize, { limit, cursor })

async function addJobs(db: Db): Promise<void> {
  const empty = {
    name: 'x',
    payload: '{}',
    run_at: '',
    claimed_until: null,
    state: 'ready',
    last_error: null,
    finished_at: null,
  } as const
  const rows = Array.from({ length: 23 }, (_, index) => ({ ...empty, id: `job_${index + 10}`, attempts: index % 3 }))
  await db.insertInto('job').values(rows).execute()
}

test('pages show every row once, in order, also where the first column is equal', () =>
  withDb(async (db) => {
    await addJobs(db)
    const whole = await jobPage(db, 100)
    assert.equal(whole.rows.length, 23)
    assert.equal(whole.next_cursor, null)
    const pages: { attempts: number; id: string }[][] = []
    let cursor: string | undefined
    do {
      const { rows, next_cursor } = await jobPage(db, 5, cursor)
      pages.push(rows)
      cursor = next_cursor ?? undefined
    } while (cursor !== undefined)
    assert.deepEqual(
      pages.map((rows) => rows.length),
      [5, 5, 5, 5, 3],
    )
    assert.deepEqual(pages.flat(), whole.rows)
  }))

test('a page that ends exactly at the last row has no cursor', () =>
  withDb(async (db) => {
    await addJobs(db)
    assert.equal((await jobPage(db, 23)).next_cursor, null)
    assert.equal(typeof (await jobPage(db, 22)).next_cursor, 'string')
  }))

test('a row that is added meanwhile moves nothing in the pages after it', () =>
  withDb(async (db) => {
    await addJobs(db)
    const first = await jobPage(db, 5)
    const second = await jobPage(db, 5, first.next_cursor ?? '')
    const row = { ...(await db.selectFrom('job').selectAll().executeTakeFirstOrThrow()), id: 'job_99', attempts: 7 }
    await db.insertInto('job').values(row).execute()
    assert.deepEqual(await jobPage(db, 5, first.next_cursor ?? ''), second)
  }))

const isRefused = (failure: unknown) => failure instanceof ApiError && failure.code === 'invalid_cursor'

const makeUp = (place: unknown) => {
  const text = Buffer.from(JSON.stringify(place)).toString('base64url')
  return `${text}.${createHash('sha256').update(`jobs\n${text}`).digest('base64url').slice(0, 12)}`
}

test('a cursor that was changed, made up or taken from another list is refused', () =>
  withDb(async (db) => {
    await addJobs(db)
    const { next_cursor } = await jobPage(db, 5)
    assert.ok(next_cursor !== null)
    const changed = next_cursor.replace(/^./, (first) => (first === 'W' ? 'X' : 'W'))
    for (const cursor of ['', 'x', '.', changed, `${next_cursor}x`, next_cursor.replace('.', '..'), '1e309', 'null']) {
      await assert.rejects(jobPage(db, 5, cursor), isRefused, cursor)
    }
    const other = getPage(
      db.selectFrom('job').select(['job.attempts', 'job.id']),
      { ...bySize, list: 'apps' },
      { limit: 5, cursor: next_cursor },
    )
    await assert.rejects(other, isRefused)
    for (const place of [
      [],
      {},
      null,
      [1],
      ['1', 'job_1'],
      [1.5, 'job_1'],
      [1, 2],
      [1, 'a\0b'],
      [3e9, 'a'],
      [1, 'a', 2],
    ]) {
      await assert.rejects(jobPage(db, 5, makeUp(place)), isRefused, JSON.stringify(place))
    }
    assert.equal(
      (await jobPage(db, 5, makeUp([1, 'job_20']))).rows.length,
      5,
      'a made-up place of the right types only says where to go on',
    )
  }))

test('paging by a column that is not selected is a bug and says so', () =>
  withDb(async (db) => {
    await addJobs(db)
    const byName = { list: 'jobs', by: { 'job.name': 'text', 'job.id': 'text' }, direction: 'asc' } as const
    const page = getPage(db.selectFrom('job').select('job.id'), byName, { limit: 5 })
    await assert.rejects(page, /Cannot page by job\.name: the row has undefined there/)
  }))
