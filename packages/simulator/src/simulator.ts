import type { Line, RunningApp } from '@mosis/device'
import type { ScreenInput } from '@mosis/screen'
import type { WebSocket } from 'ws'
import type { ControlAnswer, ControlCall } from './control/read-control.ts'
import { isRecord } from './control/read-control.ts'
import { SimulatorError } from './errors.ts'
import { createPhone } from './phone/phone.ts'
import type { Phone, PhoneOptions } from './phone/phone.ts'
import type { ConsoleEntry, FromPage, ToPage } from './protocol.ts'
import { bundlePage } from './server/page-bundle.ts'
import { startPageServer } from './server/serve.ts'
import { createPhoneSources } from './sources/phone-sources.ts'
import { drawScreen } from './screenshot/draw-screen.ts'
import { doVerb } from './verbs/do-verb.ts'
import type { VerbContext } from './verbs/verb.ts'

export interface SimulatorOptions extends Pick<
  PhoneOptions,
  'mode' | 'project' | 'home' | 'grants' | 'maps' | 'surroundings'
> {
  /** 0 takes any that is free. */
  port?: number
  now?: () => number
  onLine?: (line: Line) => void
  onConsole?(entry: ConsoleEntry): void
}

/** A phone with its web server; browsers come and go. */
export interface Simulator {
  /** The address that lets a browser in. */
  url: string
  origin: string
  controlToken: string
  phone: Phone
  /** For `doVerb`. */
  context: VerbContext
  close(): Promise<void>
}

/** One browser that shows the phone. */
interface Watcher {
  socket: WebSocket
  /** Ends the updates of the screen. */
  unwatch(): void
}

/** A browser that is so far behind is waited for: then it gets a whole picture instead of every step. */
const maxWaitingBytes = 1024 * 1024

/** Starts the phone's server and opens the app. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { now = Date.now, onLine = () => undefined } = options
  const page = bundlePage()
  // Whoever asks for the page is told; until then nobody listens.
  page.catch(() => undefined)
  const watchers = new Set<Watcher>()
  /** The browser whose boxes count: the first one. Several would tell the app several layouts. */
  let leader: Watcher | undefined
  let isPhoneDue = false
  /** What the camera sees; a page that comes later sees it too. */
  let video: ToPage | undefined

  const sources = createPhoneSources({ now, onChange: tellPhone })
  const phone = createPhone({
    ...options,
    sources,
    now,
    onLine,
    onChange: tellPhone,
    onApp(app) {
      for (const watcher of watchers) watchScreen(watcher, app)
      video = undefined
      app?.watchVideo((source, picture) => {
        const shown = picture && { type: picture.type, base64: Buffer.from(picture.bytes).toString('base64') }
        video = { type: 'video', source, picture: shown }
        broadcast(video)
      })
    },
    onConsole(entry) {
      options.onConsole?.(entry)
      broadcast({ type: 'console', entries: [entry], isWhole: false })
    },
  })

  function tellPhone() {
    if (isPhoneDue) return
    isPhoneDue = true
    // Several things change in one step; pages are told once.
    queueMicrotask(() => {
      isPhoneDue = false
      broadcast({ type: 'phone', phone: phone.view() })
    })
  }

  function broadcast(message: ToPage) {
    const text = JSON.stringify(message)
    for (const { socket } of watchers) if (socket.readyState === socket.OPEN) socket.send(text)
  }

  function tell({ socket }: Watcher, message: ToPage): void | Promise<void> {
    if (socket.readyState !== socket.OPEN) return undefined
    const text = JSON.stringify(message)
    if (socket.bufferedAmount < maxWaitingBytes) return socket.send(text)
    return new Promise((resolve) => socket.send(text, () => resolve()))
  }

  function watchScreen(watcher: Watcher, app: RunningApp | undefined) {
    watcher.unwatch()
    watcher.unwatch = app?.screen.watch((update) => tell(watcher, { type: 'screen', update })) ?? (() => undefined)
  }

  function lead(watcher: Watcher | undefined) {
    leader = watcher
    if (!watcher) return
    void tell(watcher, { type: 'leader', isLeader: true })
  }

  function onPage(socket: WebSocket) {
    const watcher: Watcher = { socket, unwatch: () => undefined }
    watchers.add(watcher)
    socket.on('message', (data) => {
      const message = readMessage((data as Buffer).toString('utf8'))
      if (message) void receive(watcher, message)
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      watchers.delete(watcher)
      watcher.unwatch()
      if (leader === watcher) lead([...watchers][0])
    })
    void tell(watcher, { type: 'phone', phone: phone.view() })
    void tell(watcher, { type: 'console', entries: phone.console.since(0), isWhole: true })
    watchScreen(watcher, phone.findApp())
    if (video) void tell(watcher, video)
    if (!leader) lead(watcher)
  }

  async function receive(watcher: Watcher, message: FromPage) {
    switch (message.type) {
      case 'input':
        if (message.input.kind === 'boxes' && watcher !== leader) return
        phone.findApp()?.screen.input(message.input)
        return
      case 'snapshot':
        watchScreen(watcher, phone.findApp())
        return
      case 'do': {
        const answer = await control({ verb: message.verb, args: message.args })
        void tell(watcher, { type: 'answer', id: message.id, ...answer })
      }
    }
  }

  async function control({ verb, args }: ControlCall): Promise<ControlAnswer> {
    try {
      return { ok: true, value: (await doVerb(context, verb, args)) ?? null }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal'
      const fix = error instanceof SimulatorError && error.fix !== undefined ? { fix: error.fix } : {}
      return { ok: false, code, message: error.message, ...fix }
    }
  }

  const server = await startPageServer({
    port: options.port ?? 0,
    page,
    readAsset: (path) => phone.readAsset(path),
    onPage,
    control,
  })
  const context: VerbContext = {
    phone,
    sources,
    now,
    drawScreen: () => drawScreen(server.url, phone.view().surroundings),
  }
  return {
    url: server.url,
    origin: server.origin,
    controlToken: server.doors.controlToken,
    phone,
    context,
    async close() {
      broadcast({ type: 'bye' })
      await phone.end()
      await server.close()
    },
  }
}

/** What a page says; anything else is left alone. Positions and texts are checked by whoever takes them. */
function readMessage(text: string): FromPage | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // No page of ours sends this.
    return undefined
  }
  if (!isRecord(value)) return undefined
  if (value['type'] === 'snapshot') return { type: 'snapshot' }
  if (value['type'] === 'input' && isRecord(value['input'])) {
    return { type: 'input', input: value['input'] as unknown as ScreenInput }
  }
  const { type, id, verb, args } = value
  if (type !== 'do' || typeof id !== 'number' || typeof verb !== 'string' || !isRecord(args)) return undefined
  return { type: 'do', id, verb, args }
}
