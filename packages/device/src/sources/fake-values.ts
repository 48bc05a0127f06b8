import type { BluetoothDevice, Contact, ContactFields, Notification, Position, SensorName } from '@mosis/sandbox'
import type { Timed } from './timeline.ts'

/** A position of which only the place must be said. */
export type FakePosition = Pick<Position, 'latitude' | 'longitude'> & Partial<Position>

export interface FakeDevice extends BluetoothDevice {
  /** What it sends back for what it was sent. */
  answer?: (bytes: Uint8Array) => Uint8Array | undefined
}

interface Motion {
  x: number
  y: number
  z: number
}

/** What a made-up phone sees, hears and feels. Null: it does not have the thing. */
export interface FakeValues {
  /** A PNG or JPEG picture: its path or its bytes. Without one the camera sees a test picture of the size that is asked for. */
  picture?: string | Uint8Array | null
  /** A WAV file of 16 bits: its path or its bytes. It is heard over and over. Without one a quiet tone is heard. */
  sound?: string | Uint8Array | null
  /** Where the phone is; several: where it is after so many milliseconds. */
  position?: FakePosition | readonly Timed<FakePosition>[] | null
  readings?: {
    accelerometer?: Motion | readonly Timed<Motion>[] | null
    gyroscope?: Motion | readonly Timed<Motion>[] | null
    magnetometer?: Motion | readonly Timed<Motion>[] | null
    heartrate?: { bpm: number } | readonly Timed<{ bpm: number }>[] | null
  }
  clipboard?: string | null
  /** Null: it cannot show any. */
  notifications?: null
  contacts?: readonly Partial<ContactFields>[] | null
  devices?: readonly FakeDevice[] | null
}

/** What an app did with the made-up phone. */
export type FakeHappening =
  | { kind: 'camera'; isOn: boolean; facing: 'back' | 'front' }
  | { kind: 'microphone'; isOn: boolean }
  | { kind: 'clipboard'; text: string }
  | { kind: 'notification'; notification: Notification & { appId: string } }
  | { kind: 'contacts'; contacts: Contact[] }
  | { kind: 'bluetooth'; address: string; event: 'connected' | 'disconnected' }
  | { kind: 'bluetooth'; address: string; event: 'received'; bytes: Uint8Array }

/** What is true of the made-up phone now. */
export interface FakeState {
  cameras: number
  microphones: number
  position: Position | undefined
  readings: Partial<Record<SensorName, object>>
  clipboard: string | null
  notifications: (Notification & { appId: string })[]
  contacts: Contact[] | null
  devices: (BluetoothDevice & { isConnected: boolean })[] | null
}
