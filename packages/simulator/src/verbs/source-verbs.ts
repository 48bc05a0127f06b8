import { readFile } from 'node:fs/promises'
import type { FakeValues } from '@mosis/device'
import { SimulatorError } from '../errors.ts'
import { choiceOf, findNumber, findText, numberOf, rowsOf, textOf } from './arguments.ts'
import type { Args } from './arguments.ts'
import type { Verb, VerbContext } from './verb.ts'

/** What the phone sees, hears and feels. */
export const sourceVerbs = {
  location({ sources }, args) {
    if (args['track'] !== undefined) return sources.set({ position: rowsOf(args, 'track').map(toTimedPosition) })
    if (args['isLost'] === true) return sources.set({ position: null })
    return sources.set({ position: toPosition(args) })
  },
  sensor({ sources }, args) {
    const name = choiceOf(args, 'sensor', ['accelerometer', 'gyroscope', 'magnetometer', 'heartrate'])
    const reading =
      name === 'heartrate'
        ? { bpm: numberOf(args, 'bpm') }
        : { x: numberOf(args, 'x'), y: numberOf(args, 'y'), z: numberOf(args, 'z') }
    sources.set({ readings: { [name]: reading } })
  },
  clipboard: ({ sources }, args) => sources.set({ clipboard: textOf(args, 'text') }),
  contacts: ({ sources }, args) => sources.set({ contacts: rowsOf(args, 'contacts').map(toContact) }),
  bluetooth: ({ sources }, args) => sources.set({ devices: rowsOf(args, 'devices').map(toDevice) }),
  camera: (context, args) => setMedium(context, args, 'picture'),
  microphone: (context, args) => setMedium(context, args, 'sound'),
} satisfies Record<string, Verb>

/** A file by its path, or its bytes in base64 from a page. Nothing: what stands in for the thing. */
async function setMedium({ sources }: VerbContext, args: Args, kind: 'picture' | 'sound') {
  const path = findText(args, 'path')
  const bytes = path === undefined ? Buffer.from(textOf(args, 'base64'), 'base64') : await readMedium(path)
  try {
    sources.set({ [kind]: new Uint8Array(bytes) } satisfies FakeValues)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new SimulatorError('simulator.wrong_argument', message, { cause: error })
  }
}

async function readMedium(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new SimulatorError('simulator.wrong_argument', `Cannot read "${path}"`, { cause })
  }
}

function toPosition(row: Args) {
  const [latitude, longitude] = [numberOf(row, 'latitude'), numberOf(row, 'longitude')]
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    throw new SimulatorError('simulator.wrong_argument', `There is no place ${latitude}, ${longitude} on Earth`)
  }
  const accuracy = findNumber(row, 'accuracy')
  return { latitude, longitude, ...(accuracy !== undefined && { accuracy }) }
}

const toTimedPosition = (row: Args) => ({ ...toPosition(row), atMs: numberOf(row, 'atMs') })

const toContact = (row: Args) => ({
  name: findText(row, 'name') ?? '',
  phone: findText(row, 'phone') ?? '',
  email: findText(row, 'email') ?? '',
})

const toDevice = (row: Args) => ({ address: textOf(row, 'address'), name: findText(row, 'name') ?? '' })
