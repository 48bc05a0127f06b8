import { BrokerError } from '@mosis/sandbox'
import type { NetworkResponse } from '@mosis/sandbox'
import type { Answer, FromWorker, Question, SocketEvent, ToWorker } from './app-worker/messages.ts'
import type { Reach } from './brokers/connect.ts'
import { toNetworkError } from './brokers/connect.ts'
import { requestOnce } from './brokers/request.ts'
import type { Hop } from './brokers/request.ts'
import { openWebSocket } from './brokers/websocket.ts'
import type { OpenSocket } from './brokers/websocket.ts'
import type { NetworkLog } from './network-log.ts'
import type { NetworkGate } from './network-state.ts'
import type { SourceServer } from './serve-sources.ts'

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
  /** How the network is. */
  gate: NetworkGate
  log: NetworkLog
  /** What the phone has. */
  sources: SourceServer
}

/** Answers what an app's worker asks: requests, sockets and permissions. */
export function serveBrokers({ reach, askPermission, post, gate, log, sources }: BrokerServerOptions): BrokerServer {
  const asked = new Map<number, AbortController>()
  const requests = new Set<AbortController>()
  /** Sockets that have not left the device yet. */
  const opening = new Map<number, AbortController>()
  const sockets = new Map<number, OpenSocket>()
  gate.onLost(() => {
    const problem = new BrokerError('network.unreachable', 'The device is offline')
    for (const stop of requests) stop.abort(problem)
    for (const socket of sockets.values()) socket.destroy()
  })

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
    if (question.kind === 'source') return sources.answer(question.call)
    return request(question.hop, signal)
  }

  async function request(hop: Hop, cancelled: AbortSignal): Promise<NetworkResponse> {
    const entry = log.begin('request', hop.method, hop.url)
    const stop = new AbortController()
    requests.add(stop)
    const signal = AbortSignal.any([cancelled, stop.signal])
    try {
      await gate.leave(signal)
      const response = await requestOnce(hop, reach, signal)
      entry.received(response.body.byteLength)
      await gate.arrive(response.body.byteLength, signal)
      entry.answered(response.status)
      return response
    } catch (thrown) {
      const error = toNetworkError(
        URL.parse(hop.url)?.hostname ?? hop.url,
        stop.signal.aborted ? stop.signal.reason : thrown,
      )
      entry.failed(error.code, error.message)
      throw error
    } finally {
      requests.delete(stop)
      entry.ended()
    }
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
      tell({ kind: 'close', code: abnormalClose, reason: '' })
      return
    }
    const entry = log.begin('socket', '', address)
    const listener = {
      open() {
        entry.answered(switchingProtocols)
        tell({ kind: 'open' })
      },
      message(data: string | Uint8Array) {
        entry.received(typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength)
        tell({ kind: 'message', data })
      },
      error(code: string, message: string) {
        entry.failed(code, message)
        tell({ kind: 'error', code, message })
      },
      close(code: number, reason: string) {
        sockets.delete(number)
        opening.delete(number)
        entry.ended()
        tell({ kind: 'close', code, reason })
      },
    }
    const stop = new AbortController()
    opening.set(number, stop)
    gate.leave(stop.signal).then(
      () => {
        opening.delete(number)
        if (stop.signal.aborted) listener.close(abnormalClose, '')
        else sockets.set(number, openWebSocket(url, maxMessageBytes, listener, reach))
      },
      (cause: unknown) => {
        // Closed by the app before it left.
        const { code, message } = toNetworkError(url.hostname, cause)
        if (!stop.signal.aborted) listener.error(code, message)
        listener.close(abnormalClose, '')
      },
    )
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
        case 'source':
          sources.take(message.command)
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
          opening.get(message.socket)?.abort()
          sockets.get(message.socket)?.close(message.code, message.reason)
          break
        default:
      }
    },
    close() {
      sources.close()
      for (const stop of asked.values()) stop.abort()
      for (const stop of opening.values()) stop.abort()
      for (const socket of sockets.values()) socket.destroy()
    },
  }
}

const switchingProtocols = 101
const abnormalClose = 1006
