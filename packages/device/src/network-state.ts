import { setTimeout as delay } from 'node:timers/promises'
import { BrokerError } from '@mosis/sandbox'
import type { NetworkState } from './running-screen.ts'

/** The state of the network as one app meets it. */
export interface NetworkGate {
  set(state: NetworkState): void
  /** Settled when a request may leave; rejects when nothing is reached. */
  leave(signal: AbortSignal): Promise<void>
  /** Settled when an answer of this size would have come over a slow connection. */
  arrive(sizeBytes: number, signal: AbortSignal): Promise<void>
  /** Called when the network goes. */
  onLost(run: () => void): void
}

/** A bad mobile connection: the time to the other side, and how much comes in a second. */
const slow = { latencyMs: 400, bytesPerSecond: 50_000 }

export function createNetworkGate(initial: NetworkState): NetworkGate {
  let state = initial
  const lost: (() => void)[] = []
  return {
    set(next) {
      const isLost = next === 'offline' && state !== 'offline'
      state = next
      if (isLost) for (const run of lost) run()
    },
    async leave(signal) {
      if (state === 'offline') throw new BrokerError('network.unreachable', 'The device is offline')
      if (state === 'slow') await delay(slow.latencyMs, undefined, { signal })
    },
    async arrive(sizeBytes, signal) {
      if (state === 'slow') await delay((sizeBytes / slow.bytesPerSecond) * 1000, undefined, { signal })
    },
    onLost: (run) => void lost.push(run),
  }
}
