import type { ScreenInput } from '@mosis/screen'
import type { FromPage, ToPage } from '../protocol.ts'

/** A refusal of the phone, with what to do about it. */
export class Refusal extends Error {
  readonly code: string
  readonly fix: string | undefined

  constructor({ code, message, fix }: { code: string; message: string; fix?: string }) {
    super(message)
    this.code = code
    this.fix = fix
  }
}

/** The line to the phone. */
export interface Connection {
  input(input: ScreenInput): void
  requestSnapshot(): void
  /** Does one of the phone's verbs. */
  ask<Answer = unknown>(verb: string, args?: object): Promise<Answer>
}

interface ConnectionOptions {
  receive: (message: Exclude<ToPage, { type: 'answer' }>) => void
  onState: (isOpen: boolean) => void
}

const firstRetryMs = 250
const longestRetryMs = 4000

/** Opens the line, and again whenever it breaks. */
export function connect({ receive, onState }: ConnectionOptions): Connection {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let socket: WebSocket | undefined
  let lastId = 0
  let retryMs = firstRetryMs

  function open() {
    socket = new WebSocket(`ws://${location.host}/socket`)
    socket.addEventListener('open', () => {
      retryMs = firstRetryMs
      onState(true)
    })
    socket.addEventListener('message', ({ data }) => take(JSON.parse(String(data)) as ToPage))
    socket.addEventListener('close', () => {
      onState(false)
      for (const { reject } of waiting.values()) reject(new Error('The phone does not answer'))
      waiting.clear()
      setTimeout(open, retryMs)
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    })
  }

  function take(message: ToPage) {
    if (message.type !== 'answer') return receive(message)
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.ok) asked?.resolve(message.value)
    else asked?.reject(new Refusal(message))
  }

  function send(message: FromPage): boolean {
    if (socket?.readyState !== WebSocket.OPEN) return false
    socket.send(JSON.stringify(message))
    return true
  }

  open()
  return {
    input: (input) => void send({ type: 'input', input }),
    requestSnapshot: () => void send({ type: 'snapshot' }),
    ask<Answer>(verb: string, args: Record<string, unknown> = {}) {
      const id = ++lastId
      return new Promise<Answer>((resolve, reject) => {
        // Whoever asks for a verb knows what it answers.
        waiting.set(id, { resolve: (value) => resolve(value as Answer), reject })
        if (send({ type: 'do', id, verb, args })) return
        waiting.delete(id)
        reject(new Error('The phone does not answer'))
      })
    },
  }
}
