import type { Limits } from './accounts/limits.ts'
import type { OAuthProviders } from './accounts/oauth/providers.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Db } from './db/schema.ts'
import type { Tokens } from './http/tokens.ts'
import type { Jobs } from './jobs/worker.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mail/mailer.ts'
import type { Site } from './site/site-file.ts'
import type { Storage } from './storage/storage.ts'
import type { TelemetryDb } from './telemetry/schema.ts'

/** What every feature is given; opened by `server.ts`, in tests by `startTestServer`. */
export interface Deps {
  db: Db
  telemetryDb: TelemetryDb
  storage: Storage
  jobs: Jobs
  mailer: Mailer
  tokens: Tokens
  limits: Limits
  oauth: OAuthProviders
  clock: Clock
  log: Log
  config: Config
  /** The built web portal; undefined where it was not built. */
  site: Site | undefined
  /** Has `work` done when the portal closes, before its databases do; the last one handed in is done first. */
  onClose: (work: () => Promise<void>) => void
}
