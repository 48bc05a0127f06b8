import { isIP } from 'node:net'
import { dirname, join } from 'node:path'
import type { LogLevel } from './log.ts'

/** Everything that can be set, read once and frozen. */
export interface Config {
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
  readonly autoApprove: boolean
  /** How long raw telemetry is kept. */
  readonly telemetryRetentionDays: number
  readonly logLevel: LogLevel
  readonly trustedProxies: readonly string[]
}

export interface OAuthClient {
  readonly clientId: string
  readonly clientSecret: string
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
  AUTO_APPROVE: oneOf(['0', '1'], '0', '1: a version is approved by itself when the automated review finds no error'),
  TELEMETRY_RETENTION_DAYS: setting({
    standard: '7',
    description: 'Days that raw telemetry is kept; sums stay',
    should: 'a whole number from 1 to 365',
    read: (text) => (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= 365 ? Number(text) : undefined),
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

  const isProduction = read('NODE_ENV') === 'production'
  const listen = read('LISTEN_ADDR') ?? { host: null, port: 0 }
  const databasePath = read('DATABASE_PATH') ?? ''
  const jwtSecret = read('JWT_SECRET')
  if (isProduction && given('JWT_SECRET') === undefined) {
    problems.push(`JWT_SECRET is not set and should be, in production: ${settings.JWT_SECRET.should}`)
  }
  const config: Config = {
    isProduction,
    listen: Object.freeze(listen),
    baseUrl: read('BASE_URL') ?? localUrl(listen),
    databasePath,
    telemetryDatabasePath: join(dirname(databasePath), 'telemetry.db'),
    databaseUrl: read('DATABASE_URL'),
    dataDir: dirname(databasePath),
    packagesDir: read('PACKAGES_DIR') ?? '',
    backupsDir: read('BACKUPS_DIR') ?? '',
    jwtSecret,
    github: client('GITHUB'),
    google: client('GOOGLE'),
    autoApprove: read('AUTO_APPROVE') === '1',
    telemetryRetentionDays: read('TELEMETRY_RETENTION_DAYS') ?? 7,
    logLevel: read('LOG_LEVEL') ?? 'info',
    trustedProxies: Object.freeze(read('TRUSTED_PROXIES') ?? []),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze(config)
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
