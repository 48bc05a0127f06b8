import type { Migration } from '../../db/migrate.ts'
import { init } from './0001-init.ts'
import { analytics } from './0002-analytics.ts'

/** Every step of the telemetry database, in order. */
export const telemetryMigrations: readonly Migration[] = [init, analytics]
