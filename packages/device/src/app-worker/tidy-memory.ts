import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** The garbage of loading goes after so long: by then the first screen has been drawn. */
const afterMs = 1000

/**
 * Frees what loading the app left behind, once, when the person does not wait for it any more. V8 itself collects only when memory
 * becomes short, so that of twenty apps that wait each would keep some ten MiB for nothing.
 */
export function tidyMemorySoon(): void {
  setTimeout(() => {
    // The flag makes V8 show its collector to contexts that are made afterwards; this one is thrown away at once.
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    setFlagsFromString('--no-expose-gc')
    if (typeof collect === 'function') collect()
  }, afterMs).unref()
}
