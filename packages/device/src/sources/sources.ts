import type {
  BluetoothBroker,
  CameraBroker,
  ClipboardBroker,
  ContactBroker,
  LocationBroker,
  MicrophoneBroker,
  Notification,
  OpenCamera,
  Picture,
  SensorBroker,
} from '@mosis/sandbox'

/**
 * What this phone has: handed in by whoever owns the things, shared by all apps that run on it. A part that is missing is one that the
 * phone does not have; apps are told so. Permissions, quotas and arguments were checked before anything here is called.
 */
export interface Sources {
  camera?: CameraSource
  microphone?: MicrophoneBroker
  location?: LocationBroker
  sensors?: SensorBroker
  clipboard?: ClipboardBroker
  notifications?: NotificationSource
  contacts?: ContactBroker
  bluetooth?: BluetoothBroker
}

export interface CameraSource extends CameraBroker {
  open(...settings: Parameters<CameraBroker['open']>): Promise<LiveCamera>
}

/** A camera that is on and shows what it sees. */
export interface LiveCamera extends OpenCamera {
  /** Tells what it sees now and whenever that is another picture; at most sixty a second. Answers how to end it. */
  watch(see: (picture: Picture) => void): () => void
}

export interface NotificationSource {
  /** Shows it as one of this app. The icon is a path in the app's package. */
  show(notification: Notification & { appId: string }): Promise<void>
}
