import { ApiError } from '@mosis/api'
import type { ReviewRule, RuleMode } from '@mosis/api'
import { packageErrors } from '@mosis/format'
import { explainCode, isFixedCode, rules, ruleSet } from '@mosis/review'
import { recordChange } from '../accounts/audit.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

/** Lists every code that a finding may have, those that can be switched first. */
export async function listRules(db: Db): Promise<{ rule_set: string; rules: ReviewRule[] }> {
  const modes = await readModes(db)
  const codes = [...rules.map(({ code }) => code), ...Object.keys(packageErrors)]
  return { rule_set: ruleSet, rules: codes.map((code) => toRule(code, modes)) }
}

/** Sets what becomes of a rule's findings, from the next review on; what was reviewed stays as it is. */
export function setRule(
  db: Db,
  call: Call,
  { code }: { code: string },
  { mode, reason }: { mode: RuleMode; reason: string },
): Promise<ReviewRule> {
  requireRule(code)
  return inTransaction(db, async (db) => {
    if (isFixedCode(code)) throw new ApiError('rule.fixed', { rule: code })
    const before = (await readModes(db))[code] ?? 'enforce'
    const row = { mode, changed_by: requireAccount(call), changed_at: call.now }
    await db
      .insertInto('rule_setting')
      .values({ code, ...row })
      .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
      .execute()
    if (before !== mode) {
      await recordChange(db, call, { subject: 'rule', id: code, action: 'change_mode', from: before, to: mode, reason })
    }
    return toRule(code, { [code]: mode })
  })
}

/** The rules that are not enforced. */
export async function readModes(db: Db): Promise<Record<string, RuleMode>> {
  const rows = await db
    .selectFrom('rule_setting')
    .select(['code', 'mode'])
    .where('mode', '!=', 'enforce')
    .orderBy('code')
    .execute()
  return Object.fromEntries(rows.map(({ code, mode }) => [code, mode]))
}

/** Refuses a code that no finding has. */
export function requireRule(code: string): void {
  if (!explainCode(code)) throw new ApiError('rule.not_found', { rule: code })
}

function toRule(code: string, modes: Readonly<Record<string, RuleMode>>): ReviewRule {
  const explained = explainCode(code)
  if (!explained) throw new Error(`There is no rule ${code}`)
  return { ...explained, mode: modes[code] ?? 'enforce', is_fixed: isFixedCode(code) }
}
