import type { HostFunction } from '../arguments.ts'
import type { NetworkBroker, WebSocketConnection } from '../brokers.ts'
import type { ModuleHost } from '../module-host.ts'
import { failed } from '../values.ts'
import type { LuaFunctionRef, LuaInput } from '../values.ts'
import { requireUrl } from './network.ts'
import type { Connections } from './network.ts'

const events = ['open', 'message', 'close', 'error'] as const
type EventName = (typeof events)[number]

interface Socket {
  connection: WebSocketConnection | undefined
  isOpen: boolean
  isClosed: boolean
  handlers: Map<EventName, LuaFunctionRef>
}

const connectCost = 5000
const normalClose = 1000

/** `network.websocket`: answers at once; whether it could connect is told by its events. */
export function webSocketFunction(host: ModuleHost, broker: NetworkBroker, connections: Connections): HostFunction {
  const { sandbox } = host
  const { stringBytes } = sandbox.limits
  const sockets = new Set<Socket>()

  function tell(socket: Socket, event: EventName, args: LuaInput[]): void {
    const handler = socket.handlers.get(event)
    if (handler !== undefined && !sandbox.isStopped) void host.run(handler, args, 'event')
  }

  /** After this no handler runs any more. */
  function end(socket: Socket): void {
    if (socket.isClosed) return
    socket.isClosed = true
    socket.isOpen = false
    sockets.delete(socket)
    connections.count--
    for (const handler of socket.handlers.values()) handler.release()
    socket.handlers.clear()
  }

  host.onStop(() => {
    for (const socket of sockets) {
      socket.connection?.close(normalClose, '')
      end(socket)
    }
  })

  sandbox.defineClass<Socket>({
    name: 'WebSocket',
    methods: {
      /** One handler for each event; a later one takes its place. */
      on(socket, call) {
        const name = call.text(1, 'event')
        const event = events.find((known) => known === name)
        if (event === undefined)
          return call.wrong(1, 'event', `"${name}"`, events.map((known) => `"${known}"`).join(' or '))
        const handler = call.function(2, 'handler')
        if (socket.isClosed) return handler.release()
        socket.handlers.get(event)?.release()
        socket.handlers.set(event, handler)
        return undefined
      },
      send(socket, call) {
        const data = call.value(1)
        if (typeof data !== 'string' && !(data instanceof Uint8Array)) {
          return call.wrong(1, 'data', 'no string', 'a string')
        }
        call.charge(500 + (data.length >> 3))
        if (!socket.isOpen) return failed('network.closed', 'Cannot send: the connection is not open')
        if (socket.connection?.send(data) === true) return true
        return failed('network.backlog', 'Cannot send: too much waits to be sent already')
      },
      close(socket, call) {
        const code = call.isAbsent(1) ? normalClose : call.integer(1, 'code', { min: 1000, max: 4999 })
        const reason = call.isAbsent(2) ? '' : call.text(2, 'reason')
        if (code !== normalClose && code < 3000)
          return call.wrong(1, 'code', String(code), '1000 or between 3000 and 4999')
        if (new TextEncoder().encode(reason).length > 123)
          return call.wrong(2, 'reason', 'longer than 123 bytes', 'shorter')
        if (!socket.isClosed) socket.connection?.close(code, reason)
        return undefined
      },
    },
  })

  return (call) => {
    host.require('network.websocket', call.functionName)
    call.charge(connectCost)
    const url = requireUrl(host, call, call.text(1, 'url'), 'ws')
    if (connections.count >= connections.max) {
      return failed('network.too_many', `${connections.max} connections of this app are open already`)
    }
    host.note('network.websocket', url.host)
    const socket: Socket = { connection: undefined, isOpen: false, isClosed: false, handlers: new Map() }
    socket.connection = broker.openWebSocket(url.href, stringBytes, {
      open() {
        if (socket.isClosed) return
        socket.isOpen = true
        tell(socket, 'open', [])
      },
      message(data) {
        if (!socket.isClosed) tell(socket, 'message', [data])
      },
      close(code, reason) {
        if (socket.isClosed) return
        tell(socket, 'close', [code, reason])
        end(socket)
      },
      error(code, message) {
        if (!socket.isClosed) tell(socket, 'error', [`${code}: ${message}`])
      },
    })
    connections.count++
    sockets.add(socket)
    return sandbox.toLua('WebSocket', socket)
  }
}
