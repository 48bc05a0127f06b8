/**
 * What a phone has beside its screen, its disk and its network. As with all brokers: the sandbox checks arguments, permissions and
 * quotas, whoever implements these does the work. Failures of the world are `BrokerError`s with the codes named here;
 * `NAME.unavailable` where the phone does not have the thing.
 */

export interface Picture {
  type: 'image/jpeg' | 'image/png'
  bytes: Uint8Array
  /** In pixels. */
  width: number
  height: number
}

export interface CameraSettings {
  facing: 'back' | 'front'
  /** What the app would like; a camera gives what comes next to it. */
  width: number
  height: number
  /** The id of the element that shows what the camera sees. */
  target?: string
}

/** Codes: `camera.unavailable`, `camera.busy`, `camera.no_target`. */
export interface CameraBroker {
  open(settings: CameraSettings): Promise<OpenCamera>
}

/** A camera that is on. */
export interface OpenCamera {
  takePicture(): Promise<Picture>
  close(): void
}

export interface MicrophoneSettings {
  sampleRate: number
  channels: 1 | 2
}

/** Sound as it was heard: samples of 16 bits, those of several channels in turn. */
export interface Sound {
  sampleRate: number
  channels: number
  samples: Int16Array
}

/** Codes: `microphone.unavailable`, `microphone.busy`. */
export interface MicrophoneBroker {
  open(settings: MicrophoneSettings): Promise<OpenMicrophone>
}

/** A microphone that records. */
export interface OpenMicrophone {
  /** What was heard, at most the first `durationMs`; so long it was on by the app's own clock. It is off afterwards. */
  stop(durationMs: number): Promise<Sound>
  /** Off, and nothing is kept. */
  close(): void
}

export interface Position {
  /** Degrees, north and east positive. */
  latitude: number
  longitude: number
  /** Metres. */
  accuracy: number
  altitude?: number
  /** Metres a second. */
  speed?: number
  /** Degrees from north, clockwise. */
  heading?: number
}

export interface LocationListener {
  moved(position: Position): void
  /** It goes on: the next position may come. */
  failed(code: string, message: string): void
}

/** Codes: `location.unavailable`, `location.timeout`. */
export interface LocationBroker {
  locate(): Promise<Position>
  /** Tells the position at once, if it is known, and whenever it is another one. Answers how to end it. */
  watch(listener: LocationListener): () => void
}

export type MotionSensor = 'accelerometer' | 'gyroscope' | 'magnetometer'
export type SensorName = MotionSensor | 'heartrate'

/** m/s², rad/s and µT along the axes of the phone; beats a minute. */
export type SensorReading = { x: number; y: number; z: number } | { bpm: number }

export interface SensorListener {
  read(reading: SensorReading): void
  failed(code: string, message: string): void
}

/** Codes: `sensors.unavailable`. */
export interface SensorBroker {
  /** Tells the reading at once, if there is one, and whenever it is another one. Answers how to end it. */
  watch(sensor: SensorName, listener: SensorListener): () => void
}

/** Codes: `clipboard.unavailable`. */
export interface ClipboardBroker {
  /** Empty when there is nothing, or no text. */
  read(): Promise<string>
  write(text: string): Promise<void>
}

export interface Notification {
  title: string
  body: string
  /** A picture of the app's package. */
  icon?: string
}

/** Codes: `notifications.unavailable`. */
export interface NotificationBroker {
  show(notification: Notification): Promise<void>
}

export interface ContactFields {
  name: string
  phone: string
  email: string
}

export interface Contact extends ContactFields {
  id: string
}

export interface ContactQuery {
  /** Stands anywhere in name, phone or email, in any case; empty finds all. */
  text: string
  limit: number
  offset: number
}

/** Codes: `contacts.unavailable`, `contacts.not_found`, `contacts.full`. */
export interface ContactBroker {
  /** By name. */
  query(query: ContactQuery): Promise<Contact[]>
  /** Answers the id. */
  add(fields: ContactFields): Promise<string>
  update(id: string, fields: Partial<ContactFields>): Promise<void>
  delete(id: string): Promise<void>
}

/** Nothing more of a device is told: the rest of what it sends out could name its owner. */
export interface BluetoothDevice {
  address: string
  name: string
}

export interface BluetoothListener {
  data(bytes: Uint8Array): void
  /** The last call. */
  closed(): void
}

export interface BluetoothConnection {
  send(bytes: Uint8Array): Promise<void>
  close(): void
}

/** Codes: `bluetooth.unavailable`, `bluetooth.not_found`, `bluetooth.unreachable`, `bluetooth.closed`. */
export interface BluetoothBroker {
  /** Tells each device that it finds until it is ended. Answers how to end it. */
  scan(found: (device: BluetoothDevice) => void): Promise<() => void>
  connect(address: string, listener: BluetoothListener): Promise<BluetoothConnection>
}
