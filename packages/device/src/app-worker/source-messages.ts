import type {
  BluetoothDevice,
  CameraSettings,
  Contact,
  ContactFields,
  ContactQuery,
  MicrophoneSettings,
  Notification,
  Picture,
  Position,
  SensorName,
  SensorReading,
  Sound,
} from '@mosis/sandbox'

/** What an app's thread asks of the things that the phone has. What stays open has a number, which is never used twice. */
export type SourceCall =
  | { op: 'camera-open'; number: number; settings: CameraSettings }
  | { op: 'camera-take'; number: number }
  | { op: 'microphone-open'; number: number; settings: MicrophoneSettings }
  | { op: 'microphone-stop'; number: number; durationMs: number }
  | { op: 'locate' }
  | { op: 'clipboard-read' }
  | { op: 'clipboard-write'; text: string }
  | { op: 'notify'; notification: Notification }
  | { op: 'contacts-query'; query: ContactQuery }
  | { op: 'contacts-add'; fields: ContactFields }
  | { op: 'contacts-update'; id: string; fields: Partial<ContactFields> }
  | { op: 'contacts-delete'; id: string }
  | { op: 'bluetooth-scan'; number: number }
  | { op: 'bluetooth-connect'; number: number; address: string }
  | { op: 'bluetooth-send'; number: number; bytes: Uint8Array }

export type SourceAnswer = Picture | Sound | Position | Contact[] | string | undefined

/** What needs no answer. */
export type SourceCommand =
  | { op: 'watch-location'; number: number }
  | { op: 'watch-sensor'; number: number; sensor: SensorName }
  /** Ends whatever has the number. */
  | { op: 'end'; number: number }

export type SourceEvent =
  | { kind: 'moved'; position: Position }
  | { kind: 'read'; reading: SensorReading }
  | { kind: 'failed'; code: string; message: string }
  | { kind: 'found'; device: BluetoothDevice }
  | { kind: 'data'; bytes: Uint8Array }
  | { kind: 'closed' }
