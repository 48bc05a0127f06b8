import { reviews, rules } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { createReceipts } from './receipt.ts'
import { getRuleRun, listRuleRuns, startRuleRun } from './rule-runs.ts'
import { listRules, setRule } from './rules.ts'

export function ruleRoutes(serve: Serve, { db, tokens, config }: Deps): void {
  const receipts = createReceipts(db, tokens, config.baseUrl)
  serve(reviews.listReceiptKeys, async () => ({ keys: await receipts.keys() }))
  serve(rules.listRules, () => listRules(db))
  serve(rules.setRule, ({ call, params, body }) => setRule(db, call, params, body))
  serve(rules.startRuleRun, ({ call, body }) => startRuleRun(db, call, body))
  serve(rules.listRuleRuns, ({ query }) => listRuleRuns(db, query))
  serve(rules.getRuleRun, ({ params }) => getRuleRun(db, params))
}
