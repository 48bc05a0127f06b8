import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { appId, idOf, listQuery, pageOf, sha256, time, versionName } from './fields.ts'

/** What is done with the findings of a rule: nothing, only shown to reviewers, or counted. */
export const ruleModes = ['off', 'observe', 'enforce'] as const
export const RuleMode = z.enum(ruleModes)
export type RuleMode = z.output<typeof RuleMode>

const Severity = z.enum(['error', 'warning', 'info'])

export const ReviewRule = z.object({
  code: z.string(),
  tier: z.int().describe('1 the package itself, 2 its content, 3 its security'),
  severity: Severity,
  explanation: z.string(),
  fix: z.string(),
  mode: RuleMode,
  is_fixed: z.boolean().describe('Always enforced: it keeps out what no device takes, or no review can read'),
})
export type ReviewRule = z.output<typeof ReviewRule>

export const listRules = endpoint({
  name: 'listRules',
  method: 'GET',
  path: '/v1/rules',
  summary: 'List the rules of the automated review and how each is set',
  access: 'reviewer',
  result: z.object({
    rule_set: sha256.describe('The same hash as `mosis validate --json` gives when its rules are the same'),
    rules: z.array(ReviewRule),
  }),
})

const ruleCode = z.string().max(64)

export const setRule = endpoint({
  name: 'setRule',
  method: 'PATCH',
  path: '/v1/rules/{code}',
  summary: 'Switch a rule off, let it only observe, or enforce it, from the next review on',
  access: 'admin',
  requires: ['recent_sign_in'],
  params: z.object({ code: ruleCode }),
  body: z.object({ mode: RuleMode, reason: z.string().trim().max(1000).default('') }),
  result: ReviewRule,
  errors: ['rule.not_found', 'rule.fixed'],
})

/** What a rule would do to the newest versions of all published apps, if it were enforced. */
export const RuleEffect = z.object({
  code: z.string(),
  versions: z.int().describe('Versions in which it finds something'),
  newly_failing: z.int().describe('Of these, ones with an error that their own review does not have'),
  newly_warning: z.int().describe('… and ones with a warning that it does not have'),
  approved_by_person: z.int().describe('Of the new ones, how many a person approved'),
  download_count: z.int().describe('Downloads of the apps with something new'),
  apps: z
    .array(
      z.object({
        app_id: appId,
        version_id: idOf('ver'),
        version: versionName,
        severity: Severity,
        findings: z.int(),
        is_new: z.boolean(),
        approved_by_person: z.boolean(),
        download_count: z.int(),
      }),
    )
    .describe('New ones first, then those with the most downloads; at most 50'),
})
export type RuleEffect = z.output<typeof RuleEffect>

export const RuleRun = z.object({
  id: idOf('run'),
  state: z.enum(['running', 'done']),
  codes: z.array(z.string()).nullable().describe('Null: all rules'),
  rule_set: sha256,
  apps_total: z.int(),
  apps_done: z.int(),
  apps_failed: z.int().describe('Whose review did not come to an end'),
  created_at: time,
  finished_at: time.nullable(),
  effects: z.array(RuleEffect).describe('What was found up to now, by rule'),
})
export type RuleRun = z.output<typeof RuleRun>

export const startRuleRun = endpoint({
  name: 'startRuleRun',
  method: 'POST',
  path: '/v1/rules/runs',
  summary: 'Try rules on the newest version of every published app, which changes nothing',
  access: 'admin',
  body: z.object({ codes: z.array(ruleCode).min(1).max(100).optional().describe('Without it all rules') }).prefault({}),
  result: RuleRun,
  status: 201,
  errors: ['rule.not_found', 'rule_run.running'],
})

export const listRuleRuns = endpoint({
  name: 'listRuleRuns',
  method: 'GET',
  path: '/v1/rules/runs',
  summary: 'List runs of rules, the newest first; what each found: GET /v1/rules/runs/{run_id}',
  access: 'reviewer',
  query: z.object(listQuery),
  result: pageOf('runs', RuleRun.omit({ effects: true })),
  errors: ['invalid_cursor'],
})

export const getRuleRun = endpoint({
  name: 'getRuleRun',
  method: 'GET',
  path: '/v1/rules/runs/{run_id}',
  summary: 'Read what a run of rules found up to now',
  access: 'reviewer',
  params: z.object({ run_id: idOf('run') }),
  result: RuleRun,
  errors: ['rule_run.not_found'],
})
