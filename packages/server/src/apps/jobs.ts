import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { sweepImages } from './images.ts'
import { saveWordsOfTeam } from './search-words.ts'
import { sweepTesters } from './testers.ts'

const dayMs = 24 * 60 * 60_000

export function appJobs({ db, jobs, storage }: Deps): void {
  jobs.handle('tester.sweep', (_payload, { call }) => sweepTesters(db, call))
  jobs.every('tester.sweep', {}, dayMs)
  jobs.handle('image.sweep', (_payload, { call }) => sweepImages(db, storage, call))
  jobs.every('image.sweep', {}, dayMs)
  jobs.handle('team.renamed', (payload) => inTransaction(db, (db) => saveWordsOfTeam(db, payload)))
}
