import { createHash } from 'node:crypto'

/** Rises when the rule below changes, so that old and new groups stay apart. */
const rule = 1
/** Deeper frames say where the app came from, not what went wrong. */
const maxFrames = 5

export interface CrashCause {
  type: string
  message: string
  stack_trace: string
}

/**
 * The group of a crash: reports with the same type, message and innermost frames have the same cause. Numbers, addresses and ids
 * are left out of the comparison: they differ from crash to crash, and line numbers from version to version.
 */
export function groupCrash({ type, message, stack_trace }: CrashCause): string {
  const [firstLine = ''] = message.split('\n', 1)
  const frames = listFrames(stack_trace).slice(0, maxFrames).map(withoutNumbers)
  return createHash('sha256')
    .update([rule, type, withoutNumbers(firstLine.trim()), ...frames].join('\n'))
    .digest('hex')
}

/** Where a crash happened, as its stack says; undefined when that says nothing. */
export function findTopFrame(stackTrace: string): string | undefined {
  return listFrames(stackTrace)[0]
}

function listFrames(stackTrace: string): string[] {
  return stackTrace
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'stack traceback:' && !line.startsWith('[C]:'))
}

function withoutNumbers(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '#')
    .replaceAll(/\b0x[0-9a-f]+\b/gi, '#')
    .replaceAll(/\d+(?:\.\d+)?/g, '#')
}
