import { BrokerError } from '@mosis/sandbox'
import type { Clock, LocationBroker, Position, SensorBroker, SensorName, SensorReading } from '@mosis/sandbox'
import { attempt } from './attempt.ts'
import type { FakePosition, FakeValues } from './fake-values.ts'
import { createTimeline } from './timeline.ts'
import type { Timeline } from './timeline.ts'

/** Where the zero meridian crosses the observatory that it was drawn through. */
const somewhere: FakePosition = { latitude: 51.477811, longitude: -0.001475 }
const usualAccuracy = 5

/** A location that was said, or a way that is walked. */
export function fakeLocation(clock: Clock) {
  const way = createTimeline<FakePosition>(clock)
  let isMissing = false
  way.set(somewhere)

  function current(): Position | undefined {
    const here = way.current()
    return here && toPosition(here)
  }

  const source: LocationBroker = {
    locate: () =>
      attempt(() => {
        const here = current()
        if (here) return here
        throw isMissing ? noLocation() : new BrokerError('location.timeout', 'The position is not known yet')
      }),
    watch(listener) {
      if (isMissing) {
        const { code, message } = noLocation()
        listener.failed(code, message)
      }
      return way.watch((here) => listener.moved(toPosition(here)))
    },
  }

  return {
    source,
    current,
    set(position: NonNullable<FakeValues['position']> | null) {
      isMissing = position === null
      way.set(position ?? undefined)
    },
  }
}

const noLocation = () => new BrokerError('location.unavailable', 'This device does not know where it is')

/** A track's own fields stay behind. */
function toPosition({ latitude, longitude, accuracy = usualAccuracy, altitude, speed, heading }: FakePosition) {
  return {
    latitude,
    longitude,
    accuracy,
    ...(altitude !== undefined && { altitude }),
    ...(speed !== undefined && { speed }),
    ...(heading !== undefined && { heading }),
  }
}

/** A phone that lies on a table, and the heart of somebody who sits beside it. */
const atRest: Record<SensorName, SensorReading> = {
  accelerometer: { x: 0, y: 0, z: 9.81 },
  gyroscope: { x: 0, y: 0, z: 0 },
  magnetometer: { x: 0, y: 22, z: -42 },
  heartrate: { bpm: 72 },
}

/** Sensors that read what was said. */
export function fakeSensors(clock: Clock) {
  const lines = new Map<SensorName, Timeline<SensorReading>>()
  const missing = new Set<SensorName>()
  const names = Object.keys(atRest) as SensorName[]
  for (const name of names) {
    const line = createTimeline<SensorReading>(clock)
    line.set(atRest[name])
    lines.set(name, line)
  }

  const source: SensorBroker = {
    watch(name, listener) {
      if (missing.has(name)) listener.failed('sensors.unavailable', `This device has no ${name}`)
      return lines.get(name)!.watch((reading) => listener.read(plain(reading)))
    },
  }

  return {
    source,
    current: () =>
      Object.fromEntries(
        names.flatMap((name) => {
          const reading = lines.get(name)!.current()
          return reading ? [[name, plain(reading)]] : []
        }),
      ),
    set(readings: NonNullable<FakeValues['readings']>) {
      for (const name of names) {
        const reading = readings[name]
        if (reading === undefined) continue
        if (reading === null) missing.add(name)
        else missing.delete(name)
        lines.get(name)!.set(reading ?? undefined)
      }
    },
  }
}

/** A track's own fields stay behind. */
const plain = (reading: SensorReading): SensorReading =>
  'bpm' in reading ? { bpm: reading.bpm } : { x: reading.x, y: reading.y, z: reading.z }
