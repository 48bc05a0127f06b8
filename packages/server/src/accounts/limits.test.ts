import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@mosis/api'
import { engineOf } from '../db/engine.ts'
import { openTestDb } from '../db/testing.ts'
import type { AccountRow, Db } from '../db/schema.ts'
import { systemCall } from '../http/call.ts'
import { callLimits, createLimits } from './limits.ts'
import type { Limits } from './limits.ts'
import { guardPassword } from './lock-out.ts'
import { openSession, toAccount } from './sessions.ts'

interface World {
  db: Db
  limits: Limits
  /** Another process of the same portal. */
  others: Limits
  pass: (ms: number) => void
  now: () => string
}

/** The limits over a database of either engine: in the process on SQLite, in the database on PostgreSQL. */
const withLimits = (work: (world: World) => Promise<void>) => async () => {
  const { db, close } = await openTestDb()
  let time = Date.parse('2026-01-02T03:04:05.000Z')
  const clock = () => new Date(time)
  try {
    await work({
      db,
      limits: createLimits(db, clock),
      others: createLimits(db, clock),
      pass: (ms) => void (time += ms),
      now: () => clock().toISOString(),
    })
  } finally {
    await close()
  }
}

/** How long it says to wait; undefined when it was let through. */
async function waitOf(attempt: Promise<unknown>): Promise<number | undefined> {
  try {
    await attempt
    return undefined
  } catch (failure) {
    assert.ok(failure instanceof ApiError && failure.code === 'rate_limited', String(failure))
    return Number(failure.details.retry_after_seconds)
  }
}

async function countPassed(times: number, attempt: () => Promise<unknown>): Promise<number> {
  const waits = await Promise.all(Array.from({ length: times }, () => waitOf(attempt())))
  return waits.filter((wait) => wait === undefined).length
}

test(
  'a limit lets a burst through and then one by one, each address for itself',
  withLimits(async ({ limits, pass }) => {
    const take = (address: string) => waitOf(limits.take('register', address))
    for (let n = 0; n < 20; n += 1) assert.equal(await take('203.0.113.7'), undefined)
    assert.equal(await take('203.0.113.7'), 60)
    assert.equal(await take('::ffff:203.0.113.7'), 60, 'the same address, written otherwise')
    assert.equal(await take('203.0.113.8'), undefined)
    pass(59_000)
    assert.equal(await take('203.0.113.7'), 1)
    pass(1000)
    assert.equal(await take('203.0.113.7'), undefined)
    assert.equal(await take('203.0.113.7'), 60)
  }),
)

test(
  'of many at once no more get through than one after the other',
  withLimits(async ({ limits }) => {
    assert.equal(await countPassed(60, () => limits.take('register', '203.0.113.7')), 20)
  }),
)

test(
  'what is given back may be taken again, and never more than the burst',
  withLimits(async ({ limits }) => {
    const take = () => limits.take('register', '203.0.113.7')
    assert.equal(await countPassed(21, take), 20)
    await limits.giveBack('register', '203.0.113.7')
    assert.equal(await countPassed(2, take), 1)
    for (let n = 0; n < 30; n += 1) await limits.giveBack('register', '203.0.113.7')
    assert.equal(await countPassed(30, take), 20)
  }),
)

test(
  'the wait grows with the attempts, and a refused attempt costs nothing',
  withLimits(async ({ limits, pass }) => {
    const waits: number[] = []
    // As often as it is let, for a day.
    for (let passed = 0; passed < 24 * 3600;) {
      const wait = await waitOf(limits.take('sign_in_to_account_from_address', 'a network\ndana@example.com'))
      if (wait !== undefined) {
        waits.push(wait)
        passed += wait
        pass(wait * 1000)
      }
    }
    assert.equal(waits[0], 30)
    assert.equal(waits.at(-1), 3600)
    assert.ok(waits.length < 150, `${waits.length} attempts in a day`)
  }),
)

test(
  'a clock that is set back gives nothing away and locks nobody out for longer',
  withLimits(async ({ limits, pass }) => {
    const take = () => limits.take('register', '203.0.113.7')
    assert.equal(await countPassed(20, take), 20)
    pass(-24 * 3_600_000)
    assert.equal(await waitOf(take()), 60)
  }),
)

test(
  'processes that share a database share what is counted',
  withLimits(async ({ db, limits, others }) => {
    const passed = await countPassed(15, () => limits.take('register', '203.0.113.7'))
    const passedElsewhere = await countPassed(15, () => others.take('register', '203.0.113.7'))
    // With SQLite the portal is one process.
    assert.deepEqual([passed, passedElsewhere], engineOf(db) === 'postgres' ? [15, 5] : [15, 15])
  }),
)

test(
  'what is kept names nobody, and goes when it counts for nothing any more',
  withLimits(async ({ db, limits, pass }) => {
    await limits.take('mail_to_address', 'dana@example.com')
    await limits.take('register', '203.0.113.7')
    const rows = await db.selectFrom('rate_bucket').selectAll().execute()
    assert.doesNotMatch(JSON.stringify(rows), /dana|203\.0/)
    pass(8 * 24 * 3_600_000)
    await limits.sweep()
    assert.deepEqual(await db.selectFrom('rate_bucket').selectAll().execute(), [])
    assert.equal(await countPassed(21, () => limits.take('register', '203.0.113.7')), 20)
  }),
)

test(
  'every call is counted in this process, and this machine itself is not',
  withLimits(async ({ limits, pass }) => {
    const { burst, refillMs } = callLimits.calls_of_address.buckets[0]
    const call = (address: string) => limits.countCall('calls_of_address', address)
    for (let n = 0; n < burst; n += 1) call('2001:db8:0:1::7')
    assert.throws(() => call('2001:db8:0:1::8'), /Too many requests/)
    call('2001:db8:0:2::7')
    pass(refillMs)
    call('2001:db8:0:1::7')
    for (let n = 0; n <= burst; n += 1) call('127.0.0.1')
  }),
)

const home = '198.51.100.1'

/** An account whose owner signed in at home before. */
async function addOwner({ db, now }: World): Promise<string> {
  const row: AccountRow = {
    id: 'acc_0000000001',
    email: 'dana@example.com',
    name: 'Dana',
    password_hash: null,
    role: 'developer',
    created_at: now(),
    email_verified_at: null,
    deleted_at: null,
    locked_at: null,
    locked_reason: null,
  }
  await db.insertInto('account').values(row).execute()
  await openSession(db, callFrom(home, now()), toAccount(row), { client: 'a browser', method: 'password' })
  return row.email
}

const callFrom = (address: string, now: string) => ({ ...systemCall(now, 'req_1'), address })

/** Guesses passwords, and counts how many were looked at: only these would be hashed. */
async function guess(world: World, email: string, { times, from, everyMs }: Guessing): Promise<number> {
  let lookedAt = 0
  for (let n = 0; n < times; n += 1) {
    const attempt = guardPassword(world, callFrom(from(n), world.now()), email, () => {
      lookedAt += 1
      return Promise.reject(new ApiError('auth.wrong_credentials'))
    })
    await assert.rejects(attempt, ApiError)
    world.pass(everyMs)
  }
  return lookedAt
}

interface Guessing {
  times: number
  from: (n: number) => string
  everyMs: number
}

const oneOfThousand = (n: number) => `203.${Math.floor(n / 256) % 4}.${n % 256}.7`

const signInFrom = (world: World, email: string, address: string) =>
  waitOf(guardPassword(world, callFrom(address, world.now()), email, () => Promise.resolve()))

test(
  '10,000 wrong passwords from one network in a quarter of an hour: some fifty are looked at, and the owner gets in everywhere else',
  withLimits(async (world) => {
    const email = await addOwner(world)
    const lookedAt = await guess(world, email, { times: 10_000, from: () => '203.0.113.7', everyMs: 100 })
    assert.ok(lookedAt >= 10 && lookedAt <= 60, `${lookedAt} were looked at`)
    assert.ok(Number(await signInFrom(world, email, '203.0.113.7')) > 60)
    assert.equal(await signInFrom(world, email, home), undefined)
    assert.equal(await signInFrom(world, email, '192.0.2.99'), undefined)
  }),
)

test(
  '10,000 wrong passwords from 1,000 networks: a hundred or so are looked at, and the owner gets in where they signed in before',
  withLimits(async (world) => {
    const email = await addOwner(world)
    const lookedAt = await guess(world, email, { times: 10_000, from: oneOfThousand, everyMs: 100 })
    assert.ok(lookedAt >= 50 && lookedAt <= 130, `${lookedAt} were looked at`)
    assert.equal(await signInFrom(world, email, home), undefined)
    // Elsewhere the owner waits, resets the password through the mail, or signs in with a passkey.
    assert.ok(Number(await signInFrom(world, email, '192.0.2.99')) > 0)
    assert.equal(await signInFrom(world, 'somebody-else@example.com', '192.0.2.99'), undefined)
  }),
)

test(
  'an address without an account is slowed down like one that has one',
  withLimits(async (world) => {
    const email = await addOwner(world)
    for (const [name, from] of [
      ['one network', () => '203.0.113.7'],
      ['many networks', (n: number) => `203.0.${n}.7`],
    ] as const) {
      const guessing = { times: 200, from, everyMs: 0 }
      const [known, unknown] = [
        await guess(world, email, guessing),
        await guess(world, `no-${name}@example.com`, guessing),
      ]
      if (name === 'many networks') assert.deepEqual([known, unknown], [50 - 10, 50])
      else assert.deepEqual([known, unknown], [10, 10])
    }
  }),
)

test(
  'one common password is not tried on every account from one network',
  withLimits(async (world) => {
    let lookedAt = 0
    for (let n = 0; n < 100; n += 1)
      lookedAt += await guess(world, `somebody-${n}@example.com`, {
        times: 1,
        from: () => `2001:db8:0:1::${n}`,
        everyMs: 0,
      })
    assert.equal(lookedAt, 20)
  }),
)

test(
  'only a wrong password counts: not a right one, not one that needs a second factor, not a busy portal',
  withLimits(async (world) => {
    const email = await addOwner(world)
    const call = callFrom('203.0.113.7', world.now())
    for (let n = 0; n < 30; n += 1) {
      await guardPassword(world, call, email, () => Promise.resolve())
      for (const code of ['auth.second_factor_required', 'unavailable'] as const) {
        const attempt = guardPassword(world, call, email, () => Promise.reject(new ApiError(code)))
        await assert.rejects(attempt, (failure: unknown) => failure instanceof ApiError && failure.code === code)
      }
    }
  }),
)
