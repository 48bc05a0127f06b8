import { readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { applyModes, reviewBytes } from '@mosis/review'
import { answerTasks } from '../threads/thread-tasks.ts'
import type { ReviewTask } from './review-task.ts'
import type { Verdict } from './verdict.ts'

// Whoever reads the store meanwhile comes first. On Linux this is about the calling thread alone; elsewhere it would slow the
// whole portal down.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)

// Runs as a thread: the rules read every file of a package that nobody has seen yet.
answerTasks(async ({ path, modes = {} }: ReviewTask): Promise<Verdict> => {
  const review = await reviewBytes(readFileSync(path))
  const { ok, findings, observed, requires_manual, manual_reasons, manual_notes } = applyModes(review, modes)
  // As text from here on, so that the developer's own run and the portal's answer stay equal byte for byte.
  const texts = { findings: JSON.stringify(findings), observed: JSON.stringify(observed) }
  return { ok, ...texts, requires_manual, manual_reasons, manual_notes, rule_set: review.rule_set, rule_modes: modes }
})
