import { h } from 'preact'
import { useState } from 'preact/hooks'
import { toBase64 } from '../../base64.ts'
import { hearWithBrowser, seeWithBrowser } from '../../browser-devices.ts'
import { store } from '../../store.ts'
import { FileButton, Part, fail } from './part.ts'

/** What the camera sees. */
export function CameraPart({ isOn }: { isOn: boolean }) {
  const [stop, setStop] = useState<(() => void) | null>(null)
  const toggle = async () => {
    if (stop) {
      stop()
      setStop(null)
      return
    }
    const end = await seeWithBrowser((base64) => store.do('camera', { base64 }))
    setStop(() => end)
  }
  return h(
    Part,
    { title: 'Camera', ...(isOn && { state: 'in use' }) },
    h('p', { class: 'quiet' }, 'Without a picture the app sees a test picture.'),
    h(
      'div',
      { class: 'row' },
      h(FileButton, {
        label: 'Picture …',
        accept: 'image/png,image/jpeg',
        onFile: (file) => void sendFile('camera', file).catch(fail),
      }),
      h(
        'button',
        { type: 'button', class: 'button', 'aria-pressed': stop !== null, onClick: () => void toggle().catch(fail) },
        stop ? 'Stop this computer’s camera' : 'Use this computer’s camera',
      ),
    ),
  )
}

const recordMs = 3000

/** What the microphone hears. */
export function MicrophonePart({ isOn }: { isOn: boolean }) {
  const [isRecording, setIsRecording] = useState(false)
  const record = async () => {
    setIsRecording(true)
    try {
      store.do('microphone', { base64: await hearWithBrowser(recordMs) })
    } finally {
      setIsRecording(false)
    }
  }
  return h(
    Part,
    { title: 'Microphone', ...(isOn && { state: 'in use' }) },
    h('p', { class: 'quiet' }, 'Without a sound the app hears a quiet tone.'),
    h(
      'div',
      { class: 'row' },
      h(FileButton, {
        label: 'WAV file …',
        accept: '.wav,audio/wav',
        onFile: (file) => void sendFile('microphone', file).catch(fail),
      }),
      h(
        'button',
        { type: 'button', class: 'button', disabled: isRecording, onClick: () => void record().catch(fail) },
        isRecording ? 'Recording …' : 'Record 3 s with this computer',
      ),
    ),
  )
}

async function sendFile(verb: 'camera' | 'microphone', file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer())
  await store.connection.ask(verb, { base64: toBase64(bytes) })
}
