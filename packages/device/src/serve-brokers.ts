import { BrokerError } from '@mosis/sandbox'
import type { Answer, FromWorker, Question, SocketEvent, ToWorker } from './app-worker/messages.ts'
import type { Reach } from './brokers/connect.ts'
import { toNetworkError } from './brokers/connect.ts'
import { requestOnce } from './brokers/request.ts'
import { openWebSocket } from './brokers/websocket.ts'
import type { OpenSocket } from './brokers/websocket.ts'

/** The device's side of the brokers of one app. */
export interface BrokerServer {
  receive(message: FromWorker): void
  /** Ends all requests and sockets. */
  close(): void
}

interface BrokerServerOptions {
  reach: Reach
  /** Asks the person. */
  askPermission: (permission: string) => Promise<boolean>
  post: (message: ToWorker) => void
}

/** Answers what an app's worker asks: requests, sockets and permissions. */
export function serveBrokers({ reach, askPermission, post }: BrokerServerOptions): BrokerServer {
  const asked = new Map<number, AbortController>()
  const sockets = new Map<number, OpenSocket>()

  async function ask(id: number, question: Question) {
    const stop = new AbortController()
    asked.set(id, stop)
    try {
      post({ type: 'answer', id, answer: { ok: true, value: await answer(question, stop.signal) } })
    } catch (error) {
      const { code, message } = toNetworkError('the host', error)
      post({ type: 'answer', id, answer: { ok: false, code, message } })
    } finally {
      asked.delete(id)
    }
  }

  function answer(question: Question, signal: AbortSignal): Promise<Answer> {
    if (question.kind === 'permission') return askPermission(question.permission)
    return requestOnce(question.hop, reach, signal)
  }

  function openSocket(number: number, address: string, maxMessageBytes: number) {
    const tell = (event: SocketEvent) => post({ type: 'socket', socket: number, event })
    const url = URL.parse(address)
    if (url?.protocol !== 'wss:' && url?.protocol !== 'ws:') {
      const { code, message } = new BrokerError(
        'network.blocked',
        `Cannot open "${address}": only wss and ws are possible`,
      )
      tell({ kind: 'error', code, message })
      tell({ kind: 'close', code: 1006, reason: '' })
      return
    }
    const listener = {
      open: () => tell({ kind: 'open' }),
      message: (data: string | Uint8Array) => tell({ kind: 'message', data }),
      error: (code: string, message: string) => tell({ kind: 'error', code, message }),
      close(code: number, reason: string) {
        sockets.delete(number)
        tell({ kind: 'close', code, reason })
      },
    }
    sockets.set(number, openWebSocket(url, maxMessageBytes, listener, reach))
  }

  return {
    receive(message) {
      switch (message.type) {
        case 'ask':
          void ask(message.id, message.question)
          break
        case 'cancel':
          asked.get(message.id)?.abort()
          break
        case 'socket-open':
          openSocket(message.socket, message.url, message.maxMessageBytes)
          break
        case 'socket-send': {
          const { socket, data } = message
          const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength
          sockets.get(socket)?.send(data, () => post({ type: 'socket', socket, event: { kind: 'sent', bytes } }))
          break
        }
        case 'socket-close':
          sockets.get(message.socket)?.close(message.code, message.reason)
          break
        default:
      }
    },
    close() {
      for (const stop of asked.values()) stop.abort()
      for (const socket of sockets.values()) socket.destroy()
    },
  }
}
