import type { Clock } from '@mosis/sandbox'
import type { FromWorker, ToWorker } from '../messages.ts'

/** Knows what the app has asked the device and has no answer to yet: only when nothing is open a test goes on. */
export interface OpenAsks {
  /** How many answers are still to come; those whose time has not come do not count. */
  readonly count: number
  noteSent(message: FromWorker): void
  /** Hands a message on: at once, or when the app's own time has come for an answer that takes a while. */
  receive(message: ToWorker): void
}

export function watchAsks(clock: Clock, handOn: (message: ToWorker) => void): OpenAsks {
  const open = new Set<number>()
  return {
    get count() {
      return open.size
    },
    noteSent(message) {
      if (message.type === 'ask') open.add(message.id)
      if (message.type === 'cancel') open.delete(message.id)
    },
    receive(message) {
      if (message.type === 'answer') {
        open.delete(message.id)
        if (message.delayMs !== undefined && message.delayMs > 0) {
          clock.setTimer(message.delayMs, () => handOn(message))
          return
        }
      }
      handOn(message)
    },
  }
}
