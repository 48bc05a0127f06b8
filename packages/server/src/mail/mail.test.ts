import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { accounts, ApiError } from '@mosis/api'
import { loadConfig } from '../config.ts'
import { startTestServer, testBaseUrl, testPassword } from '../testing.ts'
import type { TestServer } from '../testing.ts'
import { composeMail } from './compose.ts'
import { enqueueMail } from './enqueue.ts'
import { createMailer } from './mailer.ts'
import type { OutgoingMail } from './mailer.ts'
import { read, startMailServer } from './testing.ts'
import type { MailServer } from './testing.ts'

/** As `loadConfig` makes it: frozen. */
const mailOf = (env: Record<string, string>) => loadConfig({ MAIL_FROM: 'Mosis <portal@portal.test>', ...env }).mail
const smtp = (port: number, login = '') => mailOf({ SMTP_URL: `smtp://${login}127.0.0.1:${port}` })

const withPortal = (work: (server: TestServer, mail: MailServer) => Promise<void>) => async () => {
  const mail = await startMailServer()
  const server = await startTestServer({ mail: smtp(mail.port) })
  try {
    await work(server, mail)
  } finally {
    await server.close()
    await mail.close()
  }
}

const registration = { email: 'dana@example.com', password: testPassword, name: 'Dana' }

const outgoing = (changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: 'job_01',
  to: 'dana@example.com',
  mail: { name: 'verify_email', data: { token: 'x' } },
  subject: 'Hello',
  text: 'Hello\n',
  at: '2026-01-02T03:04:05.000Z',
  ...changes,
})

test(
  'the mail of a registration arrives at a real mail server, as plain text from the address that is set',
  withPortal(async ({ call, settle, deps }, { received }) => {
    await call(accounts.register, { body: registration })
    const job = await deps.db.selectFrom('job').select('id').where('name', '=', 'mail.send').executeTakeFirstOrThrow()
    await settle()
    assert.equal(received.length, 1)
    const [mail] = received
    assert.deepEqual([mail?.from, mail?.to], ['portal@portal.test', ['dana@example.com']])
    assert.deepEqual(
      mail?.headers.filter((header) => !/^(mime-version|content-)/i.test(header)),
      [
        'Auto-Submitted: auto-generated',
        'From: Mosis <portal@portal.test>',
        'To: dana@example.com',
        'Subject: Confirm your e-mail address (portal.test)',
        `Message-ID: <${job.id}@portal.test>`,
        'Date: Fri, 02 Jan 2026 03:04:05 +0000',
      ],
    )
    assert.ok(mail?.headers.includes('Content-Type: text/plain; charset=utf-8'))
    assert.match(mail?.body ?? '', new RegExp(`^${testBaseUrl}/auth/verify\\?token=[\\w-]{32}$`, 'm'))
    assert.doesNotMatch(mail?.raw ?? '', /Dana\b/, 'a stranger who registers chooses no word of it')
  }),
)

test(
  'what was sent leaves no link in the database',
  withPortal(async ({ call, settle, deps }, { received }) => {
    await call(accounts.register, { body: registration })
    await settle()
    const [, token = ''] = /token=([\w-]+)/.exec(received[0]?.body ?? '') ?? []
    assert.equal(token.length, 32)
    const rows = await Promise.all([
      deps.db.selectFrom('job').selectAll().execute(),
      deps.db.selectFrom('one_time_token').selectAll().execute(),
    ])
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(token))
  }),
)

test('a mail waits for a mail server that is away, for hours, and goes out once', async () => {
  const first = await startMailServer()
  const { port } = first
  await first.close()
  const server = await startTestServer({ mail: smtp(port) })
  let back: MailServer | undefined
  try {
    await server.call(accounts.register, { body: registration })
    for (let hour = 0; hour < 9; hour += 1) {
      await server.settle()
      server.clock.advance(60 * 60_000)
    }
    const errors = server.takeErrors()
    assert.equal(errors.length, 9)
    assert.match(JSON.stringify(errors[0]), /ECONNREFUSED/)
    assert.doesNotMatch(JSON.stringify(errors), /dana@|token=/, 'neither addresses nor links stand in the log')
    back = await startMailServer({ port })
    await server.settle()
    server.clock.advance(60 * 60_000)
    await server.settle()
    assert.equal(back.received.length, 1)
  } finally {
    await server.close()
    await back?.close()
  }
})

test(
  'a mailbox that does not exist is given up, one that is full is tried again',
  withPortal(async ({ call, settle, clock, deps, takeErrors }, mail) => {
    mail.refuse('gone@example.com', 550)
    mail.refuse('full@example.com', 452)
    for (const email of ['gone@example.com', 'full@example.com']) {
      await call(accounts.register, { body: { ...registration, email } })
    }
    await settle()
    const errors = takeErrors()
    assert.equal(errors.length, 1)
    assert.match(JSON.stringify(errors), /452/)
    assert.doesNotMatch(JSON.stringify(errors), /full@example/)
    clock.advance(60_000)
    mail.accept('full@example.com')
    await settle()
    assert.deepEqual(
      mail.received.map(({ to }) => to),
      [['full@example.com']],
    )
    const states = await deps.db.selectFrom('job').select('state').where('name', '=', 'mail.send').execute()
    assert.deepEqual(
      states.map(({ state }) => state),
      ['done', 'done'],
    )
  }),
)

test('nothing in a name, a subject or an address adds a header or a recipient', async () => {
  const server = await startMailServer()
  try {
    const evil = [
      '\r\nBcc: eve@evil.test\r\n\r\nclick here',
      '\nBcc: eve@evil.test',
      '\rX-Evil: 1',
      '\0\u2028Bcc: eve@evil.test',
    ]
    const mailer = createMailer({ mail: smtp(server.port) })
    for (const text of evil) await mailer.send(outgoing({ subject: `Hello${text}`, text: `Hello${text}` }))
    for (const member of evil) {
      const data = { name: member, team: member, member, email: member, role: member }
      const words = composeMail({ name: 'team_joined', data }, testBaseUrl)
      assert.doesNotMatch(words.subject, /[\r\n]/)
      await mailer.send(outgoing(words))
    }
    assert.equal(server.received.length, 2 * evil.length)
    for (const { to, headers } of server.received) {
      assert.deepEqual(to, ['dana@example.com'])
      const names = headers.map((header) => header.replace(/:.*$/s, '').toLowerCase()).sort()
      assert.deepEqual(names, [
        'auto-submitted',
        'content-transfer-encoding',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
      ])
    }
    for (const to of [
      'dana@example.com\r\nRCPT TO:<eve@evil.test>',
      'dana@example.com, eve@evil.test',
      '<eve@evil.test>',
    ]) {
      await assert.rejects(mailer.send(outgoing({ to })), to)
    }
    assert.equal(server.received.length, 2 * evil.length)
  } finally {
    await server.close()
  }
})

test('names in any script arrive as they were written', async () => {
  const server = await startMailServer()
  try {
    const data = { name: '', team: 'Ünïcødé 工作室', role: 'developer', changed_by: 'Дана Иванова' }
    const words = composeMail({ name: 'team_role_changed', data }, testBaseUrl)
    await createMailer({ mail: smtp(server.port) }).send(outgoing({ ...words, subject: 'Grüße 你好' }))
    const [mail] = server.received
    assert.equal(mail?.body, words.text)
    assert.ok(mail?.headers.some((header) => header.startsWith('Subject: =?UTF-8?')))
    assert.match(mail?.raw ?? '', /^[\p{ASCII}]*$/u)
  } finally {
    await server.close()
  }
})

test('a mail server that wants a sign-in gets it, and a wrong one is a failure that shows no password', async () => {
  const server = await startMailServer({ login: { user: 'portal', pass: 'p@ss:word' } })
  try {
    await createMailer({ mail: smtp(server.port, 'portal:p%40ss%3Aword@') }).send(outgoing())
    assert.equal(server.received.length, 1)
    await assert.rejects(createMailer({ mail: smtp(server.port, 'portal:hunter2@') }).send(outgoing()), (failure) => {
      assert.match(String(failure), /EAUTH/)
      return !String(failure).includes('hunter2')
    })
  } finally {
    await server.close()
  }
})

test('a password is never sent in the clear over a network, also when the server offers no TLS', async () => {
  const server = await startMailServer({ login: { user: 'portal', pass: 'hunter2' } })
  try {
    // Leads to this machine too, but not by a name that says so.
    const mail = mailOf({ SMTP_URL: `smtp://portal:hunter2@0.0.0.0:${server.port}` })
    await assert.rejects(createMailer({ mail }).send(outgoing()), /TLS|ECONN|EADDRNOTAVAIL/)
    assert.deepEqual([server.passwords, server.received], [[], []])
  } finally {
    await server.close()
  }
})

test('without a mail server each mail is a file that its owner alone can read, and the names sort by time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-mail-'))
  const path = join(folder, 'mail')
  const server = await startTestServer({ mail: mailOf({ DATABASE_PATH: join(folder, 'portal.db') }) })
  try {
    await server.call(accounts.register, { body: registration })
    await server.settle()
    server.clock.advance(1000)
    await server.call(accounts.forgotPassword, { body: { email: registration.email } })
    await server.settle()
    const files = (await readdir(path)).sort()
    assert.deepEqual(
      files.map((name) => name.replace(/job_\w+/, 'job')),
      ['2026-01-02T03-04-05.000Z job verify_email.eml', '2026-01-02T03-04-06.000Z job reset_password.eml'],
    )
    const file = join(path, files[0] ?? '')
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.equal((await stat(path)).mode & 0o777, 0o700)
    const text = await readFile(file)
    // As it stands there: whoever runs the portal copies the link from it.
    const [link = ''] = /^http:\S+$/m.exec(text.toString()) ?? []
    const token = new URL(link).searchParams.get('token') ?? ''
    await server.call(accounts.verifyEmail, { body: { token } })
    assert.ok(read(text).headers.includes('To: dana@example.com'))
    await server.deps.jobs.start()
    server.clock.advance(31 * 24 * 60 * 60_000)
    await server.settle()
    assert.deepEqual(await readdir(path), [], 'after a month they are gone')
  } finally {
    await server.close()
    await rm(folder, { recursive: true })
  }
})

test(
  'a mail that is undone by its transaction does not go out',
  withPortal(async ({ call, settle, deps }, { received }) => {
    const failing = deps.db.transaction().execute(async (db) => {
      await enqueueMail(db, 'dana@example.com', { name: 'verify_email', data: { token: 'x' } })
      throw new Error('undone')
    })
    await assert.rejects(failing, /undone/)
    await assert.rejects(
      call(accounts.verifyEmail, { body: { token: 'x' } }),
      (failure) => failure instanceof ApiError && failure.code === 'account.invalid_link',
    )
    await settle()
    assert.deepEqual(received, [])
  }),
)
