/** How much a permission may hurt: granted silently, asked of the person, or kept for the platform's own apps. */
export type PermissionRisk = 'normal' | 'dangerous' | 'signature'

/** One thing an app may ask for in its manifest. */
export interface Permission {
  name: string
  risk: PermissionRisk
  /** The request is shown only within five seconds of a touch, so that nobody is asked out of nowhere. */
  needsGesture: boolean
  /** What it allows, in words for the person who is asked. */
  description: string
}

/** Every permission there is, in the order in which people are shown them. */
export const permissions = [
  {
    name: 'storage',
    risk: 'normal',
    needsGesture: false,
    description: 'Keep its own files on this device. It cannot see the files of other apps.',
  },
  {
    name: 'system.notifications',
    risk: 'normal',
    needsGesture: false,
    description: 'Show you notifications.',
  },
  {
    name: 'network.internet',
    risk: 'dangerous',
    needsGesture: false,
    description: 'Send data to the internet and receive data from it.',
  },
  {
    name: 'network.websocket',
    risk: 'dangerous',
    needsGesture: false,
    description: 'Keep a connection to the internet open, to send and receive data at any time.',
  },
  {
    name: 'camera',
    risk: 'dangerous',
    needsGesture: true,
    description: 'Take pictures with the camera while you use the app.',
  },
  {
    name: 'microphone',
    risk: 'dangerous',
    needsGesture: true,
    description: 'Record sound with the microphone while you use the app.',
  },
  {
    name: 'location.coarse',
    risk: 'dangerous',
    needsGesture: true,
    description: 'Learn roughly where you are, within a few kilometres.',
  },
  {
    name: 'location.fine',
    risk: 'dangerous',
    needsGesture: true,
    description: 'Learn exactly where you are.',
  },
  {
    name: 'contacts.read',
    risk: 'dangerous',
    needsGesture: false,
    description: 'Read the names, phone numbers and e-mail addresses in your contacts.',
  },
  {
    name: 'contacts.write',
    risk: 'dangerous',
    needsGesture: false,
    description: 'Add, change and delete your contacts.',
  },
  {
    name: 'bluetooth',
    risk: 'dangerous',
    needsGesture: false,
    description: 'Find Bluetooth devices near you and exchange data with them.',
  },
  {
    name: 'sensors.body',
    risk: 'dangerous',
    needsGesture: false,
    description: 'Read body sensors such as your heart rate.',
  },
  {
    name: 'clipboard.read',
    risk: 'dangerous',
    needsGesture: false,
    description: 'Read what you copied, also in other apps.',
  },
  {
    name: 'clipboard.write',
    risk: 'dangerous',
    needsGesture: false,
    description: 'Replace what is on the clipboard.',
  },
  {
    name: 'install_packages',
    risk: 'signature',
    needsGesture: false,
    description: 'Install, update and remove apps. Only apps of the platform itself can have it.',
  },
  {
    name: 'system_settings',
    risk: 'signature',
    needsGesture: false,
    description: 'Change settings of the device. Only apps of the platform itself can have it.',
  },
] as const satisfies readonly Permission[]

/** The name of a permission, as written in a manifest. */
export type PermissionName = (typeof permissions)[number]['name']

/** The permission of this name, or undefined when there is none. */
export function findPermission(name: string): Permission | undefined {
  return permissions.find((permission) => permission.name === name)
}
