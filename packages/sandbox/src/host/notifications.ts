import { BrokerError } from '../brokers.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { NotificationBroker } from '../source-brokers.ts'
import { Fields } from './fields.ts'

const callCost = 2000

/** `notifications`: a few at once, then one now and then. */
export function notificationsModule(host: ModuleHost, broker: NotificationBroker): HostModule {
  const { clock } = host
  const { limits } = host.sandbox
  let left = limits.notificationBurst
  let countedMs = clock.now()

  function take(): boolean {
    const refilled = Math.floor(Math.max(0, clock.now() - countedMs) / limits.notificationEveryMs)
    left = Math.min(limits.notificationBurst, left + refilled)
    countedMs = left === limits.notificationBurst ? clock.now() : countedMs + refilled * limits.notificationEveryMs
    if (left === 0) return false
    left--
    return true
  }

  return {
    /** Waits until it is shown. */
    show(call) {
      host.require('system.notifications', call.functionName)
      call.charge(callCost)
      const fields = new Fields(call, 1, 'notification', ['title', 'body', 'icon'])
      const title = fields.optionalShortText('title', limits.notificationTitle) ?? fields.text('title')
      if (title.trim() === '') return fields.wrong('title', 'empty', 'a text that can be read')
      const body = fields.optionalShortText('body', limits.notificationBody) ?? ''
      const icon = fields.optionalShortText('icon', limits.pathCodePoints)
      call.willWait()
      if (!take()) {
        host.note(call.functionName, title, 'notifications.rate_limited')
        const seconds = limits.notificationEveryMs / 1000
        throw new BrokerError(
          'notifications.rate_limited',
          `Too many: ${limits.notificationBurst} may be shown at once, then one every ${seconds} seconds`,
        )
      }
      host.note(call.functionName, title)
      return broker.show({ title, body, ...(icon !== undefined && { icon }) }).then(() => true)
    },
  }
}
