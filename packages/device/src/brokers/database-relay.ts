import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { DatabaseReply, DatabaseRequest } from './database-protocol.ts'

/** The app's side of a connection on which a question waits for its answer, so that a database call is a plain call. */
export interface RelayEnd {
  port: MessagePort
  signal: SharedArrayBuffer
}

/** Opens a relay; `answer` runs on the device's side and must always come to an end. */
export function openDatabaseRelay(answer: (request: DatabaseRequest) => Promise<DatabaseReply>): {
  end: RelayEnd
  close(): void
} {
  const { port1, port2 } = new MessageChannel()
  const signal = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const flag = new Int32Array(signal)
  port1.on('message', (request: DatabaseRequest) => {
    void answer(request).then((reply) => {
      port1.postMessage(reply)
      Atomics.store(flag, 0, 1)
      Atomics.notify(flag, 0)
    })
  })
  return { end: { port: port2, signal }, close: () => port1.close() }
}

/** Asks and waits. Only the app's own thread stands still meanwhile, and a statement's time is limited on the other side. */
export function askDatabase({ port, signal }: RelayEnd, request: DatabaseRequest): DatabaseReply {
  const flag = new Int32Array(signal)
  Atomics.store(flag, 0, 0)
  port.postMessage(request)
  Atomics.wait(flag, 0, 0)
  const received: { message: DatabaseReply } | undefined = receiveMessageOnPort(port)
  if (!received) throw new Error('Cannot ask for a database: the device woke this thread without an answer')
  return received.message
}
