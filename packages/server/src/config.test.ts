import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, loadConfig, settings } from './config.ts'

const secret = 'x'.repeat(32)

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
  } catch (failure) {
    assert.ok(failure instanceof ConfigError)
    return failure.problems
  }
  return []
}

test('without any setting the portal runs on SQLite with the documented defaults', () => {
  assert.deepEqual(loadConfig({}), {
    given: {},
    isProduction: false,
    listen: { host: null, port: 8080 },
    baseUrl: 'http://localhost:8080',
    databasePath: './data/portal.db',
    telemetryDatabasePath: 'data/telemetry.db',
    databaseUrl: null,
    dataDir: './data',
    packagesDir: './packages',
    backupsDir: './backups',
    jwtSecret: null,
    github: null,
    google: null,
    oauthPlaces: {
      github: 'https://github.com',
      githubApi: 'https://api.github.com',
      google: 'https://accounts.google.com',
    },
    ciIssuers: { github: 'https://token.actions.githubusercontent.com', gitlab: 'https://gitlab.com' },
    autoApprove: false,
    behaviourReview: true,
    reviewSamplePercent: 1,
    reportQuarantineThreshold: 20,
    telemetryRetentionDays: 7,
    mail: { kind: 'folder', path: 'data/mail', from: { name: 'Mosis', address: 'mosis@localhost' } },
    logLevel: 'info',
    trustedProxies: [],
    webhookHosts: {},
  })
})

test('all mistakes are reported at once, each with the setting, what it is and what it should be', () => {
  const problems = problemsOf({
    LISTEN_ADDR: '8080',
    BASE_URL: 'portal.example.com',
    DATABASE_URL: 'mysql://root:hunter2@db/mosis',
    JWT_SECRET: 'short',
    GITHUB_CLIENT_ID: 'abc',
    AUTO_APPROVE: 'yes',
    LOG_LEVEL: 'loud',
    TRUSTED_PROXIES: '10.0.0.0/99',
    NODE_ENV: 'prod',
  })
  assert.deepEqual(problems, [
    'NODE_ENV is "prod" and should be development, test or production',
    'LISTEN_ADDR is "8080" and should be HOST:PORT or :PORT with a port from 0 to 65535, such as :8080 or 127.0.0.1:8080 or [::1]:8080',
    'JWT_SECRET is not shown here (5 characters) and should be 32 characters or more, for example from: openssl rand -base64 48',
    'BASE_URL is "portal.example.com" and should be an http or https address without a path, such as https://portal.example.com',
    'DATABASE_URL is not shown here (29 characters) and should be a PostgreSQL address such as postgres://user:password@host:5432/mosis',
    'GITHUB_CLIENT_SECRET is not set and should be, since GITHUB_CLIENT_ID is',
    'AUTO_APPROVE is "yes" and should be 0 or 1',
    'LOG_LEVEL is "loud" and should be debug, info, warn, error or silent',
    'TRUSTED_PROXIES is "10.0.0.0/99" and should be addresses or networks with commas between, such as 127.0.0.1,10.0.0.0/8',
  ])
})

test('no secret ever stands in a message', () => {
  const message = problemsOf({
    JWT_SECRET: 'hunter2',
    DATABASE_URL: 'mysql://a:hunter2@b/c',
    GOOGLE_CLIENT_SECRET: 'hunter 2',
  })
  assert.equal(message.length, 4)
  assert.doesNotMatch(message.join('\n'), /hunter/)
})

test('production refuses to start without a secret, and an empty one is none', () => {
  const should = `JWT_SECRET is not set and should be, in production: ${settings.JWT_SECRET.should}`
  assert.deepEqual(problemsOf({ NODE_ENV: 'production' }), [should])
  assert.deepEqual(problemsOf({ NODE_ENV: 'production', JWT_SECRET: '' }), [should])
  assert.equal(loadConfig({ NODE_ENV: 'production', JWT_SECRET: secret }).jwtSecret, secret)
})

const urlOf = (LISTEN_ADDR: string) => loadConfig({ LISTEN_ADDR }).baseUrl

test('the public address follows the port that is listened on', () => {
  assert.equal(urlOf(':9000'), 'http://localhost:9000')
  assert.equal(urlOf('127.0.0.1:9000'), 'http://localhost:9000')
  assert.equal(urlOf('192.168.1.5:9000'), 'http://192.168.1.5:9000')
  assert.equal(urlOf('[fd00::1]:9000'), 'http://[fd00::1]:9000')
  assert.equal(urlOf(':80'), 'http://localhost')
  assert.equal(loadConfig({ BASE_URL: 'https://portal.example.com/' }).baseUrl, 'https://portal.example.com')
})

test('addresses that cannot be listened on are refused', () => {
  for (const LISTEN_ADDR of ['8080', ':', ':65536', 'a b:80', '[zz]:80', '::1:80', 'http://x:80']) {
    assert.equal(problemsOf({ LISTEN_ADDR }).length, 1, LISTEN_ADDR)
  }
})

test('a public address with a path, a query or a name in it is refused', () => {
  for (const BASE_URL of [
    'https://x.example/portal',
    'https://x.example/?a',
    'https://a:b@x.example',
    'ftp://x.example',
  ]) {
    assert.equal(problemsOf({ BASE_URL }).length, 1, BASE_URL)
  }
})

test('both halves of an OAuth client are needed', () => {
  assert.deepEqual(loadConfig({ GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: 'b' }).github, {
    clientId: 'a',
    clientSecret: 'b',
  })
  assert.deepEqual(problemsOf({ GOOGLE_CLIENT_SECRET: 'b' }), [
    'GOOGLE_CLIENT_ID is not set and should be, since GOOGLE_CLIENT_SECRET is',
  ])
})

test('mail goes through a server when one is set, and into a folder beside the database otherwise', () => {
  const { mail } = loadConfig({
    SMTP_URL: 'smtps://portal:p%40ss@mail.example.com:465',
    MAIL_FROM: '"Mosis, the portal" <Portal@example.com>',
  })
  const from = { name: 'Mosis, the portal', address: 'Portal@example.com' }
  assert.deepEqual(mail, { kind: 'smtp', url: 'smtps://portal:p%40ss@mail.example.com:465', from })
  const { mail: folder } = loadConfig({ DATABASE_PATH: '/srv/mosis/portal.db', MAIL_FROM: 'portal@example.com' })
  assert.deepEqual(folder, {
    kind: 'folder',
    path: '/srv/mosis/mail',
    from: { name: '', address: 'portal@example.com' },
  })
})

test('a mail server that cannot be meant is refused, and its password is not shown', () => {
  for (const SMTP_URL of [
    'mail.example.com:587',
    'http://mail.example.com',
    'smtp://',
    'smtp://mail.example.com/path',
    'smtp://mail.example.com?tls=no',
    'smtp://a:hunter%2@mail.example.com',
  ]) {
    const problems = problemsOf({ SMTP_URL, MAIL_FROM: 'portal@example.com' })
    assert.equal(problems.length, 1, SMTP_URL)
    assert.match(problems[0] ?? '', /^SMTP_URL is not shown here/)
  }
  for (const MAIL_FROM of ['nobody', 'a@b, c@d', 'Mosis <a@b\r\nBcc: c@d>', 'Mosis\r\nBcc: c@d <a@b>', '<>', 'a b@c']) {
    const problems = problemsOf({ SMTP_URL: 'smtp://mail.example.com', MAIL_FROM })
    assert.equal(problems.length, 1, MAIL_FROM)
  }
  assert.deepEqual(problemsOf({ SMTP_URL: 'smtp://mail.example.com' }), [
    `MAIL_FROM is not set and should be, since SMTP_URL is: ${settings.MAIL_FROM.should}`,
  ])
})

test('the settings cannot be changed afterwards', () => {
  const config = loadConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' })
  assert.deepEqual(config.trustedProxies, ['127.0.0.1', '10.0.0.0/8'])
  assert.ok(Object.isFrozen(config) && Object.isFrozen(config.listen) && Object.isFrozen(config.trustedProxies))
})
