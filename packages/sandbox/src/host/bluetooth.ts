import type { Arguments } from '../arguments.ts'
import { BrokerError } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { BluetoothBroker, BluetoothConnection, BluetoothDevice } from '../source-brokers.ts'
import type { LuaFunctionRef, LuaInput } from '../values.ts'
import { Fields } from './fields.ts'

const callCost = 2000
const usualScanMs = 10_000
const events = ['data', 'close'] as const
type EventName = (typeof events)[number]
/** What systems name devices by: letters of hardware addresses and of UUIDs. */
const addressPattern = /^[0-9A-Za-z:_-]{1,64}$/

interface Link {
  /** Undefined while it is being made. */
  connection: BluetoothConnection | undefined
  handlers: Map<EventName, LuaFunctionRef>
}

/** `bluetooth`: connections are named by the address of the device. */
export function bluetoothModule(host: ModuleHost, broker: BluetoothBroker): HostModule {
  const { clock, sandbox } = host
  const { limits } = sandbox
  const links = new Map<string, Link>()
  let endScan: (() => void) | undefined

  function addressOf(call: Arguments): string {
    host.require('bluetooth', call.functionName)
    call.charge(callCost)
    const address = call.text(1, 'address')
    if (addressPattern.test(address)) return address
    return call.wrong(1, 'address', `"${address.slice(0, 100)}"`, 'one that bluetooth.scan answered')
  }

  function requireLink(address: string, call: Arguments): Link & { connection: BluetoothConnection } {
    const { connection, handlers } = links.get(address) ?? {}
    if (connection !== undefined && handlers !== undefined) return { connection, handlers }
    throw new LuaError(
      'bluetooth.not_connected',
      `Cannot call ${call.functionName}: nothing is connected to "${address}". Call bluetooth.connect first`,
    )
  }

  /** After this no handler runs any more. */
  function end(address: string, link: Link): void {
    if (links.get(address) === link) links.delete(address)
    link.connection?.close()
    for (const handler of link.handlers.values()) handler.release()
    link.handlers.clear()
  }

  function tell(link: Link, event: EventName, args: LuaInput[]): void {
    const handler = link.handlers.get(event)
    if (handler !== undefined && !sandbox.isStopped)
      void host.run(handler, args, 'event', { name: `bluetooth ${event}` })
  }

  async function scan(durationMs: number): Promise<LuaInput> {
    const found = new Map<string, BluetoothDevice>()
    const over = Promise.withResolvers<void>()
    endScan = over.resolve
    let stop: (() => void) | undefined
    try {
      stop = await broker.scan((device) => {
        if (found.size < limits.bluetoothFound && addressPattern.test(device.address)) found.set(device.address, device)
      })
      const timer = clock.setTimer(durationMs, over.resolve)
      await over.promise
      clock.clearTimer(timer)
    } finally {
      stop?.()
      endScan = undefined
    }
    // The person may have taken the permission back meanwhile.
    if (!sandbox.grants.has('bluetooth')) return []
    return [...found.values()].map(({ address, name }) => ({ address, name: name.slice(0, limits.contactText) }))
  }

  async function connect(address: string): Promise<LuaInput> {
    const link: Link = { connection: undefined, handlers: new Map() }
    links.set(address, link)
    try {
      const connection = await broker.connect(address, {
        data(bytes) {
          if (bytes.length <= limits.stringBytes) tell(link, 'data', [bytes])
        },
        closed() {
          tell(link, 'close', [])
          end(address, link)
        },
      })
      if (links.get(address) !== link) {
        connection.close()
        throw new BrokerError('bluetooth.closed', `The connection to "${address}" was ended before it was made`)
      }
      link.connection = connection
      return true
    } catch (error) {
      if (links.get(address) === link) links.delete(address)
      throw error
    }
  }

  host.onStop(() => {
    endScan?.()
    for (const [address, link] of links) end(address, link)
  })
  sandbox.grants.onWithdrawn('bluetooth', () => {
    endScan?.()
    for (const [address, link] of links) {
      tell(link, 'close', [])
      end(address, link)
    }
  })

  return {
    /** Waits until the search is over; answers the devices that were found. */
    scan(call) {
      host.require('bluetooth', call.functionName)
      call.charge(callCost)
      const fields = new Fields(call, 1, 'options', ['duration'], { optional: true })
      const durationMs = fields.optionalInteger('duration', 100, limits.bluetoothScanMs) ?? usualScanMs
      call.willWait()
      if (endScan !== undefined) throw new BrokerError('bluetooth.busy', 'A search for devices runs already')
      host.note(call.functionName, 'bluetooth')
      return scan(durationMs)
    },
    /** Waits until the connection is made. */
    connect(call) {
      const address = addressOf(call)
      call.willWait()
      if (links.has(address)) throw new BrokerError('bluetooth.connected', `"${address}" is connected already`)
      if (links.size >= limits.bluetoothConnections) {
        host.note(call.functionName, address, 'bluetooth.too_many')
        throw new BrokerError(
          'bluetooth.too_many',
          `${limits.bluetoothConnections} devices are connected already. Disconnect one`,
        )
      }
      host.note(call.functionName, address)
      return connect(address)
    },
    /** One handler for each event; a later one takes its place. */
    on(call) {
      const address = addressOf(call)
      const name = call.text(2, 'event')
      const event = events.find((known) => known === name)
      if (event === undefined)
        return call.wrong(2, 'event', `"${name}"`, events.map((known) => `"${known}"`).join(' or '))
      const handler = call.function(3, 'handler')
      const { handlers } = releasing(handler, () => requireLink(address, call))
      handlers.get(event)?.release()
      handlers.set(event, handler)
      return undefined
    },
    /** Waits until it is on its way. */
    send(call) {
      const address = addressOf(call)
      const data = call.bytes(2, 'data')
      if (data.length > limits.bluetoothSendBytes)
        return call.wrong(2, 'data', `${data.length} bytes long`, `at most ${limits.bluetoothSendBytes}`)
      call.charge(data.length >> 3)
      const { connection } = requireLink(address, call)
      call.willWait()
      return connection.send(data).then(() => true)
    },
    /** Answers whether there was such a connection. */
    disconnect(call) {
      const address = addressOf(call)
      const link = links.get(address)
      if (link === undefined) return false
      end(address, link)
      return true
    },
  }
}

/** Lets go of the function when what comes after it is refused. */
function releasing<T>(fn: LuaFunctionRef, work: () => T): T {
  try {
    return work()
  } catch (error) {
    fn.release()
    throw error
  }
}
