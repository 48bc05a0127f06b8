import { createFakeSources } from '@mosis/device'
import type { FakeState, FakeValues, Sources } from '@mosis/device'
import type { NotificationView, SourcesView } from '../protocol.ts'

/** What the phone sees, hears and feels, and what apps showed the person. */
export interface PhoneSources {
  /** For the app that runs. */
  readonly sources: Sources
  set(values: FakeValues): void
  state(): FakeState
  view(): SourcesView
  notifications(): NotificationView[]
  /** The person has seen them. */
  readNotifications(): void
  clearNotifications(): void
}

/** Makes the parts of the phone that are no screen; `onChange` is called when an app used one. */
export function createPhoneSources({ now, onChange }: { now: () => number; onChange: () => void }): PhoneSources {
  const fake = createFakeSources({ contacts: neighbours, devices: nearDevices })
  let notifications: NotificationView[] = []
  let lastId = 0

  fake.watch((happening) => {
    if (happening.kind === 'notification') {
      const { title, body } = happening.notification
      notifications = [{ id: ++lastId, title, body, atMs: now(), isUnread: true }, ...notifications].slice(0, 50)
    }
    onChange()
  })

  return {
    sources: fake.sources,
    set(values) {
      fake.set(values)
      onChange()
    },
    state: () => fake.state(),
    view() {
      const { cameras, microphones, position, readings, clipboard, contacts, devices } = fake.state()
      return {
        isCameraOn: cameras > 0,
        isMicrophoneOn: microphones > 0,
        position: position ?? null,
        readings: readings as SourcesView['readings'],
        clipboard,
        contacts: contacts ?? [],
        devices: devices ?? [],
      }
    },
    notifications: () => notifications,
    readNotifications() {
      notifications = notifications.map((each) => ({ ...each, isUnread: false }))
      onChange()
    },
    clearNotifications() {
      notifications = []
      onChange()
    },
  }
}

/** People that everybody knows, so that an app for contacts has something to show. */
const neighbours = [
  { name: 'Ada Lovelace', phone: '+44 20 7946 0011', email: 'ada@example.com' },
  { name: 'Grace Hopper', phone: '+1 202 555 0142', email: 'grace@example.com' },
  { name: 'Konrad Zuse', phone: '+49 30 5550 199', email: 'konrad@example.com' },
]

const nearDevices = [{ address: '02:00:00:00:00:01', name: 'Heart strap' }]
