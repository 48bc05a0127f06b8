import { randomFillSync } from 'node:crypto'
import { smallApp } from '../../packages/testkit/src/sample-apps.ts'

const soundBytes = 76_500

/** An app that runs, and about so many bytes of sound, which do not get smaller in the package. */
export function sizedApp(id: string, versionCode: number, sizeBytes: number): Map<string, Buffer> {
  const files = smallApp(id, versionCode)
  for (let number = 0; number * soundBytes < sizeBytes; number += 1) {
    const sound = randomFillSync(Buffer.alloc(Math.min(soundBytes, sizeBytes - number * soundBytes + 4)))
    sound.write('OggS\0', 'latin1')
    files.set(`assets/sound-${String(number).padStart(4, '0')}.ogg`, sound)
  }
  return files
}
