import type { Audit } from '@mosis/sandbox'
import type { EventEntry, HandlerRun, InspectAnswers } from '../../inspect.ts'
import type { WorkerQuestion } from '../messages.ts'
import type { Ring } from '../ring.ts'
import type { Session } from '../session.ts'
import { evaluate } from './evaluate.ts'
import { readStyles, readTree } from './tree.ts'

/** What is known about an app in its own thread. */
export interface Known {
  session: Session
  audit: Audit
  handlers: Ring<HandlerRun>
  events: Ring<EventEntry>
  isDevelopment: boolean
}

/** Answers what the app's developer asks. */
export function answerQuestion(
  question: WorkerQuestion,
  { session, audit, handlers, events, isDevelopment }: Known,
): InspectAnswers[WorkerQuestion['kind']] | Promise<InspectAnswers['eval']> {
  const { sandbox, screen, manifest } = session
  switch (question.kind) {
    case 'tree':
      return readTree(screen.view())
    case 'styles':
      return readStyles(screen.view(), question.id)
    case 'audit': {
      const permissions = manifest.permissions.map((permission) => ({
        permission,
        isGranted: sandbox.grants.has(permission),
      }))
      return { permissions, entries: audit.entries() }
    }
    case 'budget': {
      const { memoryBytes, peakMemoryBytes, instructions, cutOffs } = sandbox.usage()
      const used = { memoryBytes, peakMemoryBytes, instructions, cutOffs }
      return { ...used, memoryLimitBytes: sandbox.limits.memoryBytes, handlers: handlers.entries() }
    }
    case 'events':
      return events.entries()
    default:
      if (!isDevelopment) throw new Error('Lua is run only in apps that were started for development')
      return evaluate(sandbox, question.code)
  }
}
