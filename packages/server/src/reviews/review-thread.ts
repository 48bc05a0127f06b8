import { readFileSync } from 'node:fs'
import { reviewBytes } from '@mosis/review'
import { answerTasks } from '../versions/thread-tasks.ts'
import type { Verdict } from './verdict.ts'

// Runs as a thread: the rules read every file of a package that nobody has seen yet.
answerTasks(async ({ path }: { path: string }): Promise<Verdict> => {
  const { ok, findings, requires_manual, manual_reasons, rule_set } = await reviewBytes(readFileSync(path))
  // As text from here on, so that the developer's own run and the portal's answer stay equal byte for byte.
  return { ok, findings: JSON.stringify(findings), requires_manual, manual_reasons, rule_set }
})
