import type { Migration } from '../../db/migrate.ts'
import { init } from './0001-init.ts'

/** Every step of the telemetry database, in order. */
export const telemetryMigrations: readonly Migration[] = [init]
