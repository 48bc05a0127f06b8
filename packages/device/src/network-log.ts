import type { NetworkEntry } from './inspect.ts'

/** The last requests and sockets of one app, for its developer. */
export interface NetworkLog {
  begin(kind: NetworkEntry['kind'], method: string, url: string): NetworkLogEntry
  /** Oldest first. */
  entries(): NetworkEntry[]
}

/** One request or socket while it goes on. */
export interface NetworkLogEntry {
  answered(status: number): void
  received(sizeBytes: number): void
  failed(code: string, message: string): void
  ended(): void
}

const maxEntries = 200

export function createNetworkLog(now: () => number): NetworkLog {
  const kept: NetworkEntry[] = []
  let lastNumber = 0
  return {
    begin(kind, method, url) {
      const entry: NetworkEntry = { number: ++lastNumber, atMs: now(), kind, method, url, sizeBytes: 0 }
      const begunMs = performance.now()
      kept.push(entry)
      if (kept.length > maxEntries) kept.shift()
      return {
        answered: (status) => void (entry.status = status),
        received: (sizeBytes) => void (entry.sizeBytes += sizeBytes),
        failed: (code, message) => void (entry.problem = { code, message }),
        ended: () => void (entry.tookMs ??= Math.round(performance.now() - begunMs)),
      }
    },
    entries: () => kept.map((entry) => ({ ...entry })),
  }
}
