import { BrokerError } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { CameraBroker, CameraSettings, OpenCamera, Picture } from '../source-brokers.ts'
import type { LuaInput } from '../values.ts'
import { encodeBase64 } from './base64.ts'
import { Fields } from './fields.ts'

const sizes = { '480p': [640, 480], '720p': [1280, 720], '1080p': [1920, 1080] } as const
const resolutions = Object.keys(sizes) as (keyof typeof sizes)[]
/** Starting a camera costs the device far more than the app's own code that does. */
const startCost = 5000

/** `camera`: one at a time; starting it again starts it anew. What the camera says comes back in the picture's `error` field. */
export function cameraModule(host: ModuleHost, broker: CameraBroker): HostModule {
  const { limits } = host.sandbox
  let camera: OpenCamera | undefined
  /** Counts starts and stops, so that one that took its time knows whether it still counts. */
  let turn = 0
  let captures = 0

  function stop(): void {
    turn++
    camera?.close()
    camera = undefined
  }

  async function start(settings: CameraSettings): Promise<LuaInput> {
    stop()
    const own = turn
    const opened = await broker.open(settings)
    if (own !== turn) {
      opened.close()
      throw new BrokerError('camera.stopped', 'The camera was stopped before it was on')
    }
    camera = opened
    return true
  }

  async function take(from: OpenCamera): Promise<LuaInput> {
    captures++
    try {
      return toImage(await from.takePicture(), limits.stringBytes)
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error
      return { error: `${error.code}: ${error.message}` }
    } finally {
      captures--
    }
  }

  host.onStop(stop)
  host.sandbox.grants.onWithdrawn('camera', stop)

  return {
    /** Waits until the camera is on. */
    start(call) {
      host.require('camera', call.functionName)
      call.charge(startCost)
      const fields = new Fields(call, 1, 'settings', ['facing', 'resolution', 'target'], { optional: true })
      const facing = fields.optionalChoice('facing', ['back', 'front']) ?? 'back'
      const [width, height] = sizes[fields.optionalChoice('resolution', resolutions) ?? '720p']
      const target = fields.optionalText('target')
      call.willWait()
      host.note(call.functionName, facing)
      return start({ facing, width, height, ...(target !== undefined && { target }) })
    },
    /** Calls back with the picture. */
    capture(call) {
      host.use('camera', call.functionName)
      call.charge(startCost)
      const callback = call.function(1, 'callback')
      if (camera === undefined || captures >= limits.captures) {
        callback.release()
        if (camera !== undefined)
          throw new BrokerError('camera.busy', `${limits.captures} pictures are being taken already`)
        throw new LuaError(
          'camera.not_started',
          'Cannot call camera.capture: the camera is off. Call camera.start first',
        )
      }
      void host.answer(callback, take(camera), call.functionName)
      return true
    },
    stop,
  }
}

function toImage({ bytes, type, width, height }: Picture, maxBytes: number): LuaInput {
  const data = encodeBase64(bytes)
  if (data.length <= maxBytes) return { data, width, height, type: type.slice('image/'.length) }
  const message = `The picture has ${data.length} bytes in base64, a string holds ${maxBytes}. Use a lower resolution`
  return { error: `camera.too_large: ${message}` }
}
