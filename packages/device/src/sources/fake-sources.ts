import type { Clock } from '@mosis/sandbox'
import { fakeBluetooth } from './fake-bluetooth.ts'
import { fakeCamera } from './fake-camera.ts'
import { fakeContacts } from './fake-contacts.ts'
import { fakeLocation, fakeSensors } from './fake-motion.ts'
import { fakeMicrophone } from './fake-microphone.ts'
import { fakeClipboard, fakeNotifications } from './fake-texts.ts'
import type { FakeHappening, FakeState, FakeValues } from './fake-values.ts'
import type { Sources } from './sources.ts'

/** A made-up phone: what its sensors say is set from outside, and what apps do with it can be seen. */
export interface FakeSources {
  /** To be given to the apps that run. */
  sources: Sources
  /** Changes what is named, at any time; a picture or sound that cannot be read throws and changes nothing. */
  set(values: FakeValues): void
  state(): FakeState
  /** Tells what apps do. Answers how to end it. */
  watch(listener: (happening: FakeHappening) => void): () => void
  /** Lets a Bluetooth device send something to the apps that are connected to it. */
  sendFromDevice(address: string, bytes: Uint8Array): void
  /** Breaks the connections to a Bluetooth device, as when it is carried away. */
  dropDevice(address: string): void
}

const systemClock: Clock = {
  now: () => Date.now(),
  // Nothing waits for a track to end.
  setTimer: (delayMs, run) => setTimeout(run, delayMs).unref(),
  clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
}

/** Makes a phone up; what no value is given for has a plain one. */
export function createFakeSources(values: FakeValues = {}, { clock = systemClock } = {}): FakeSources {
  const listeners = new Set<(happening: FakeHappening) => void>()
  const tell = (happening: FakeHappening) => {
    for (const listener of listeners) listener(happening)
  }
  const camera = fakeCamera(tell)
  const microphone = fakeMicrophone(tell)
  const location = fakeLocation(clock)
  const sensors = fakeSensors(clock)
  const clipboard = fakeClipboard(tell)
  const notifications = fakeNotifications(tell)
  const contacts = fakeContacts(tell)
  const bluetooth = fakeBluetooth(tell)

  function set({ picture, sound, position, readings, ...rest }: FakeValues) {
    // First what may throw.
    if (picture !== undefined) camera.set(picture)
    if (sound !== undefined) microphone.set(sound)
    if (position !== undefined) location.set(position)
    if (readings !== undefined) sensors.set(readings)
    if (rest.clipboard !== undefined) clipboard.set(rest.clipboard)
    if (rest.notifications !== undefined) notifications.set(rest.notifications)
    if (rest.contacts !== undefined) contacts.set(rest.contacts)
    if (rest.devices !== undefined) bluetooth.set(rest.devices)
  }

  set(values)
  return {
    sources: {
      camera: camera.source,
      microphone: microphone.source,
      location: location.source,
      sensors: sensors.source,
      clipboard: clipboard.source,
      notifications: notifications.source,
      contacts: contacts.source,
      bluetooth: bluetooth.source,
    },
    set,
    state: () => ({
      cameras: camera.open(),
      microphones: microphone.open(),
      position: location.current(),
      readings: sensors.current(),
      clipboard: clipboard.text(),
      notifications: notifications.shown(),
      contacts: contacts.all(),
      devices: bluetooth.devices(),
    }),
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    sendFromDevice: (address, bytes) => bluetooth.sendFrom(address, bytes),
    dropDevice: (address) => bluetooth.drop(address),
  }
}
