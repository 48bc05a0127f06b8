import { ApiError } from '@mosis/api'
import type { Finding, Input, RuleEffect, RuleRun, rules as contract } from '@mosis/api'
import { ruleSet } from '@mosis/review'
import { recordChange } from '../accounts/audit.ts'
import { newId } from '../db/ids.ts'
import { getPage } from '../db/page.ts'
import type { Db, RuleRunFindingRow, RuleRunRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { isUniqueViolation } from '../db/unique-violation.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import type { JobContext } from '../jobs/worker.ts'
import { ThreadError } from '../threads/thread-pool.ts'
import type { ReviewPlace } from './automated.ts'
import { requireRule } from './rules.ts'
import { withPackage } from './stored-package.ts'

/** Starts a run of rules over the newest version of every published app; it changes nothing but its own report. */
export async function startRuleRun(
  db: Db,
  call: Call,
  { codes }: Input<typeof contract.startRuleRun>['body'],
): Promise<RuleRun> {
  for (const code of codes ?? []) requireRule(code)
  const id = newId('run')
  try {
    await inTransaction(db, async (db) => {
      const { total } = await publishedApps(db)
        .select((query) => query.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const row: RuleRunRow = {
        id,
        state: 'running',
        codes: codes ? JSON.stringify([...new Set(codes)].sort()) : null,
        rule_set: ruleSet,
        started_by: requireAccount(call),
        created_at: call.now,
        finished_at: null,
        apps_total: total,
        apps_done: 0,
        apps_failed: 0,
        after_app_id: '',
      }
      await db.insertInto('rule_run').values(row).execute()
      await recordChange(db, call, { subject: 'rule', id, action: 'run', from: null, to: 'running' })
      await enqueueNext(db, call, id)
    })
  } catch (failure) {
    const running = isUniqueViolation(failure)
      ? await db.selectFrom('rule_run').select('id').where('state', '=', 'running').executeTakeFirst()
      : undefined
    if (!running) throw failure
    throw new ApiError('rule_run.running', { run_id: running.id })
  }
  return getRuleRun(db, { run_id: id })
}

/** A review that failed so often on an app is left out. */
const maxTries = 3

/**
 * Reviews the next app of a run and puts itself behind all other work again. One app a job: submissions never wait for a run, and
 * a portal that was killed goes on where it stopped.
 */
export async function reviewNextApp(
  { db, storage, reviews, log }: Pick<ReviewPlace, 'db' | 'storage' | 'reviews' | 'log'>,
  { call, attempt, signal }: JobContext,
  runId: string,
): Promise<void> {
  const run = await db.selectFrom('rule_run').selectAll().where('id', '=', runId).executeTakeFirst()
  if (run?.state !== 'running') return
  const next = await findNext(db, run.after_app_id)
  if (!next) {
    const done = { state: 'done', finished_at: call.now } as const
    await db.updateTable('rule_run').set(done).where('id', '=', runId).where('state', '=', 'running').execute()
    return
  }
  let findings: Finding[] | undefined
  try {
    if (attempt > maxTries) throw new Error('The process ended each time in the middle of the review')
    const verdict = await withPackage(storage, next, (path) => reviews.run({ path }))
    findings = JSON.parse(verdict.findings) as Finding[]
  } catch (failure) {
    const isClosing = signal.aborted || (failure instanceof ThreadError && failure.code === 'closed')
    if (isClosing || attempt < maxTries) throw failure
    log.warn({ err: failure, versionId: next.version_id }, `The run of rules leaves ${next.app_id} out`)
  }
  const rows = findings ? toRows(run, next, findings) : []
  await inTransaction(db, async (db) => {
    const moved = await db
      .updateTable('rule_run')
      .set((column) => ({
        after_app_id: next.app_id,
        apps_done: column('apps_done', '+', 1),
        apps_failed: column('apps_failed', '+', findings ? 0 : 1),
      }))
      .where('id', '=', runId)
      .where('state', '=', 'running')
      // The update decides: a second worker with the same app changes nothing.
      .where('after_app_id', '=', run.after_app_id)
      .returning('id')
      .executeTakeFirst()
    if (!moved) return
    if (rows.length > 0) await db.insertInto('rule_run_finding').values(rows).execute()
    await enqueueNext(db, call, runId)
  })
}

/** With a time: jobs without one, such as reviews of submissions, are taken first. */
function enqueueNext(db: Db, call: Call, runId: string): Promise<void> {
  return enqueue(db, 'rules.run', { runId }, { runAt: call.now })
}

function publishedApps(db: Db) {
  return db.selectFrom('app').innerJoin('version', 'version.id', 'app.published_version_id')
}

type NextApp = NonNullable<Awaited<ReturnType<typeof findNext>>>

async function findNext(db: Db, afterAppId: string) {
  const app = await publishedApps(db)
    .select(['app.id as app_id', 'app.download_count', 'version.id as version_id', 'version.version', 'version.sha256'])
    .where('app.id', '>', afterAppId)
    .orderBy('app.id')
    .executeTakeFirst()
  if (!app) return undefined
  const approval = await db
    .selectFrom('review')
    .select(['findings', 'decided_by'])
    .where('version_id', '=', app.version_id)
    .where('state', '=', 'approved')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return { ...app, approval }
}

/** One row for each rule that finds something; its weight is that of the rule. */
function toRows(run: RuleRunRow, next: NextApp, findings: readonly Finding[]): RuleRunFindingRow[] {
  const wanted = run.codes === null ? undefined : new Set(JSON.parse(run.codes) as string[])
  const before = new Set((JSON.parse(next.approval?.findings ?? '[]') as Finding[]).map(weighed))
  const byCode = Map.groupBy(findings, ({ code }) => code)
  return [...byCode].flatMap(([code, [first, ...more]]) => {
    if (!first || (wanted && !wanted.has(code))) return []
    return {
      run_id: run.id,
      app_id: next.app_id,
      code,
      version_id: next.version_id,
      version: next.version,
      severity: first.severity,
      findings: 1 + more.length,
      is_new: before.has(weighed(first)) ? 0 : 1,
      by_person: next.approval?.decided_by ? 1 : 0,
      download_count: next.download_count,
    }
  })
}

const weighed = ({ code, severity }: Finding) => `${severity} ${code}`

/** Lists runs, the newest first. */
export async function listRuleRuns(db: Db, page: Input<typeof contract.listRuleRuns>['query']) {
  const order = { list: 'rule runs', by: { id: 'text' }, direction: 'desc' } as const
  const { rows, next_cursor } = await getPage(db.selectFrom('rule_run').selectAll(), order, page)
  return { runs: rows.map(toRuleRun), next_cursor }
}

/** Answers what a run found up to now. */
export async function getRuleRun(db: Db, { run_id }: { run_id: string }): Promise<RuleRun> {
  const run = await db.selectFrom('rule_run').selectAll().where('id', '=', run_id).executeTakeFirst()
  if (!run) throw new ApiError('rule_run.not_found')
  const sums = await db
    .selectFrom('rule_run_finding')
    .select(['code', 'severity', 'is_new', 'by_person'])
    .select((query) => [
      query.fn.countAll<number>().as('versions'),
      query.fn.sum<number>('download_count').as('download_count'),
    ])
    .where('run_id', '=', run_id)
    .groupBy(['code', 'severity', 'is_new', 'by_person'])
    .orderBy('code')
    .execute()
  const effects: RuleEffect[] = []
  for (const [code, all] of Map.groupBy(sums, ({ code }) => code)) {
    const fresh = all.filter(({ is_new }) => is_new === 1)
    const count = (rows: typeof all) => rows.reduce((sum, { versions }) => sum + versions, 0)
    effects.push({
      code,
      versions: count(all),
      newly_failing: count(fresh.filter(({ severity }) => severity === 'error')),
      newly_warning: count(fresh.filter(({ severity }) => severity === 'warning')),
      approved_by_person: count(fresh.filter(({ by_person }) => by_person === 1)),
      download_count: fresh.reduce((sum, { download_count }) => sum + download_count, 0),
      apps: await listAffected(db, run_id, code),
    })
  }
  return { ...toRuleRun(run), effects }
}

function toRuleRun(run: RuleRunRow): Omit<RuleRun, 'effects'> {
  return {
    id: run.id,
    state: run.state,
    codes: run.codes === null ? null : (JSON.parse(run.codes) as string[]),
    rule_set: run.rule_set,
    apps_total: run.apps_total,
    apps_done: run.apps_done,
    apps_failed: run.apps_failed,
    created_at: run.created_at,
    finished_at: run.finished_at,
  }
}

const shownApps = 50

async function listAffected(db: Db, runId: string, code: string): Promise<RuleEffect['apps']> {
  const rows = await db
    .selectFrom('rule_run_finding')
    .selectAll()
    .where('run_id', '=', runId)
    .where('code', '=', code)
    .orderBy('is_new', 'desc')
    .orderBy('download_count', 'desc')
    .orderBy('app_id')
    .limit(shownApps)
    .execute()
  return rows.map(({ app_id, version_id, version, severity, findings, is_new, by_person, download_count }) => ({
    app_id,
    version_id,
    version,
    severity,
    findings,
    is_new: is_new === 1,
    approved_by_person: by_person === 1,
    download_count,
  }))
}
