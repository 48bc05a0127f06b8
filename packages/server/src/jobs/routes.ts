import { jobs } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { listJobs, retryJob, summarizeJobs } from './admin.ts'

export function jobRoutes(serve: Serve, { db }: Pick<Deps, 'db'>): void {
  serve(jobs.listJobs, ({ call, query }) => listJobs(db, call, query))
  serve(jobs.summarizeJobs, ({ call }) => summarizeJobs(db, call))
  serve(jobs.retryJob, ({ call, params }) => retryJob(db, call, params))
}
