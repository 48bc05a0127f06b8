import { h } from 'preact'
import type { PaneProps } from './panes.ts'
import { LocationPart } from './sensors/location-part.ts'
import { CameraPart, MicrophonePart } from './sensors/media-parts.ts'
import { MotionPart } from './sensors/motion-part.ts'
import { BluetoothPart, ClipboardPart, ContactsPart } from './sensors/people-parts.ts'

/** What the phone sees, hears and feels. */
export function SensorsPane({ phone }: PaneProps) {
  const { sources } = phone
  return h(
    'div',
    { class: 'scroll sensors' },
    h(LocationPart, { position: sources.position }),
    h(MotionPart, { readings: sources.readings }),
    h(CameraPart, { isOn: sources.isCameraOn }),
    h(MicrophonePart, { isOn: sources.isMicrophoneOn }),
    h(ClipboardPart, { text: sources.clipboard ?? '', key: sources.clipboard }),
    h(ContactsPart, { contacts: sources.contacts }),
    h(BluetoothPart, { devices: sources.devices }),
  )
}
