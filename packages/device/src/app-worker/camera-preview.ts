import { BrokerError } from '@mosis/sandbox'
import type { CameraBroker } from '@mosis/sandbox'
import { showVideo } from '@mosis/screen'
import type { ScreenElement } from '@mosis/screen'

/** A camera that shows what it sees in the element whose id the app named, for as long as it is on. */
export function withPreview(camera: CameraBroker, findElement: (id: string) => ScreenElement | null): CameraBroker {
  return {
    async open(settings) {
      const { target } = settings
      const element = target === undefined ? null : findElement(target)
      if (target !== undefined && !element) {
        throw new BrokerError('camera.no_target', `There is no element with the id "${target}" on the screen`)
      }
      const opened = await camera.open(settings)
      if (!element) return opened
      showVideo(element, 'camera')
      return {
        takePicture: () => opened.takePicture(),
        close() {
          showVideo(element, null)
          opened.close()
        },
      }
    },
  }
}
