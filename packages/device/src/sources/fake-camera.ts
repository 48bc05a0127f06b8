import { readFileSync } from 'node:fs'
import { BrokerError } from '@mosis/sandbox'
import type { CameraSettings, Picture } from '@mosis/sandbox'
import { attempt } from './attempt.ts'
import type { FakeHappening } from './fake-values.ts'
import { drawTestPicture, readPicture } from './pictures.ts'
import type { CameraSource } from './sources.ts'

/** A camera that always sees the same picture. */
export function fakeCamera(tell: (happening: FakeHappening) => void) {
  const watchers = new Set<() => void>()
  let given: Picture | null | undefined
  let open = 0

  function pictureFor({ width, height }: CameraSettings): Picture {
    if (given === null) throw new BrokerError('camera.unavailable', 'This device has no camera')
    return given ?? testPicture(width, height)
  }

  const source: CameraSource = {
    open(settings) {
      return attempt(() => {
        pictureFor(settings)
        open += 1
        tell({ kind: 'camera', isOn: true, facing: settings.facing })
        let isOpen = true
        const stops = new Set<() => void>()
        return {
          takePicture: () => attempt(() => pictureFor(settings)),
          watch(see) {
            const look = () => {
              if (given !== null) see(pictureFor(settings))
            }
            const stop = () => {
              watchers.delete(look)
              stops.delete(stop)
            }
            watchers.add(look)
            stops.add(stop)
            look()
            return stop
          },
          close() {
            if (!isOpen) return
            isOpen = false
            open -= 1
            for (const stop of stops) stop()
            tell({ kind: 'camera', isOn: false, facing: settings.facing })
          },
        }
      })
    },
  }

  return {
    source,
    open: () => open,
    set(picture: string | Uint8Array | null) {
      given = picture === null ? null : openPicture(picture)
      for (const look of watchers) look()
    },
  }
}

const drawn = new Map<string, Picture>()

function testPicture(width: number, height: number): Picture {
  const size = `${width}x${height}`
  const picture = drawn.get(size) ?? drawTestPicture(width, height)
  drawn.set(size, picture)
  return picture
}

function openPicture(picture: string | Uint8Array): Picture {
  const bytes = typeof picture === 'string' ? new Uint8Array(readFileSync(picture)) : picture
  const found = readPicture(bytes)
  if (found) return found
  const name = typeof picture === 'string' ? `"${picture}"` : 'this picture'
  throw new Error(`Cannot show ${name} to the camera: it is neither PNG nor JPEG`)
}
