import type { Clock } from '../clock.ts'
import { addressKey, createRateLimit } from '../http/rate-limit.ts'

/** How much telemetry one device, and everything behind one address, may send. */
export interface IntakeLimits {
  /** Throws `rate_limited`. */
  sendingEvents(address: string, deviceId: string, eventCount: number): void
  /** Throws `rate_limited`. */
  sendingCrash(address: string, deviceId: string): void
}

/** So many events cost an address one of what it has. */
const eventsPerUnit = 50

export function createIntakeLimits(clock: Clock): IntakeLimits {
  // A device sends a batch every few minutes; after days without a network it catches up in one go.
  const batchesOfDevice = createRateLimit({ burst: 120, refillMs: 1000, clock })
  // 10,000 events a second for ever, a hundred thousand at once: more than all phones behind one address send.
  const eventsOfAddress = createRateLimit({ burst: 2000, refillMs: 5, clock })
  // An app that crashes at its start is started a few times and then left alone.
  const crashesOfDevice = createRateLimit({ burst: 20, refillMs: 30_000, clock })
  const crashesOfAddress = createRateLimit({ burst: 1000, refillMs: 10, clock })
  return {
    sendingEvents(address, deviceId, eventCount) {
      const network = addressKey(address)
      batchesOfDevice.take(`${network} ${deviceId}`)
      if (isLoopback(network)) return
      for (let units = Math.ceil(eventCount / eventsPerUnit); units > 0; units -= 1) eventsOfAddress.take(network)
    },
    sendingCrash(address, deviceId) {
      const network = addressKey(address)
      crashesOfDevice.take(`${network} ${deviceId}`)
      if (!isLoopback(network)) crashesOfAddress.take(network)
    },
  }
}

/**
 * This machine itself: the operator's own programs, or a reverse proxy that the portal was not told about. Everybody would then
 * share one limit, and be locked out together.
 */
const isLoopback = (network: string) => network.startsWith('127.') || network === '0:0:0:0::/64'
