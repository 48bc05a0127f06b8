import type { Deps } from '../deps.ts'
import { createThreadPool } from '../threads/thread-pool.ts'
import { applyBlock } from './apply-block.ts'
import type { FileListPlace } from './file-lists.ts'
import { lapseQuarantine } from './lapse.ts'
import { countReports } from './report-quarantine.ts'
import { sweepReports } from './reports.ts'

const dayMs = 24 * 60 * 60_000

export function safetyJobs(deps: Pick<Deps, 'db' | 'storage' | 'jobs' | 'log' | 'config' | 'onClose'>): void {
  const { db, storage, jobs, log, config } = deps
  const checks: FileListPlace['checks'] = createThreadPool(new URL('../versions/check-thread.ts', import.meta.url), {
    // Nobody waits for it.
    threads: 1,
    timeoutMs: 30_000,
    maxHeapMib: 128,
    maxWaiting: 8,
  })
  deps.onClose(() => checks.close())
  jobs.handle('quarantine.lapse', ({ quarantineId }, { call }) => lapseQuarantine(db, call, quarantineId))
  jobs.handle('block.apply', ({ blockId }, { call, signal }) =>
    applyBlock({ db, storage, checks, log }, call, blockId, signal),
  )
  jobs.handle('report.count', ({ appId }, { call }) => countReports(db, call, appId, config.reportQuarantineThreshold))
  jobs.handle('report.sweep', (_payload, { call }) => sweepReports(db, call))
  jobs.every('report.sweep', {}, dayMs)
}
