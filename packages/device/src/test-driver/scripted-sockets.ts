import { BrokerError } from '@mosis/sandbox'
import type { FromWorker, SocketEvent, ToWorker } from '../app-worker/messages.ts'
import { TestFailure } from './failures.ts'
import { toMatcher } from './network-script.ts'
import type { ScriptedAnswer } from './network-script.ts'

/** The WebSockets of a test: what the other side says is what the test says. */
export interface ScriptedSockets {
  /** Which answer there is for an address; undefined where the test gives none. */
  open(message: Extract<FromWorker, { type: 'socket-open' }>, answer: ScriptedAnswer | undefined, why: string): void
  send(message: Extract<FromWorker, { type: 'socket-send' }>): void
  close(message: Extract<FromWorker, { type: 'socket-close' }>): void
  /** Says something to the app on each open WebSocket that fits, such as `wss://chat.example.com/*`. */
  tell(pattern: string, text: string): void
  /** Ends each open WebSocket that fits. */
  hangUp(pattern: string, code: number): void
  /** The network is gone, and with it whatever was open. */
  drop(): void
  /** What the app sent on those that fit, or on all, oldest first. */
  sent(pattern: string | undefined): string[]
}

/** What an end says of itself (RFC 6455, section 7.4.1). */
export const normalClose = 1000
export const closeCodes = { min: 1000, max: 4999 }
const abnormalClose = 1006
const noStatus = 1005

interface OpenSocket {
  url: string
  replies: ReadonlyMap<string, readonly string[]>
}

export function createScriptedSockets(post: (message: ToWorker) => void): ScriptedSockets {
  const sockets = new Map<number, OpenSocket>()
  const sent: { url: string; text: string }[] = []
  const say = (socket: number, event: SocketEvent) => post({ type: 'socket', socket, event })
  const end = (socket: number, code: number, reason = '') => {
    sockets.delete(socket)
    say(socket, { kind: 'close', code, reason })
  }

  /** Those of them that are open. */
  function find(pattern: string): number[] {
    const fits = toMatcher(pattern)
    const found = [...sockets].filter(([, { url }]) => fits(url)).map(([number]) => number)
    if (found.length > 0) return found
    const open = [...sockets.values()].map(({ url }) => url).join(', ')
    throw new TestFailure(
      'test.usage',
      `No WebSocket to "${pattern}" is open; ${open === '' ? 'none is open at all' : `open are ${open}`}`,
    )
  }

  return {
    open({ socket, url }, answer, why) {
      if (answer?.kind === 'socket') {
        sockets.set(socket, { url, replies: answer.replies })
        say(socket, { kind: 'open' })
        for (const data of answer.messages) say(socket, { kind: 'message', data })
        return
      }
      const failure = answer?.kind === 'failure' ? answer.code : 'network.unreachable'
      const { code, message } = new BrokerError(failure, why)
      say(socket, { kind: 'error', code, message })
      end(socket, abnormalClose)
    },
    send({ socket, data }) {
      const found = sockets.get(socket)
      if (!found) return
      const text = typeof data === 'string' ? data : Buffer.from(data).toString('utf8')
      sent.push({ url: found.url, text })
      for (const reply of found.replies.get(text) ?? []) say(socket, { kind: 'message', data: reply })
      say(socket, { kind: 'sent', bytes: typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength })
    },
    close({ socket, code = noStatus, reason = '' }) {
      if (sockets.has(socket)) end(socket, code, reason)
    },
    tell(pattern, text) {
      for (const socket of find(pattern)) say(socket, { kind: 'message', data: text })
    },
    hangUp(pattern, code) {
      for (const socket of find(pattern)) end(socket, code)
    },
    drop() {
      for (const socket of sockets.keys()) end(socket, abnormalClose)
    },
    sent(pattern) {
      const fits = pattern === undefined ? () => true : toMatcher(pattern)
      return sent.filter(({ url }) => fits(url)).map(({ text }) => text)
    },
  }
}
