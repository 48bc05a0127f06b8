// A portal in memory for tests: real database, real files in a temporary folder, a given clock, no port.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accounts, createClient } from '@mosis/api'
import type { Account, Client, Role, Tokens } from '@mosis/api'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { createApp } from './app.ts'
import { findSetupToken } from './accounts/setup.ts'
import { loadConfig } from './config.ts'
import type { Config } from './config.ts'
import { createTestDatabase } from './db/testing.ts'
import type { Deps } from './deps.ts'
import { createLog } from './log.ts'
import type { Mailer } from './mail/mailer.ts'
import type { MailToSend } from './mail/texts.ts'
import { openDeps } from './open.ts'
import type { Site } from './site/site-file.ts'
import { sampleSite } from './site/testing.ts'

export { administer, startCluster } from './db/testing.ts'
export { startOAuthProvider } from './accounts/oauth/provider-testing.ts'
export type { TestOAuthProvider, TestPerson } from './accounts/oauth/provider-testing.ts'

export const testBaseUrl = 'http://portal.test'
export const testPassword = 'correct horse battery'

/** A clock that stands still until it is told to move. */
export interface TestClock {
  now: () => string
  advance: (ms: number) => void
}

/** Somebody who has signed in. */
export interface Caller {
  call: Client
  account: Account
  tokens: Tokens
}

/** A mail as it would have gone out. */
export type SentMail = MailToSend & {
  to: string
  subject: string
  text: string
  /** The first link in it. */
  url: string | undefined
}

export interface TestServer {
  app: FastifyInstance
  deps: Deps
  clock: TestClock
  /** Calls without an account. */
  call: Client
  /** Answers requests from memory; `fetch` for clients and devices under test. */
  fetch: typeof globalThis.fetch
  inject: FastifyInstance['inject']
  /** A client that sends this access token. */
  callWith: (token: string) => Client
  /** Every mail that was sent, the oldest first; `settle` sends those that wait. */
  outbox: SentMail[]
  /** A new account whose address is confirmed; each call makes another one. */
  developer: (name?: string) => Promise<Caller>
  reviewer: () => Promise<Caller>
  /** The first call makes it by the one-time link. */
  admin: () => Promise<Caller>
  /** Runs every job that is due, and those that follow from them. */
  settle: () => Promise<void>
  /** Lines of level error that were logged; `close` fails if any are left, so a test that expects some takes them. */
  takeErrors: () => LoggedError[]
  close: () => Promise<void>
}

export interface LoggedError {
  level: string
  msg: string
  [field: string]: unknown
}

/**
 * Starts a portal for one test. Set MOSIS_TEST_DATABASE=postgres to run on PostgreSQL instead of SQLite. Mails end in `outbox`,
 * unless the test names a mail server or folder of its own.
 */
export async function startTestServer(
  overrides: Partial<Config> = {},
  { site }: { site: Site | undefined } = { site: sampleSite },
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-server-'))
  const database = await createTestDatabase()
  let time = Date.parse('2026-01-02T03:04:05.000Z')
  const lines: LoggedError[] = []
  const log = createLog('warn', (line) => void lines.push(JSON.parse(line) as LoggedError))
  const config: Config = Object.freeze({
    ...loadConfig({
      BASE_URL: testBaseUrl,
      JWT_SECRET: 'a secret for tests that is long enough',
      PACKAGES_DIR: join(folder, 'packages'),
      BACKUPS_DIR: join(folder, 'backups'),
      DATABASE_PATH: join(folder, 'data', 'portal.db'),
      SMTP_URL: 'smtp://mail.test',
      MAIL_FROM: 'Mosis <portal@portal.test>',
      LOG_LEVEL: 'warn',
      // Tests of it switch it on: each trial is a program of its own.
      BEHAVIOUR_REVIEW: '0',
      // Tests that compare the order of the queue leave nothing to chance.
      REVIEW_SAMPLE_PERCENT: '0',
    }),
    ...database.config,
    ...overrides,
  })
  const outbox: SentMail[] = []
  const clock = () => new Date(time)
  const opened = await openDeps(config, { clock, log, site, ...(overrides.mail ? {} : { mailer: mailTo(outbox) }) })
  const { deps, close } = opened
  const app = await createApp(deps)
  await app.ready()
  const fetch = fetchFrom(app, '192.0.2.1')
  const callWith = (token: string) => createClient({ baseUrl: testBaseUrl, token, fetch })
  const call = createClient({ baseUrl: testBaseUrl, fetch })
  const takeErrors = () => {
    const errors = lines.filter(({ level }) => level === 'error')
    lines.length = 0
    return errors
  }
  let count = 0
  const register = async (name: string, setup_token?: string): Promise<Caller> => {
    count += 1
    const email = `${name.toLowerCase().replace(/[^a-z]+/g, '-')}-${count}@example.com`
    const body = { email, name, password: testPassword, setup_token }
    // Each from a network of its own, so that a test may have more accounts than one network may register.
    const fetch = fetchFrom(app, `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`)
    const registering = createClient({ baseUrl: testBaseUrl, fetch })
    const tokens = await registering(accounts.register, { body })
    const email_verified = tokens.user.email_verified || (await verify(registering, tokens.user.email))
    const account = { ...tokens.user, email_verified }
    return { call: callWith(tokens.access_token), account, tokens: { ...tokens, user: account } }
  }
  /** As a person does it: with the link of the mail. */
  const verify = async (registering: Client, email: string): Promise<boolean> => {
    await deps.jobs.settle()
    const mail = outbox.findLast((mail) => mail.name === 'verify_email' && mail.to === email)
    if (mail?.name !== 'verify_email') return false
    await registering(accounts.verifyEmail, { body: { token: mail.data.token } })
    return true
  }
  const withRole = async (role: Role): Promise<Caller> => {
    const caller = await register(role)
    // Straight into the table: giving roles needs an admin, and many tests have none.
    await deps.db.updateTable('account').set({ role }).where('id', '=', caller.account.id).execute()
    return { ...caller, account: { ...caller.account, role } }
  }
  return {
    app,
    deps,
    clock: { now: () => new Date(time).toISOString(), advance: (ms) => void (time += ms) },
    call,
    fetch,
    inject: app.inject.bind(app),
    callWith,
    outbox,
    developer: (name = 'Dana') => register(name),
    reviewer: () => withRole('reviewer'),
    admin: async () => {
      const setupToken = await findSetupToken(deps.db, deps.tokens)
      return setupToken === undefined ? withRole('admin') : register('Ada', setupToken)
    },
    settle: () => deps.jobs.settle(),
    takeErrors,
    async close() {
      await app.close()
      await deps.jobs.stop()
      await close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
      const errors = takeErrors()
      if (errors.length > 0) throw new Error(`The portal logged errors: ${JSON.stringify(errors, null, 2)}`)
    },
  }
}

/** The world's mailboxes. */
function mailTo(outbox: SentMail[]): Mailer {
  return {
    send({ to, mail, subject, text }) {
      outbox.push({ ...mail, to, subject, text, url: /https?:\S+/.exec(text)?.[0] })
      return Promise.resolve('sent')
    },
  }
}

/** The app as `fetch`: what goes in and comes out is the real thing, only the network is left out. */
function fetchFrom(app: FastifyInstance, remoteAddress: string): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { pathname, search } = new URL(request.url)
    const options: InjectOptions = {
      method: request.method,
      url: pathname + search,
      remoteAddress,
      headers: Object.fromEntries(request.headers),
      ...(request.body && { payload: Buffer.from(await request.arrayBuffer()) }),
    }
    const { statusCode, headers, rawPayload } = await app.inject(options)
    const body = [204, 304].includes(statusCode) || request.method === 'HEAD' ? null : new Uint8Array(rawPayload)
    const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    return new Response(body, { status: statusCode, headers: pairs })
  }
}
