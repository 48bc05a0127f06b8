import type { LogEntry } from '@mosis/sandbox'
import type { LineBody } from '../lines.ts'
import type { Failure } from './messages.ts'

/** Tells the device what the app printed and what went wrong in it. */
export type Teller = (entry: LogEntry) => void

const maxLines = 1000
const linesPerSecond = 100

/** Whoever prints without end must not keep the device busy: a burst is told, then so many lines a second. */
export function createTeller(now: () => number, tell: (line: LineBody) => void): Teller {
  let linesLeft = maxLines
  let linesLost = 0
  let lastLineAt = now()

  function mayTell(): boolean {
    const atMs = now()
    linesLeft = Math.min(maxLines, linesLeft + ((atMs - lastLineAt) / 1000) * linesPerSecond)
    lastLineAt = atMs
    if (linesLeft < 1) {
      linesLost += 1
      return false
    }
    linesLeft -= 1
    if (linesLost > 0) {
      const text = `${linesLost} lines were left out: an app may print ${linesPerSecond} a second`
      linesLost = 0
      tell({ type: 'log', level: 'warning', text })
    }
    return true
  }

  return ({ level, text, path, line, traceback }) => {
    if (!mayTell()) return
    const place = { ...(path !== undefined && { path }), ...(line !== undefined && { line }) }
    if (level !== 'error') tell({ type: 'log', level, text, ...place })
    else tell({ type: 'error', code: codeOf(text), message: text, ...place, ...(traceback ? { traceback } : {}) })
  }
}

/** Errors of the platform begin with their code: `storage.quota_exceeded: …`. */
export function codeOf(text: string): string {
  return /^([a-z_]+\.[a-z_]+): /.exec(text)?.[1] ?? 'lua.error'
}

/** What was thrown, as it crosses to the device. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'internal', message: String(error) }
  return { code: 'code' in error ? String(error.code) : 'internal', message: error.message }
}

/** The text of a failure with its code in front. */
export function withCode({ code, message }: Failure): string {
  return message.startsWith(`${code}: `) ? message : `${code}: ${message}`
}
