import { BrokerError } from '@mosis/sandbox'
import type { Brokers } from '@mosis/sandbox'
import type { SourceAnswer, SourceCall, SourceCommand, SourceEvent } from './source-messages.ts'

/** The brokers of what the phone has. */
export type SourceBrokers = Required<
  Pick<
    Brokers,
    'camera' | 'microphone' | 'location' | 'sensors' | 'clipboard' | 'notifications' | 'contacts' | 'bluetooth'
  >
>

interface RemoteSourcesOptions {
  ask: (call: SourceCall) => Promise<SourceAnswer>
  tell: (command: SourceCommand) => void
}

/** The things of the phone, on the other side of a message port. */
export function createRemoteSources({ ask, tell }: RemoteSourcesOptions): {
  brokers: SourceBrokers
  receive: (number: number, event: SourceEvent) => void
} {
  const listeners = new Map<number, (event: SourceEvent) => void>()
  let lastNumber = 0

  function end(number: number) {
    listeners.delete(number)
    tell({ op: 'end', number })
  }

  /** Begins something that tells of itself; answers how to end it. */
  function listen(command: (number: number) => SourceCommand, listener: (event: SourceEvent) => void): () => void {
    const number = ++lastNumber
    listeners.set(number, listener)
    tell(command(number))
    return () => end(number)
  }

  /** What is open on the other side is ended there when it could not be opened whole. */
  async function open(number: number, call: SourceCall): Promise<void> {
    try {
      await ask(call)
    } catch (error) {
      listeners.delete(number)
      throw error
    }
  }

  const brokers: SourceBrokers = {
    camera: {
      async open(settings) {
        const number = ++lastNumber
        await open(number, { op: 'camera-open', number, settings })
        return {
          takePicture: async () => expected(await ask({ op: 'camera-take', number }), 'bytes'),
          close: () => end(number),
        }
      },
    },
    microphone: {
      async open(settings) {
        const number = ++lastNumber
        await open(number, { op: 'microphone-open', number, settings })
        return {
          stop: async (durationMs) => expected(await ask({ op: 'microphone-stop', number, durationMs }), 'samples'),
          close: () => end(number),
        }
      },
    },
    location: {
      locate: async () => expected(await ask({ op: 'locate' }), 'latitude'),
      watch: (listener) =>
        listen(
          (number) => ({ op: 'watch-location', number }),
          (event) => {
            if (event.kind === 'moved') listener.moved(event.position)
            if (event.kind === 'failed') listener.failed(event.code, event.message)
          },
        ),
    },
    sensors: {
      watch: (sensor, listener) =>
        listen(
          (number) => ({ op: 'watch-sensor', number, sensor }),
          (event) => {
            if (event.kind === 'read') listener.read(event.reading)
            if (event.kind === 'failed') listener.failed(event.code, event.message)
          },
        ),
    },
    clipboard: {
      read: async () => asText(await ask({ op: 'clipboard-read' })),
      write: async (text) => void (await ask({ op: 'clipboard-write', text })),
    },
    notifications: {
      show: async (notification) => void (await ask({ op: 'notify', notification })),
    },
    contacts: {
      query: async (query) => {
        const found = await ask({ op: 'contacts-query', query })
        return Array.isArray(found) ? found : wrongAnswer()
      },
      add: async (fields) => asText(await ask({ op: 'contacts-add', fields })),
      update: async (id, fields) => void (await ask({ op: 'contacts-update', id, fields })),
      delete: async (id) => void (await ask({ op: 'contacts-delete', id })),
    },
    bluetooth: {
      async scan(found) {
        const number = ++lastNumber
        listeners.set(number, (event) => {
          if (event.kind === 'found') found(event.device)
        })
        await open(number, { op: 'bluetooth-scan', number })
        return () => end(number)
      },
      async connect(address, listener) {
        const number = ++lastNumber
        listeners.set(number, (event) => {
          if (event.kind === 'data') listener.data(event.bytes)
          if (event.kind !== 'closed') return
          listeners.delete(number)
          listener.closed()
        })
        await open(number, { op: 'bluetooth-connect', number, address })
        return {
          send: async (bytes) => void (await ask({ op: 'bluetooth-send', number, bytes })),
          close: () => end(number),
        }
      },
    },
  }

  return { brokers, receive: (number, event) => listeners.get(number)?.(event) }
}

/** The answer of the kind that has this field. */
function expected<K extends 'bytes' | 'samples' | 'latitude'>(
  answer: SourceAnswer,
  field: K,
): Extract<SourceAnswer, Record<K, unknown>> {
  // The field is in one kind of answer only.
  if (typeof answer === 'object' && field in answer) return answer as Extract<SourceAnswer, Record<K, unknown>>
  return wrongAnswer()
}

const asText = (answer: SourceAnswer) => (typeof answer === 'string' ? answer : wrongAnswer())

function wrongAnswer(): never {
  throw new Error('Cannot use the answer of the device: it is of another kind')
}

/** What a phone says that has none of these things. */
export function createMissingSources(): SourceBrokers {
  const { brokers, receive } = createRemoteSources({
    ask: refuse,
    tell({ op, number }) {
      if (op === 'end') return
      const name = op === 'watch-location' ? 'location' : 'sensors'
      const message = `There is no ${name} here`
      queueMicrotask(() => receive(number, { kind: 'failed', code: `${name}.unavailable`, message }))
    },
  })
  return brokers
}

function refuse({ op }: SourceCall): Promise<SourceAnswer> {
  const [module = ''] = op.split('-')
  const name = { locate: 'location', notify: 'notifications' }[module] ?? module
  return Promise.reject(new BrokerError(`${name}.unavailable`, `There is no ${name} here`))
}
