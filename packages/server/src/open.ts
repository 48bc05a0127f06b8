import { access, constants, mkdir } from 'node:fs/promises'
import { createLimits } from './accounts/limits.ts'
import { createOAuthProviders } from './accounts/oauth/providers.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { migrate } from './db/migrate.ts'
import { migrations } from './db/migrations/migrations.ts'
import { openPostgres, openSqlite } from './db/open.ts'
import type { Database, Db } from './db/schema.ts'
import type { Deps } from './deps.ts'
import { createTokens } from './http/tokens.ts'
import { createJobs } from './jobs/worker.ts'
import type { Log } from './log.ts'
import { createMailer } from './mail/mailer.ts'
import type { Mailer } from './mail/mailer.ts'
import { keepSecret } from './secret.ts'
import type { KeptSecret } from './secret.ts'
import { folderFailure } from './start-failure.ts'
import type { Site } from './site/site-file.ts'
import { openDiskStorage } from './storage/disk.ts'
import { openTelemetryDb } from './telemetry/open.ts'

export interface Opened {
  deps: Deps
  /** Set when no secret was given and one is kept in the data folder. */
  keptSecret: KeptSecret | undefined
  /** Ends everything that was opened, the newest first. */
  close: () => Promise<void>
}

const dayMs = 86_400_000

/** Opens everything that the features use: databases, storage, queue. Whatever fails, nothing stays open. */
export async function openDeps(
  config: Config,
  {
    clock,
    log,
    mailer = createMailer(config),
    site,
  }: { clock: Clock; log: Log; mailer?: Mailer; site?: Site | undefined },
): Promise<Opened> {
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (let work = closers.pop(); work; work = closers.pop()) await work()
  }
  try {
    await prepareFolders(config)
    const now = clock().toISOString()
    const db = await openDatabase(config, log)
    closers.push(() => db.destroy())
    await migrate(db, migrations, { table: 'migration', now })
    const telemetryDb = await openTelemetryDb(config, now, log)
    closers.push(() => telemetryDb.destroy())
    const storage = openDiskStorage(config.packagesDir)
    await storage.discardUnfinished(new Date(clock().getTime() - dayMs))
    const keptSecret = config.jwtSecret === null ? await keepSecret(config.dataDir) : undefined
    const secret = config.jwtSecret ?? keptSecret?.secret
    if (secret === undefined) throw new Error('Cannot start without a secret')
    const tokens = createTokens(secret, { clock, audience: config.baseUrl })
    const jobs = createJobs({ db, clock, log })
    const limits = createLimits(db, clock)
    const oauth = createOAuthProviders(config, { clock })
    const onClose = (work: () => Promise<void>) => void closers.push(work)
    return {
      deps: { db, telemetryDb, storage, jobs, mailer, tokens, limits, oauth, clock, log, config, site, onClose },
      keptSecret,
      close,
    }
  } catch (failure) {
    await close()
    throw failure
  }
}

function openDatabase({ databaseUrl, databasePath }: Config, log: Log): Promise<Db> {
  if (databaseUrl === null) return Promise.resolve(openSqlite<Database>(databasePath))
  const onError = (error: Error) => log.warn({ err: error }, 'A connection to the database broke')
  return openPostgres<Database>({ url: databaseUrl, onError })
}

/** Says which folder cannot be used before anything is half done. */
async function prepareFolders({ dataDir, packagesDir, backupsDir }: Config): Promise<void> {
  for (const [setting, folder, mode] of [
    // Password hashes lie there, and the secret: nobody else on the machine looks in.
    ['DATABASE_PATH', dataDir, 0o700],
    ['BACKUPS_DIR', backupsDir, 0o700],
    ['PACKAGES_DIR', packagesDir, 0o755],
  ] as const) {
    try {
      await mkdir(folder, { recursive: true, mode })
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    } catch (failure) {
      throw folderFailure(setting, folder, failure)
    }
  }
}
