import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { listQuery, pageOf, time } from './fields.ts'
import { PortalNote } from './notes.ts'

/** `ready`: to be done, now or later. `dead`: given up after its last try, until somebody has it retried. */
export const JobState = z.enum(['ready', 'done', 'dead'])
export type JobState = z.output<typeof JobState>

const jobId = z.string().regex(/^[a-z]+_[a-z0-9._]{1,60}$/, 'must be the id of a job')

/** A piece of work that the portal does beside the requests. */
export const Job = z.object({
  id: jobId,
  name: z.string().describe('What is done, such as review.version'),
  about: z.record(z.string(), z.string()).describe('The ids that it was told; nothing else of it is shown'),
  state: JobState,
  is_running: z.boolean(),
  attempts: z.int(),
  run_at: time.nullable().describe('When it is due; null: at once'),
  last_error: z.string().nullable(),
  last_error_note: PortalNote.nullable().describe('What happened in parts; null: something that was not foreseen'),
  finished_at: time.nullable(),
})
export type Job = z.output<typeof Job>

export const JobRef = z.object({ job_id: jobId })
export type JobRef = z.output<typeof JobRef>

export const JobSummary = z.object({
  waiting: z.int().describe('Due, and nobody does it yet'),
  running: z.int(),
  later: z.int().describe('Not due yet: planned, or failed and to be tried again'),
  done: z.int().describe('In the last seven days'),
  dead: z.int(),
  oldest_waiting_seconds: z.int().nullable().describe('How long the oldest one that waits is due; null: none waits'),
  names: z.array(z.string()).describe('Every name that a job here has, in order'),
})
export type JobSummary = z.output<typeof JobSummary>

export const listJobs = endpoint({
  name: 'listJobs',
  method: 'GET',
  path: '/v1/jobs',
  summary: 'List background jobs, the newest first',
  access: 'admin',
  query: z.object({ ...listQuery, state: JobState.default('dead'), name: z.string().trim().max(60).optional() }),
  result: pageOf('jobs', Job),
  errors: ['invalid_cursor'],
})

export const summarizeJobs = endpoint({
  name: 'summarizeJobs',
  method: 'GET',
  path: '/v1/jobs/summary',
  summary: 'How many jobs wait, run and failed, and how long the oldest one waits',
  access: 'admin',
  result: JobSummary,
})

export const retryJob = endpoint({
  name: 'retryJob',
  method: 'POST',
  path: '/v1/jobs/{job_id}/retry',
  summary: 'Have a job that was given up tried again',
  access: 'admin',
  params: JobRef,
  result: Job,
  errors: ['job.not_found', 'job.not_dead'],
})
