import { h } from 'preact'
import type { SourcesView } from '../../../protocol.ts'
import { store } from '../../store.ts'
import { Part, valueOf } from './part.ts'

const poses = [
  ['On a table', { x: 0, y: 0, z: 9.81 }],
  ['Upright', { x: 0, y: 9.81, z: 0 }],
  ['On its side', { x: 9.81, y: 0, z: 0 }],
  ['Falling', { x: 0, y: 0, z: 0 }],
] as const

const motions = [
  ['accelerometer', 'm/s²', 20, 0.1],
  ['gyroscope', 'rad/s', 10, 0.1],
  ['magnetometer', 'µT', 100, 1],
] as const

const shakeMs = 60
const shakes = [18, -18, 14, -14, 9, -9, 0]

async function shake() {
  for (const x of shakes) {
    store.do('sensor', { sensor: 'accelerometer', x, y: x / 2, z: 9.81 })
    await new Promise((resolve) => void setTimeout(resolve, shakeMs))
  }
  store.do('sensor', { sensor: 'accelerometer', x: 0, y: 0, z: 9.81 })
}

/** How the phone is held and moved, and the heart of who holds it. */
export function MotionPart({ readings }: { readings: SourcesView['readings'] }) {
  return h(
    Part,
    { title: 'Motion and body' },
    h(
      'div',
      { class: 'row' },
      poses.map(([label, reading]) =>
        h(
          'button',
          {
            type: 'button',
            class: 'button',
            key: label,
            onClick: () => store.do('sensor', { sensor: 'accelerometer', ...reading }),
          },
          label,
        ),
      ),
      h('button', { type: 'button', class: 'button', onClick: () => void shake() }, 'Shake'),
    ),
    motions.map(([sensor, unit, most, step]) => {
      const reading = readings[sensor] ?? { x: 0, y: 0, z: 0 }
      return h(
        'fieldset',
        { key: sensor, class: 'sliders' },
        h('legend', null, `${sensor} (${unit})`),
        (['x', 'y', 'z'] as const).map((axis) =>
          h(
            'label',
            { key: axis },
            h('span', null, axis),
            h('input', {
              type: 'range',
              min: -most,
              max: most,
              step,
              value: reading[axis],
              'aria-label': `${sensor} ${axis}`,
              onInput: (event: Event) => store.do('sensor', { sensor, ...reading, [axis]: Number(valueOf(event)) }),
            }),
            h('output', { class: 'figure' }, reading[axis].toFixed(1)),
          ),
        ),
      )
    }),
    h(
      'fieldset',
      { class: 'sliders' },
      h('legend', null, 'heart rate (beats a minute)'),
      h(
        'label',
        null,
        h('span', null, '♥'),
        h('input', {
          type: 'range',
          min: 30,
          max: 220,
          value: readings.heartrate?.bpm ?? 72,
          'aria-label': 'heart rate',
          onInput: (event: Event) => store.do('sensor', { sensor: 'heartrate', bpm: Number(valueOf(event)) }),
        }),
        h('output', { class: 'figure' }, String(readings.heartrate?.bpm ?? 72)),
      ),
    ),
  )
}
