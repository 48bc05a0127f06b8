import type { ConsoleEntry } from '../protocol.ts'

/** What was said since the phone was switched on; the oldest is forgotten first. */
export interface ConsoleLog {
  add(entry: Omit<ConsoleEntry, 'number' | 'atMs'>): void
  /** Entries behind this number, oldest first. */
  since(number: number): ConsoleEntry[]
  clear(): void
}

const maxEntries = 2000

/** Keeps what is said and tells it on. */
export function createConsoleLog({
  now,
  onEntry,
}: {
  now: () => number
  onEntry: (entry: ConsoleEntry) => void
}): ConsoleLog {
  let entries: ConsoleEntry[] = []
  let lastNumber = 0
  return {
    add(body) {
      const entry = { number: ++lastNumber, atMs: now(), ...body }
      entries.push(entry)
      // Not at every entry: moving a long list costs.
      if (entries.length > maxEntries * 1.2) entries = entries.slice(-maxEntries)
      onEntry(entry)
    },
    since: (number) => entries.filter((entry) => entry.number > number),
    clear() {
      entries = []
    },
  }
}
