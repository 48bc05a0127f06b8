import type { OutcomeError } from '@mosis/sandbox'
import type { AppScreenHost } from './screen-host.ts'

/** Whether an error means that the code was cut off because it ran too long. */
export function isCutOff({ code }: OutcomeError): boolean {
  return code === 'limit.instructions' || code === 'limit.time'
}

/** Tells the developer of an error of the app's code. */
export function reportError(host: AppScreenHost, error: OutcomeError, where: { path: string; line?: number }): void {
  const { code, message, traceback } = error
  // Code of an app that is being stopped cannot run any more; that is no fault of the app.
  if (code === 'sandbox.stopped') return
  host.log({ level: 'error', code, text: message, ...where, ...(traceback === '' ? {} : { traceback }) })
}
