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
  /** For each WebSocket that is not closed: how many of its opening, its messages and its closing were not answered yet. */
  const sockets = new Map<number, number>()
  const countSocket = (socket: number, change: number) => {
    const count = sockets.get(socket)
    if (count !== undefined) sockets.set(socket, count + change)
  }

  function noteSocket({ socket, event }: Extract<ToWorker, { type: 'socket' }>): void {
    if (event.kind === 'close') sockets.delete(socket)
    else if (event.kind === 'open' || event.kind === 'sent') countSocket(socket, -1)
  }

  return {
    get count() {
      return open.size + sockets.values().reduce((sum, count) => sum + count, 0)
    },
    noteSent(message) {
      if (message.type === 'ask') open.add(message.id)
      if (message.type === 'cancel') open.delete(message.id)
      if (message.type === 'socket-open') sockets.set(message.socket, 1)
      if (message.type === 'socket-send' || message.type === 'socket-close') countSocket(message.socket, 1)
    },
    receive(message) {
      if (message.type === 'socket') noteSocket(message)
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
