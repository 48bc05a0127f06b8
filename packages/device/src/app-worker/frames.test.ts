import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ScreenUpdate } from '@mosis/screen'
import { standardViewport } from '@mosis/screen'
import { createFrames } from './frames.ts'
import type { FromWorker } from './messages.ts'
import { createPainting } from './painting.ts'
import { createTrialClock } from './trial/clock.ts'

/** Frames on a clock that a test moves; `moves` says how soon the next picture is wanted. */
function openFrames() {
  const clock = createTrialClock(0)
  const drawn: number[] = []
  const wanted = { nextMs: undefined as number | undefined, onDraw: () => {} }
  const draw = () => {
    drawn.push(clock.now())
    wanted.onDraw()
    return wanted.nextMs
  }
  return { clock, drawn, wanted, frames: createFrames({ clock, frameMs: 16, draw }) }
}

test('nothing is drawn while nothing is different', async () => {
  const { clock, drawn, frames } = openFrames()
  await clock.advance(1000)
  assert.deepEqual(drawn, [])
  frames.request()
  await clock.advance(1000)
  assert.equal(drawn.length, 1)
})

test('however often something changes, there are sixty pictures a second at most', async () => {
  const { clock, drawn, frames } = openFrames()
  for (let ms = 0; ms < 100; ms += 2) {
    frames.request()
    frames.request()
    await clock.advance(2)
  }
  assert.deepEqual(drawn, [0, 16, 32, 48, 64, 80, 96])
})

test('what moves is drawn until it stands, and what a picture changes is in the next one', async () => {
  const { clock, drawn, wanted, frames } = openFrames()
  wanted.nextMs = 16
  frames.request()
  await clock.advance(40)
  wanted.nextMs = undefined
  await clock.advance(1000)
  assert.deepEqual(drawn, [0, 16, 32, 48])
  let changes = 2
  wanted.onDraw = () => {
    changes -= 1
    if (changes > 0) frames.request()
  }
  frames.request()
  await clock.advance(1000)
  assert.deepEqual(drawn.slice(4), [1040, 1056])
})

test('nothing is drawn while the app is not to be seen; then what became different meanwhile', async () => {
  const { clock, drawn, wanted, frames } = openFrames()
  wanted.nextMs = 16
  frames.request()
  await clock.advance(20)
  frames.setPaused(true)
  frames.request()
  await clock.advance(1000)
  assert.deepEqual(drawn, [0, 16])
  wanted.nextMs = undefined
  frames.setPaused(false)
  await clock.advance(1000)
  assert.deepEqual(drawn, [0, 16, 1020])
})

test('two updates are on their way at most; what is held back goes as one', () => {
  const sent: { update: ScreenUpdate; isAsked: boolean }[] = []
  let rooms = 0
  const painting = createPainting({
    post(message: FromWorker) {
      if (message.type === 'screen') sent.push(message)
    },
    paintable: () => ({
      snapshot: (number) => ({
        kind: 'snapshot',
        number,
        path: 'a',
        title: '',
        viewport: standardViewport,
        background: '',
        fonts: [],
        root: null,
        focus: null,
      }),
      takePatch: (number) => ({ kind: 'patch', number, ops: [] }),
    }),
    onRoom: () => (rooms += 1),
  })
  painting.send()
  assert.equal(sent.length, 0)
  painting.setWatched(true)
  for (let frame = 0; frame < 5; frame += 1) painting.send()
  assert.deepEqual(
    sent.map(({ update }) => [update.kind, update.number]),
    [
      ['snapshot', 1],
      ['patch', 2],
    ],
  )
  painting.taken()
  assert.equal(rooms, 1)
  painting.send()
  painting.sendWhole()
  assert.deepEqual(
    sent.slice(2).map(({ update, isAsked }) => [update.kind, update.number, isAsked]),
    [
      ['patch', 3, false],
      ['patch', 4, false],
      ['snapshot', 4, true],
    ],
  )
})
