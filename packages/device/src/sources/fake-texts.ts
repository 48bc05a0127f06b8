import { BrokerError } from '@mosis/sandbox'
import type { ClipboardBroker, Notification } from '@mosis/sandbox'
import { attempt } from './attempt.ts'
import type { FakeHappening } from './fake-values.ts'
import type { NotificationSource } from './sources.ts'

/** A clipboard with a text on it. */
export function fakeClipboard(tell: (happening: FakeHappening) => void) {
  let text: string | null = ''
  const current = () => {
    if (text === null) throw new BrokerError('clipboard.unavailable', 'This device has no clipboard')
    return text
  }
  const source: ClipboardBroker = {
    read: () => attempt(current),
    write: (written) =>
      attempt(() => {
        current()
        text = written
        tell({ kind: 'clipboard', text: written })
      }),
  }
  return { source, text: () => text, set: (given: string | null) => void (text = given) }
}

type Shown = Notification & { appId: string }
/** The oldest go first. */
const maxShown = 100

/** Keeps what apps show. */
export function fakeNotifications(tell: (happening: FakeHappening) => void) {
  const shown: Shown[] = []
  let isMissing = false
  const source: NotificationSource = {
    show: (notification) =>
      attempt(() => {
        if (isMissing) throw new BrokerError('notifications.unavailable', 'This device shows no notifications')
        shown.push(notification)
        if (shown.length > maxShown) shown.shift()
        tell({ kind: 'notification', notification })
      }),
  }
  return { source, shown: () => [...shown], set: (given: null) => void (isMissing = given === null) }
}
