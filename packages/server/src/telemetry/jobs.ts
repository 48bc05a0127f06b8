import type { Deps } from '../deps.ts'
import { sweepTelemetry } from './sweep.ts'

const hourMs = 60 * 60 * 1000

export function telemetryJobs({ telemetryDb, jobs, config }: Pick<Deps, 'telemetryDb' | 'jobs' | 'config'>): void {
  jobs.handle('telemetry.sweep', (_payload, { call }) =>
    sweepTelemetry(telemetryDb, call, config.telemetryRetentionDays),
  )
  jobs.every('telemetry.sweep', {}, hourMs)
}
