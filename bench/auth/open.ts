import { join } from 'node:path'
import { systemClock } from '../../packages/server/src/clock.ts'
import { loadConfig } from '../../packages/server/src/config.ts'
import { createLog } from '../../packages/server/src/log.ts'
import { openDeps } from '../../packages/server/src/open.ts'
import type { Opened } from '../../packages/server/src/open.ts'

/** The settings of a portal that keeps everything in one folder. */
export const settingsFor = (folder: string) => ({
  DATABASE_PATH: join(folder, 'data/portal.db'),
  PACKAGES_DIR: join(folder, 'packages'),
  BACKUPS_DIR: join(folder, 'backups'),
  JWT_SECRET: 'a secret for benchmarks that is long enough',
  LOG_LEVEL: 'error',
})

/** Opens what a portal uses, without one around it. */
export function openPortal(folder: string): Promise<Opened> {
  return openDeps(loadConfig(settingsFor(folder)), { clock: systemClock, log: createLog('warn') })
}
