import { BrokerError } from '@mosis/sandbox'
import type { NetworkBroker, PermissionBroker, WebSocketListener } from '@mosis/sandbox'
import { followRedirects } from '../brokers/redirects.ts'
import type { Answer, FromWorker, Question, SocketEvent, ToWorker } from './messages.ts'
import { createRemoteSources } from './remote-sources.ts'
import type { SourceBrokers } from './remote-sources.ts'
import type { SourceAnswer } from './source-messages.ts'

/** Brokers whose work is done by the device, on the other side of a message port. */
export interface RemoteBrokers {
  network: NetworkBroker
  permissions: PermissionBroker
  /** What the phone has. */
  sources: SourceBrokers
  /** Takes the device's messages that are meant for these. */
  receive(message: ToWorker): void
}

interface Waiting {
  resolve: (answer: Answer) => void
  reject: (error: BrokerError) => void
}

interface OpenSocket {
  listener: WebSocketListener
  waitingBytes: number
}

/** What an app sends faster than the network takes waits in memory, up to this. */
const maxWaitingBytes = 4_194_304

export function createRemoteBrokers(post: (message: FromWorker) => void): RemoteBrokers {
  const waiting = new Map<number, Waiting>()
  const sockets = new Map<number, OpenSocket>()
  let lastId = 0

  function ask(question: Question, signal?: AbortSignal): Promise<Answer> {
    const id = ++lastId
    return new Promise((resolve, reject) => {
      const cancel = () => {
        waiting.delete(id)
        post({ type: 'cancel', id })
        reject(new BrokerError('network.cancelled', 'The request was cancelled'))
      }
      if (signal?.aborted) {
        cancel()
        return
      }
      signal?.addEventListener('abort', cancel, { once: true })
      const settle = () => signal?.removeEventListener('abort', cancel)
      waiting.set(id, {
        resolve: (answer) => (settle(), resolve(answer)),
        reject: (error) => (settle(), reject(error)),
      })
      post({ type: 'ask', id, question })
    })
  }

  const sources = createRemoteSources({
    // The device answers a call of a source with what that source says.
    ask: async (call) => (await ask({ kind: 'source', call })) as SourceAnswer,
    tell: (command) => post({ type: 'source', command }),
  })

  function receiveSocket(number: number, event: SocketEvent) {
    const socket = sockets.get(number)
    if (!socket) return
    switch (event.kind) {
      case 'open':
        socket.listener.open()
        break
      case 'message':
        socket.listener.message(event.data)
        break
      case 'error':
        socket.listener.error(event.code, event.message)
        break
      case 'sent':
        socket.waitingBytes -= event.bytes
        break
      case 'close':
        sockets.delete(number)
        socket.listener.close(event.code, event.reason)
        break
    }
  }

  return {
    network: {
      request: (request, signal) =>
        followRedirects(request, async (hop) => {
          const answer = await ask({ kind: 'request', hop }, signal)
          if (typeof answer === 'object' && 'status' in answer) return answer
          throw new Error('Cannot use the answer: a response was expected')
        }),
      openWebSocket(url, maxMessageBytes, listener) {
        const number = ++lastId
        const socket: OpenSocket = { listener, waitingBytes: 0 }
        sockets.set(number, socket)
        post({ type: 'socket-open', socket: number, url, maxMessageBytes })
        return {
          send(data) {
            const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength
            if (!sockets.has(number) || socket.waitingBytes + bytes > maxWaitingBytes) return false
            socket.waitingBytes += bytes
            post({ type: 'socket-send', socket: number, data })
            return true
          },
          close: (code, reason) => post({ type: 'socket-close', socket: number, code, reason }),
        }
      },
    },
    permissions: {
      request: async (permission) => (await ask({ kind: 'permission', permission })) === true,
    },
    sources: sources.brokers,
    receive(message) {
      if (message.type === 'source') sources.receive(message.number, message.event)
      if (message.type === 'socket') receiveSocket(message.socket, message.event)
      if (message.type !== 'answer') return
      const { id, answer } = message
      const asked = waiting.get(id)
      waiting.delete(id)
      if (answer.ok) asked?.resolve(answer.value)
      else asked?.reject(new BrokerError(answer.code, answer.message))
    },
  }
}
