import { h } from 'preact'
import { useRef } from 'preact/hooks'
import type { SourcesView } from '../../../protocol.ts'
import { store } from '../../store.ts'
import { readTrack } from '../read-track.ts'
import { FileButton, Part, fail } from './part.ts'

/** Where the phone is. */
export function LocationPart({ position }: { position: SourcesView['position'] }) {
  const form = useRef<HTMLFormElement>(null)
  const set = (event: Event) => {
    event.preventDefault()
    const values = new FormData(form.current ?? undefined)
    const numberOf = (name: string) => Number(values.get(name))
    store.do('location', {
      latitude: numberOf('latitude'),
      longitude: numberOf('longitude'),
      accuracy: numberOf('accuracy'),
    })
  }
  const fields = [
    ['latitude', position?.latitude ?? 0],
    ['longitude', position?.longitude ?? 0],
    ['accuracy', position?.accuracy ?? 5],
  ] as const
  return h(
    Part,
    { title: 'Location', ...(position === null && { state: 'lost' }) },
    h(
      'form',
      { class: 'fields', ref: form, onSubmit: set },
      fields.map(([name, value]) =>
        h(
          'label',
          { key: name },
          name,
          h('input', { name, type: 'number', step: 'any', value, required: true, key: value }),
        ),
      ),
      h('button', { class: 'button', title: 'mosis sim location 52.52 13.40' }, 'Set'),
    ),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'button', onClick: askBrowser }, 'Use this browser’s'),
      h(FileButton, { label: 'Walk a track …', accept: '.gpx,.json', onFile: (file) => void walk(file).catch(fail) }),
      h(
        'button',
        { type: 'button', class: 'button', onClick: () => store.do('location', { isLost: true }) },
        'Lose it',
      ),
    ),
  )
}

function askBrowser() {
  navigator.geolocation.getCurrentPosition(
    ({ coords: { latitude, longitude, accuracy } }) => store.do('location', { latitude, longitude, accuracy }),
    ({ message }) => store.set({ notice: `The browser does not tell where it is: ${message}` }),
  )
}

const walk = async (file: File) => store.do('location', { track: readTrack(file.name, await file.text()) })
