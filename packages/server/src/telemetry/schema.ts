import type { Kysely } from 'kysely'

/** Row types of the telemetry database. Nothing here names a person: devices are hashes that only this portal can make. */
export interface TelemetryDatabase {
  event: EventRow
  event_day: EventDayRow
  crash: CrashRow
  crash_group: CrashGroupRow
  app_day: AppDayRow
  summed_day: { day: string }
}

/** The telemetry database or a transaction on it. */
export type TelemetryDb = Kysely<TelemetryDatabase>

export interface EventRow {
  app_id: string
  app_version: string
  mosis_version: string
  device_hash: string
  session_id: string
  type: string
  /** When it happened, by the device's clock. */
  at: string
  received_at: string
  /** JSON object. */
  data: string
}

/** What stays of a day's events after they are removed. */
export interface EventDayRow {
  /** `2026-11-21`, of the time of receipt. */
  day: string
  app_id: string
  app_version: string
  type: string
  event_count: number
  device_count: number
}

export interface CrashRow {
  id: string
  app_id: string
  app_version: string
  mosis_version: string
  device_hash: string
  at: string
  received_at: string
  type: string
  message: string
  stack_trace: string
  /** JSON object. */
  context: string
  group_hash: string
}

/** Crashes with the same cause; it stays after the reports are removed. */
export interface CrashGroupRow {
  app_id: string
  group_hash: string
  type: string
  /** Of the first report. */
  message: string
  first_version: string
  last_version: string
  first_received_at: string
  last_received_at: string
  crash_count: number
}

/** What stays of the use of an app on a day. */
export interface AppDayRow {
  app_id: string
  /** `2026-11-21`, of the time of receipt. */
  day: string
  /** Empty: all versions together. */
  app_version: string
  /** Different ones. */
  device_count: number
  start_count: number
  crash_count: number
}
