import { isIP } from 'node:net'
import { dirname, join } from 'node:path'
import type { LogLevel } from './log.ts'

/** Everything that can be set, read once and frozen. */
export interface Config {
  /** What was set from outside, as it was written; of a secret only that it was. */
  readonly given: Readonly<Partial<Record<SettingName, string>>>
  readonly isProduction: boolean
  /** Host null: every address of the machine. Port 0: any free one. */
  readonly listen: { readonly host: string | null; readonly port: number }
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly databasePath: string
  /** Beside the portal's own, so that telemetry never waits for the portal or the other way round. */
  readonly telemetryDatabasePath: string
  /** PostgreSQL instead of the two files. */
  readonly databaseUrl: string | null
  /** The folder of the database; a generated secret lies there too. */
  readonly dataDir: string
  readonly packagesDir: string
  readonly backupsDir: string
  /** Null: one is generated and kept in the data folder. */
  readonly jwtSecret: string | null
  readonly github: OAuthClient | null
  readonly google: OAuthClient | null
  /** Where the providers of sign-in are, without a slash at the end. */
  readonly oauthPlaces: { readonly github: string; readonly githubApi: string; readonly google: string }
  /** Whose ID tokens of CI runs are taken, without a slash at the end; compared with the token's `iss` to the letter. */
  readonly ciIssuers: { readonly github: string; readonly gitlab: string }
  /** Hosts of the operator's own network that webhooks may reach: name → address and port. */
  readonly webhookHosts: Readonly<Record<string, string>>
  readonly autoApprove: boolean
  /** Whether each version is also run in the sandbox. */
  readonly behaviourReview: boolean
  /** How many of a hundred versions chance chooses for a close look. */
  readonly reviewSamplePercent: number
  /** So many people who report an app for something dangerous put it into quarantine; 0: never. */
  readonly reportQuarantineThreshold: number
  /** How long raw telemetry is kept. */
  readonly telemetryRetentionDays: number
  readonly mail: SmtpMail | FolderMail
  readonly logLevel: LogLevel
  readonly trustedProxies: readonly string[]
}

export interface OAuthClient {
  readonly clientId: string
  readonly clientSecret: string
}

export interface MailAddress {
  readonly name: string
  readonly address: string
}

/** Mail goes out through a mail server. */
export interface SmtpMail {
  readonly kind: 'smtp'
  readonly url: string
  readonly from: MailAddress
}

/** Without a mail server each mail is written into a folder. */
export interface FolderMail {
  readonly kind: 'folder'
  readonly path: string
  readonly from: MailAddress
}

interface Setting<Value> {
  /** The text it has when it is not set; null: nothing, see the description. */
  standard: string | null
  description: string
  /** What a right value looks like, after "should be". */
  should: string
  /** Its value is never shown. */
  isSecret?: boolean
  /** Undefined: not a right value. */
  read: (text: string) => Value | undefined
}

const setting = <Value>(declared: Setting<Value>) => declared

const path = (standard: string, description: string) =>
  setting({
    standard,
    description,
    should: 'a path, relative to the working folder or absolute',
    read: (text) => (text.includes('\0') ? undefined : text),
  })

const oneOf = <const Value extends string>(values: readonly Value[], standard: Value, description: string) =>
  setting<Value>({
    standard,
    description,
    should: `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`,
    read: (text) => values.find((value) => value === text),
  })

const credential = (description: string, isSecret: boolean) =>
  setting({
    standard: null,
    description,
    isSecret,
    should: 'what the provider gave, without spaces',
    read: (text) => (/^\S+$/.test(text) ? text : undefined),
  })

const issuer = (standard: string, description: string) =>
  setting({
    standard,
    description,
    should:
      'an https address without a slash at its end, such as https://gitlab.example.com; http only for this machine',
    read: (text) => (isIssuer(text) ? text : undefined),
  })

/** The tokens are compared with this text to the letter, so it is taken as it is. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text)
  if (!url || text.endsWith('/') || url.search !== '' || url.hash !== '' || url.username !== '') return false
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)
}

const shortestSecret = 32

/** Every setting by its environment name; the reference page is made from this. */
export const settings = {
  NODE_ENV: oneOf(
    ['development', 'test', 'production'],
    'development',
    'In production a missing JWT_SECRET is refused instead of generated',
  ),
  LISTEN_ADDR: setting({
    standard: ':8080',
    description: 'Address to listen on; without a host, every address of the machine',
    should: 'HOST:PORT or :PORT with a port from 0 to 65535, such as :8080 or 127.0.0.1:8080 or [::1]:8080',
    read: readListenAddress,
  }),
  BASE_URL: setting({
    standard: null,
    description:
      'Public address, for links and OAuth callbacks; http://localhost with the port of LISTEN_ADDR when not set',
    should: 'an http or https address without a path, such as https://portal.example.com',
    read: readBaseUrl,
  }),
  DATABASE_PATH: path('./data/portal.db', 'SQLite database; telemetry.db and a generated secret lie beside it'),
  DATABASE_URL: setting({
    standard: null,
    description: 'PostgreSQL database to use instead of SQLite',
    isSecret: true,
    should: 'a PostgreSQL address such as postgres://user:password@host:5432/mosis',
    read: (text) => (/^postgres(ql)?:\/\/[^/]/.test(text) && URL.canParse(text) ? text : undefined),
  }),
  PACKAGES_DIR: path('./packages', 'Where the packages of the apps are stored'),
  BACKUPS_DIR: path('./backups', 'Where a daily snapshot of the SQLite database is written; the last 7 are kept'),
  JWT_SECRET: setting({
    standard: null,
    description: 'Secret that signs access tokens; generated into the data folder when not set, required in production',
    isSecret: true,
    should: `${shortestSecret} characters or more, for example from: openssl rand -base64 48`,
    read: (text) => (text.trim().length >= shortestSecret ? text : undefined),
  }),
  GITHUB_CLIENT_ID: credential('OAuth client of GitHub, for sign-in with GitHub', false),
  GITHUB_CLIENT_SECRET: credential('Secret of the OAuth client of GitHub', true),
  GOOGLE_CLIENT_ID: credential('OAuth client of Google, for sign-in with Google', false),
  GOOGLE_CLIENT_SECRET: credential('Secret of the OAuth client of Google', true),
  GITHUB_URL: issuer('https://github.com', 'Where people sign in with GitHub; the address of an own GitHub Enterprise'),
  GITHUB_API_URL: issuer(
    'https://api.github.com',
    'Where GitHub says who signed in; with GitHub Enterprise Server its address with /api/v3 at the end',
  ),
  GOOGLE_ISSUER: issuer('https://accounts.google.com', 'OpenID Connect issuer of sign-in with Google'),
  GITHUB_ACTIONS_ISSUER: issuer(
    'https://token.actions.githubusercontent.com',
    'Issuer of the ID tokens of GitHub Actions, for trusted publishing; another one with GitHub Enterprise',
  ),
  GITLAB_CI_ISSUER: issuer(
    'https://gitlab.com',
    'Issuer of the ID tokens of GitLab CI, for trusted publishing; the address of an own GitLab',
  ),
  WEBHOOK_HOSTS: setting({
    standard: '',
    description:
      'Hosts inside the own network that webhooks may reach, each with where it is; all others must have public addresses',
    should: 'NAME=HOST:PORT with commas between, such as hooks.example.com=10.0.0.5:8000',
    read: readHosts,
  }),
  AUTO_APPROVE: oneOf(['0', '1'], '0', '1: a version is approved by itself when the automated review finds no error'),
  BEHAVIOUR_REVIEW: oneOf(
    ['0', '1'],
    '1',
    '1: each submitted version is run in the sandbox, in a process of its own, and compared with the last approved one',
  ),
  REVIEW_SAMPLE_PERCENT: setting({
    standard: '1',
    description: 'Of a hundred submitted versions, how many chance chooses to be looked at closely',
    should: 'a whole number from 0 to 100',
    read: (text) => (/^(\d|[1-9]\d|100)$/.test(text) ? Number(text) : undefined),
  }),
  REPORT_QUARANTINE_THRESHOLD: setting({
    standard: '20',
    description:
      'Networks that report an app as malware or fraud within 14 days until its published version goes into quarantine by itself; 0: never',
    should: 'a whole number from 0 to 100000',
    read: (text) => (/^(0|[1-9]\d{0,4}|100000)$/.test(text) ? Number(text) : undefined),
  }),
  TELEMETRY_RETENTION_DAYS: setting({
    standard: '7',
    description: 'Days that raw telemetry is kept; sums stay',
    should: 'a whole number from 1 to 365',
    read: (text) => (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= 365 ? Number(text) : undefined),
  }),
  SMTP_URL: setting({
    standard: null,
    description:
      'Mail server that mails go out through; without one they are written into the folder mail beside the database, and nobody has to prove an e-mail address. Where a user and password are given, TLS is required',
    isSecret: true,
    should: 'smtp://HOST:PORT or smtps://HOST:PORT, with USER:PASSWORD@ before the host where the server asks for it',
    read: readSmtpUrl,
  }),
  MAIL_FROM: setting({
    standard: null,
    description: 'Who mails come from; required with SMTP_URL',
    should: 'an address, or a name with an address: Mosis <portal@example.com>',
    read: readMailAddress,
  }),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent'], 'info', 'The least important lines that are logged'),
  TRUSTED_PROXIES: setting({
    standard: '',
    description: 'Reverse proxies whose X-Forwarded-For is believed; none when not set',
    should: 'addresses or networks with commas between, such as 127.0.0.1,10.0.0.0/8',
    read: readNetworks,
  }),
} as const satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof settings

type ValueOf<Name extends SettingName> = (typeof settings)[Name] extends Setting<infer Value> ? Value : never

/** The settings cannot be used; `problems` has one sentence for each mistake. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  override readonly name = 'ConfigError'

  constructor(problems: readonly string[]) {
    super(`Cannot start with these settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** Reads the settings from an environment; throws a `ConfigError` that names every mistake at once. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  // An empty text is what a compose file makes of a variable that is not there.
  const given = (name: SettingName) => (env[name] === '' ? undefined : env[name])
  function read<Name extends SettingName>(name: Name): ValueOf<Name> | null {
    const { standard, should, isSecret, read: parse }: Setting<unknown> = settings[name]
    const text = given(name) ?? standard
    if (text === null) return null
    const value = parse(text)
    if (value === undefined) problems.push(`${name} is ${shown(text, isSecret)} and should be ${should}`)
    return (value ?? null) as ValueOf<Name> | null
  }
  function client(provider: 'GITHUB' | 'GOOGLE'): OAuthClient | null {
    const clientId = read(`${provider}_CLIENT_ID`)
    const clientSecret = read(`${provider}_CLIENT_SECRET`)
    if (clientId !== null && clientSecret !== null) return Object.freeze({ clientId, clientSecret })
    for (const [missing, other] of [
      ['CLIENT_ID', 'CLIENT_SECRET'],
      ['CLIENT_SECRET', 'CLIENT_ID'],
    ] as const) {
      if (given(`${provider}_${missing}`) === undefined && given(`${provider}_${other}`) !== undefined) {
        problems.push(`${provider}_${missing} is not set and should be, since ${provider}_${other} is`)
      }
    }
    return null
  }

  function mail(baseUrl: string, dataDir: string): SmtpMail | FolderMail {
    const url = read('SMTP_URL')
    const standard = { name: 'Mosis', address: `mosis@${new URL(baseUrl).hostname}` }
    const from = Object.freeze(read('MAIL_FROM') ?? standard)
    if (url === null) return Object.freeze({ kind: 'folder', path: join(dataDir, 'mail'), from })
    if (given('MAIL_FROM') === undefined) {
      problems.push(`MAIL_FROM is not set and should be, since SMTP_URL is: ${settings.MAIL_FROM.should}`)
    }
    return Object.freeze({ kind: 'smtp', url, from })
  }

  const isProduction = read('NODE_ENV') === 'production'
  const listen = read('LISTEN_ADDR') ?? { host: null, port: 0 }
  const databasePath = read('DATABASE_PATH') ?? ''
  const jwtSecret = read('JWT_SECRET')
  if (isProduction && given('JWT_SECRET') === undefined) {
    problems.push(`JWT_SECRET is not set and should be, in production: ${settings.JWT_SECRET.should}`)
  }
  const baseUrl = read('BASE_URL') ?? localUrl(listen)
  const config: Config = {
    given: Object.freeze(listGiven(given)),
    isProduction,
    listen: Object.freeze(listen),
    baseUrl,
    databasePath,
    telemetryDatabasePath: join(dirname(databasePath), 'telemetry.db'),
    databaseUrl: read('DATABASE_URL'),
    dataDir: dirname(databasePath),
    packagesDir: read('PACKAGES_DIR') ?? '',
    backupsDir: read('BACKUPS_DIR') ?? '',
    jwtSecret,
    github: client('GITHUB'),
    google: client('GOOGLE'),
    oauthPlaces: Object.freeze({
      github: read('GITHUB_URL') ?? '',
      githubApi: read('GITHUB_API_URL') ?? '',
      google: read('GOOGLE_ISSUER') ?? '',
    }),
    ciIssuers: Object.freeze({
      github: read('GITHUB_ACTIONS_ISSUER') ?? '',
      gitlab: read('GITLAB_CI_ISSUER') ?? '',
    }),
    webhookHosts: Object.freeze(read('WEBHOOK_HOSTS') ?? {}),
    autoApprove: read('AUTO_APPROVE') === '1',
    behaviourReview: read('BEHAVIOUR_REVIEW') === '1',
    reviewSamplePercent: read('REVIEW_SAMPLE_PERCENT') ?? 0,
    reportQuarantineThreshold: read('REPORT_QUARANTINE_THRESHOLD') ?? 20,
    telemetryRetentionDays: read('TELEMETRY_RETENTION_DAYS') ?? 7,
    mail: mail(baseUrl, dirname(databasePath)),
    logLevel: read('LOG_LEVEL') ?? 'info',
    trustedProxies: Object.freeze(read('TRUSTED_PROXIES') ?? []),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze(config)
}

function listGiven(given: (name: SettingName) => string | undefined): Config['given'] {
  const texts = Object.entries<Setting<unknown>>(settings).flatMap(([key, { isSecret }]) => {
    // The table has these keys and no others.
    const name = key as SettingName
    const text = given(name)
    return text === undefined ? [] : [[name, isSecret ? '' : text]]
  })
  return Object.fromEntries(texts) as Config['given']
}

/** Where a browser on this machine finds the portal. */
export function localUrl({ host, port }: Config['listen']): string {
  const isEverywhere = host === null || host === '::' || host === '0.0.0.0' || host === '127.0.0.1' || host === '::1'
  const name = isEverywhere ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host
  return port === 80 ? `http://${name}` : `http://${name}:${port}`
}

function shown(text: string, isSecret = false): string {
  return isSecret ? `not shown here (${text.length} characters)` : `"${text}"`
}

function readListenAddress(text: string): { host: string | null; port: number } | undefined {
  const [, bracketed, plain, digits = ''] = /^(?:\[([^\]]+)\]|([^:[\]\s]*)):(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (digits === '' || port > 65_535) return undefined
  if (bracketed !== undefined && isIP(bracketed) !== 6) return undefined
  return { host: bracketed ?? (plain === '' || plain === undefined ? null : plain), port }
}

function readBaseUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, pathname, search, hash, username, password, origin } = new URL(text)
  const isPlain = pathname === '/' && search === '' && hash === '' && username === '' && password === ''
  return isPlain && (protocol === 'http:' || protocol === 'https:') ? origin : undefined
}

function readSmtpUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text)
  const isPlain = hostname !== '' && (pathname === '' || pathname === '/') && search === '' && hash === ''
  const isSmtp = protocol === 'smtp:' || protocol === 'smtps:'
  return isSmtp && isPlain && isDecodable(username + password) ? text : undefined
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}

function readMailAddress(text: string): MailAddress | undefined {
  const [, named, inBrackets, alone] = /^\s*(?:([^<>\p{Cc}]*)<([^<>]*)>|([^<>]*))\s*$/u.exec(text) ?? []
  const address = (inBrackets ?? alone ?? '').trim()
  // The part before the @ keeps its case; the name may stand in quotes, as in a mail.
  const name = (named ?? '').trim().replace(/^"(.*)"$/, '$1')
  return /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(address) ? { name, address } : undefined
}

function readNetworks(text: string): string[] | undefined {
  const networks = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return networks.every(isNetwork) ? networks : undefined
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
}

function readHosts(text: string): Record<string, string> | undefined {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
  if (!pairs.every((pair) => /^[a-z0-9.-]+(:\d{1,5})?=[^\s=/?#@]+:\d{1,5}$/.test(pair))) return undefined
  return Object.fromEntries(pairs.map((pair) => pair.split('=')))
}
