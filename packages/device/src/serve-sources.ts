import { BrokerError } from '@mosis/sandbox'
import type { BluetoothConnection, MicrophoneSettings, OpenMicrophone, Picture, Sound } from '@mosis/sandbox'
import type { SourceAnswer, SourceCall, SourceCommand, SourceEvent } from './app-worker/source-messages.ts'
import type { CameraSource, LiveCamera, Sources } from './sources/sources.ts'

/** What a camera that is on sees, or null once it is off. */
export type VideoListener = (source: 'camera', picture: Picture | null) => void

/** The things of the phone as one app's thread reaches them. */
export interface SourceServer {
  answer(call: SourceCall): Promise<SourceAnswer>
  take(command: SourceCommand): void
  /** Tells what the app's camera sees, for those who paint its preview. Answers how to end it. */
  watchVideo(listener: VideoListener): () => void
  /** While the app is not to be seen it sees and hears nothing: camera and microphone go off and cannot be started. */
  setHidden(isHidden: boolean): void
  /** Ends everything that is open. */
  close(): void
}

interface SourceServerOptions {
  sources: Sources
  appId: string
  tell: (number: number, event: SourceEvent) => void
}

/** Something that stays open until it is ended. */
type Open =
  | { kind: 'camera'; camera: LiveCamera; end: () => void }
  | { kind: 'microphone'; microphone: OpenMicrophone; end: () => void }
  | { kind: 'bluetooth'; connection: BluetoothConnection; end: () => void }
  | { kind: 'watch'; end: () => void }

/** More than the sandbox lets an app open; whoever asks for more has left it. */
const maxOpen = 100

/** Answers what an app's thread asks of the phone. */
export function serveSources({ sources, appId, tell }: SourceServerOptions): SourceServer {
  const open = new Map<number, Open>()
  const opening = new Set<number>()
  const viewers = new Set<VideoListener>()
  let seen: Picture | null = null
  let isHidden = false

  function see(picture: Picture | null) {
    seen = picture
    for (const viewer of viewers) viewer('camera', picture)
  }

  /** Opens something and keeps it, unless its end came first. */
  async function begin(number: number, make: () => Promise<Open>): Promise<undefined> {
    opening.add(number)
    try {
      const opened = await make()
      if (opening.has(number) && !(isHidden && needsScreen(opened))) keep(number, opened)
      else opened.end()
    } finally {
      opening.delete(number)
    }
    return undefined
  }

  function keep(number: number, opened: Open) {
    if (open.size < maxOpen) open.set(number, opened)
    else opened.end()
  }

  function find<K extends Open['kind']>(number: number, kind: K): Open & { kind: K } {
    const found = open.get(number)
    // The kind says which of them it is.
    if (found?.kind === kind) return found as Open & { kind: K }
    throw new BrokerError(`${kind}.closed`, 'It was ended meanwhile')
  }

  function end(number: number) {
    opening.delete(number)
    const found = open.get(number)
    open.delete(number)
    found?.end()
  }

  function requireSeen(module: 'camera' | 'microphone') {
    if (isHidden) throw new BrokerError(`${module}.unavailable`, 'The app is not on the screen')
  }

  async function openCamera(settings: Parameters<CameraSource['open']>[0]): Promise<Open> {
    requireSeen('camera')
    const camera = await have(sources.camera, 'camera').open(settings)
    const stop = camera.watch(see)
    return {
      kind: 'camera',
      camera,
      end() {
        stop()
        camera.close()
        see(null)
      },
    }
  }

  async function openMicrophone(settings: MicrophoneSettings): Promise<Open> {
    requireSeen('microphone')
    const microphone = await have(sources.microphone, 'microphone').open(settings)
    return { kind: 'microphone', microphone, end: () => microphone.close() }
  }

  async function startScan(number: number): Promise<Open> {
    const stop = await have(sources.bluetooth, 'bluetooth').scan((device) => tell(number, { kind: 'found', device }))
    return { kind: 'watch', end: stop }
  }

  async function connect(number: number, address: string): Promise<Open> {
    const connection = await have(sources.bluetooth, 'bluetooth').connect(address, {
      data: (bytes) => tell(number, { kind: 'data', bytes }),
      closed() {
        open.delete(number)
        tell(number, { kind: 'closed' })
      },
    })
    return { kind: 'bluetooth', connection, end: () => connection.close() }
  }

  function stopMicrophone(number: number, durationMs: number): Promise<Sound> {
    const { microphone } = find(number, 'microphone')
    open.delete(number)
    return microphone.stop(durationMs)
  }

  function answer(call: SourceCall): Promise<SourceAnswer> {
    switch (call.op) {
      case 'camera-open':
        return begin(call.number, () => openCamera(call.settings))
      case 'camera-take':
        return find(call.number, 'camera').camera.takePicture()
      case 'microphone-open':
        return begin(call.number, () => openMicrophone(call.settings))
      case 'microphone-stop':
        return stopMicrophone(call.number, call.durationMs)
      case 'locate':
        return have(sources.location, 'location').locate()
      case 'clipboard-read':
        return have(sources.clipboard, 'clipboard').read()
      case 'clipboard-write':
        return done(have(sources.clipboard, 'clipboard').write(call.text))
      case 'notify':
        return done(have(sources.notifications, 'notifications').show({ ...call.notification, appId }))
      case 'contacts-query':
        return have(sources.contacts, 'contacts').query(call.query)
      case 'contacts-add':
        return have(sources.contacts, 'contacts').add(call.fields)
      case 'contacts-update':
        return done(have(sources.contacts, 'contacts').update(call.id, call.fields))
      case 'contacts-delete':
        return done(have(sources.contacts, 'contacts').delete(call.id))
      case 'bluetooth-scan':
        return begin(call.number, () => startScan(call.number))
      case 'bluetooth-connect':
        return begin(call.number, () => connect(call.number, call.address))
      default:
        return done(find(call.number, 'bluetooth').connection.send(call.bytes))
    }
  }

  function watch(command: SourceCommand & { op: 'watch-location' | 'watch-sensor' }) {
    const { number } = command
    const failed = (code: string, message: string) => tell(number, { kind: 'failed', code, message })
    try {
      const stop =
        command.op === 'watch-location'
          ? have(sources.location, 'location').watch({
              moved: (position) => tell(number, { kind: 'moved', position }),
              failed,
            })
          : have(sources.sensors, 'sensors').watch(command.sensor, {
              read: (reading) => tell(number, { kind: 'read', reading }),
              failed,
            })
      keep(number, { kind: 'watch', end: stop })
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error
      failed(error.code, error.message)
    }
  }

  return {
    // What is missing rejects.
    answer: async (call) => answer(call),
    take(command) {
      if (command.op === 'end') end(command.number)
      else watch(command)
    },
    watchVideo(listener) {
      viewers.add(listener)
      if (seen) listener('camera', seen)
      return () => void viewers.delete(listener)
    },
    setHidden(hidden) {
      isHidden = hidden
      if (!hidden) return
      for (const [number, opened] of open) if (needsScreen(opened)) end(number)
    },
    close() {
      opening.clear()
      for (const number of open.keys()) end(number)
      viewers.clear()
    },
  }
}

const needsScreen = ({ kind }: Open) => kind === 'camera' || kind === 'microphone'

async function done(work: Promise<void>): Promise<undefined> {
  await work
  return undefined
}

/** The thing, or what the app is told of a phone that does not have it. */
function have<T>(source: T | undefined, module: string): T {
  if (source !== undefined) return source
  throw new BrokerError(`${module}.unavailable`, `This device has no ${module}`)
}
