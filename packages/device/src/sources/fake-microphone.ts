import { readFileSync } from 'node:fs'
import { BrokerError } from '@mosis/sandbox'
import type { MicrophoneBroker, Sound } from '@mosis/sandbox'
import { attempt } from './attempt.ts'
import type { FakeHappening } from './fake-values.ts'
import { makeTestSound, playSound, readWav } from './sounds.ts'

/** A microphone that hears one sound over and over. */
export function fakeMicrophone(tell: (happening: FakeHappening) => void) {
  let given: Sound | null | undefined
  let open = 0

  const source: MicrophoneBroker = {
    open(settings) {
      return attempt(() => {
        if (given === null) throw new BrokerError('microphone.unavailable', 'This device has no microphone')
        let isOpen = true
        open += 1
        tell({ kind: 'microphone', isOn: true })
        const close = () => {
          if (!isOpen) return
          isOpen = false
          open -= 1
          tell({ kind: 'microphone', isOn: false })
        }
        return {
          close,
          stop: (durationMs) =>
            attempt(() => {
              close()
              return playSound(given ?? makeTestSound(), settings, durationMs)
            }),
        }
      })
    },
  }

  return {
    source,
    open: () => open,
    set: (sound: string | Uint8Array | null) => void (given = sound === null ? null : openSound(sound)),
  }
}

function openSound(sound: string | Uint8Array): Sound {
  const bytes = typeof sound === 'string' ? new Uint8Array(readFileSync(sound)) : sound
  const found = readWav(bytes)
  if (found) return found
  const name = typeof sound === 'string' ? `"${sound}"` : 'this sound'
  throw new Error(`Cannot play ${name} to the microphone: it is no WAV file with samples of 16 bits`)
}
