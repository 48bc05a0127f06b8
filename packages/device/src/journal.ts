import type { Usage } from '@mosis/sandbox'
import type { Failure } from './app-worker/messages.ts'
import type { Line, LineBody, RunResult } from './lines.ts'

/** What a run tells, and what is known of it when it ends badly. */
export interface Journal {
  tell(line: LineBody): void
  tellUsage(usage: Usage): void
  /** The result of a run that ended by this problem, with its crash report. */
  resultOf(problem: Failure): RunResult
}

interface JournalOptions {
  entry: string
  onLine: (line: Line) => void
  now: () => number
}

/** Passes on the lines of one run and remembers the screen and the last error for a crash report. */
export function openJournal({ entry, onLine, now }: JournalOptions): Journal {
  let screen = entry
  let traceback = ''
  let place: { path?: string; line?: number } = {}

  function tell(line: LineBody) {
    if (line.type === 'screen') screen = line.path
    if (line.type === 'error') {
      traceback = line.traceback ?? ''
      place = {
        ...(line.path !== undefined && { path: line.path }),
        ...(line.line !== undefined && { line: line.line }),
      }
    }
    onLine({ schema: 'mosis.run/1', time: new Date(now()).toISOString(), ...line })
  }

  return {
    tell,
    tellUsage({ memoryBytes, peakMemoryBytes, instructions, cutOffs }) {
      const memory = { memory_bytes: memoryBytes, peak_memory_bytes: peakMemoryBytes }
      tell({ type: 'usage', ...memory, instructions, cut_offs: cutOffs })
    },
    resultOf({ code, message }) {
      const isLimit = code.startsWith('limit.') || code === 'document.cut_off'
      const crash = { type: code, message, stack_trace: traceback, context: { screen, ...place } }
      return { reason: isLimit ? 'limit' : 'crashed', code, message, crash }
    },
  }
}
