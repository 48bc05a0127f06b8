import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { openDatabaseProcess } from './database-process.ts'
import type { DatabaseRequest } from './database-protocol.ts'

const limits = { maxRows: 100, maxBytes: 10_000 }
const maxBytes = 1_000_000

/** The refusal that an answer is. */
async function refusal(answer: Promise<unknown>): Promise<string> {
  const reply = await answer
  return typeof reply === 'string' ? reply : 'no refusal'
}

async function openDatabase(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'mosis-database-'))
  const folder = join(root, 'db')
  const database = openDatabaseProcess({ folder, temp: root })
  t.after(async () => {
    await database.stop()
    await rm(root, { recursive: true, force: true })
  })
  await mkdir(folder)
  const ask = async (request: Record<string, unknown>) => {
    const whole = { connection: 1, parameters: [], limits, maxBytes, ...request } as unknown as DatabaseRequest
    const reply = await database.ask(whole)
    return reply.ok ? reply : `${reply.code}: ${reply.message}`
  }
  const exec = async (sql: string, ...parameters: unknown[]) => {
    const reply = await ask({ op: 'exec', sql, parameters })
    return typeof reply === 'string' ? reply : reply.changes
  }
  const query = async (sql: string, ...parameters: unknown[]) => {
    const reply = await ask({ op: 'query', sql, parameters })
    return typeof reply === 'string' ? reply : reply.rows
  }
  assert.notEqual(typeof (await ask({ op: 'open', name: 'app.db' })), 'string')
  return { root, folder, ask, exec, query, database }
}

test('rows come back with their types, and exec counts what it changed', async (t) => {
  const { exec, query } = await openDatabase(t)
  assert.equal(await exec('CREATE TABLE a (i INTEGER, r REAL, t TEXT, b BLOB); CREATE INDEX x ON a (i)'), 0)
  assert.equal(await exec('INSERT INTO a VALUES (?, ?, ?, ?)', 2n ** 63n - 1n, 1.5, 'text', new Uint8Array([1, 2])), 1)
  assert.equal(await exec("INSERT INTO a (t) VALUES ('x'), ('y')"), 2)
  assert.equal(await exec('CREATE TABLE other (x)'), 0)
  assert.deepEqual(await query('SELECT * FROM a WHERE i > ?', 1n), {
    columns: ['i', 'r', 't', 'b'],
    rows: [[2n ** 63n - 1n, 1.5, 'text', new Uint8Array([1, 2])]],
  })
  assert.equal(await exec('UPDATE a SET i = 0'), 3)
})

test('wrong SQL and the failures of the world are told apart', async (t) => {
  const { exec, query, ask } = await openDatabase(t)
  await exec('CREATE TABLE a (x INTEGER UNIQUE NOT NULL); INSERT INTO a VALUES (1)')
  assert.match(await refusal(exec('SELEC 1')), /^database\.sql: near "SELEC"/)
  assert.match(await refusal(query('SELECT ?', 1n, 2n)), /^database\.sql/)
  assert.match(await refusal(query('')), /^database\.sql/)
  assert.match(await refusal(query('SELECT 1; SELECT 2')), /^database\.sql: Only one statement/)
  assert.notEqual(typeof (await query('SELECT 1; -- and a remark')), 'string')
  assert.match(await refusal(ask({ op: 'prepare', sql: 'SELECT nothing' })), /^database\.sql/)
  assert.match(await refusal(exec('INSERT INTO a VALUES (1)')), /^database\.constraint/)
  assert.match(await refusal(exec('INSERT INTO a VALUES (?)', null)), /^database\.constraint/)
  const many = 'WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM c LIMIT 200) SELECT x FROM c'
  assert.match(await refusal(query(many)), /^database\.result_too_large/)
  assert.match(await refusal(query('SELECT hex(zeroblob(6000))')), /^database\.result_too_large/)
  await exec('BEGIN EXCLUSIVE')
  assert.match(await refusal(ask({ op: 'open', connection: 2, name: 'app.db' })), /^database\.locked/)
  await exec('COMMIT')
  await ask({ op: 'open', connection: 2, name: 'app.db' })
  await exec('BEGIN IMMEDIATE')
  assert.match(await refusal(ask({ op: 'exec', connection: 2, sql: 'DELETE FROM a' })), /^database\.locked/)
})

test('SQL reaches no other file and no setting of the database', async (t) => {
  const { exec, query, root, folder } = await openDatabase(t)
  const secret = join(root, 'secret.db')
  const other = new DatabaseSync(secret)
  other.exec("CREATE TABLE s (x); INSERT INTO s VALUES ('secret')")
  other.close()
  await writeFile(join(root, 'evil.so'), '')
  const attacks = [
    `ATTACH '${secret}' AS s`,
    `ATTACH ':memory:' AS s`,
    `ATTACH '' AS s`,
    `SELECT 1; ATTACH '${secret}' AS s; SELECT * FROM s.s`,
    `DETACH main`,
    `VACUUM INTO '${join(root, 'copy.db')}'`,
    `VACUUM`,
    `SELECT load_extension('${join(root, 'evil.so')}')`,
    `PRAGMA max_page_count = 1000000000`,
    `PRAGMA journal_mode = OFF`,
    `PRAGMA journal_mode = WAL`,
    `PRAGMA writable_schema = ON`,
    `PRAGMA temp_store_directory = '/'`,
    `PRAGMA page_size = 65536`,
    `PRAGMA mmap_size = 1000000000`,
    `PRAGMA cache_size = 1000000000`,
    `PRAGMA schema_version = 5`,
    `PRAGMA encoding = 'UTF-16'`,
    `SELECT * FROM pragma_database_list`,
    `CREATE VIRTUAL TABLE p USING sqlite_dbpage`,
    `CREATE VIRTUAL TABLE p USING dbstat(main)`,
    `UPDATE sqlite_dbpage SET data = zeroblob(4096)`,
    `SELECT fts3_tokenizer('simple')`,
    `UPDATE sqlite_schema SET sql = ''`,
    `SELECT readfile('/etc/passwd')`,
    `SELECT writefile('${join(root, 'written')}', 'x')`,
  ]
  for (const attack of attacks) {
    const outcome = await refusal(exec(attack))
    assert.match(outcome, /^database\./, attack)
    assert.doesNotMatch(outcome, /database\.(io|timeout)/, attack)
  }
  assert.deepEqual((await readdir(root)).sort(), ['db', 'evil.so', 'secret.db'])
  assert.deepEqual(await readdir(folder), ['app.db'])
  assert.notEqual(typeof (await query('PRAGMA table_info(sqlite_schema)')), 'string')
  assert.notEqual(typeof (await exec('PRAGMA user_version = 3')), 'string')
  assert.equal(typeof (await exec('CREATE VIRTUAL TABLE words USING fts5(text)')), 'number')
})

test('a statement without end is ended, its transaction rolled back, and the database goes on', async (t) => {
  const { exec, query, ask } = await openDatabase(t)
  await exec('CREATE TABLE a (x); INSERT INTO a VALUES (1)')
  await exec('BEGIN; UPDATE a SET x = 2')
  const begin = performance.now()
  const endless = 'WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c'
  assert.match(await refusal(query(endless)), /^database\.timeout/)
  assert.ok(performance.now() - begin < 10_000)
  assert.deepEqual(await query('SELECT x FROM a'), { columns: ['x'], rows: [[1n]] })
  assert.equal(await exec('INSERT INTO a VALUES (?)', 3n), 1)
  assert.notEqual(typeof (await ask({ op: 'close' })), 'string')
  assert.match(await refusal(query('SELECT 1')), /is closed/)
})

test('a database never grows beyond its limit, and can be emptied then', async (t) => {
  const { exec, folder } = await openDatabase(t)
  await exec('CREATE TABLE a (x)')
  const outcomes = []
  for (let count = 0; count < 30; count++) outcomes.push(await exec('INSERT INTO a VALUES (zeroblob(100000))'))
  assert.match(String(outcomes.at(-1)), /^database\.full/)
  assert.match(await refusal(exec('INSERT INTO a VALUES (zeroblob(100000000))')), /^database\.(sql|full)/)
  const { size } = await stat(join(folder, 'app.db'))
  assert.ok(size > 800_000 && size <= maxBytes, `${size} bytes`)
  assert.notEqual(await exec('DELETE FROM a'), 0)
  assert.equal(await exec('INSERT INTO a VALUES (zeroblob(100000))'), 1)
})
