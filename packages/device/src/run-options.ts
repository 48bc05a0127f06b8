import type { Limits } from '@mosis/sandbox'
import { lookupAddresses } from './brokers/addresses.ts'
import type { Lookup } from './brokers/addresses.ts'
import type { Line } from './lines.ts'
import type { StartOptions } from './start-app.ts'

/** How an app is run; everything has a careful default. */
export interface RunOptions {
  /** Dangerous permissions that hold without asking. */
  grants?: readonly string[]
  /** Asks the person for a permission; without it everything that would be asked is denied. */
  askPermission?: (permission: string) => Promise<boolean>
  /**
   * For development: hosts (`api.example.com`) that are reached at an address of this computer (`127.0.0.1:8080`), without
   * TLS. All other hosts stay under the address check.
   */
  maps?: Readonly<Record<string, string>>
  /** Ends the run after so long. */
  forMs?: number
  /** The person's language, such as `pt-BR`. */
  locale?: string
  onLine?: (line: Line) => void
  limits?: Partial<Limits>
  lookup?: Lookup
  silence?: { eventMs: number; loadMs: number }
  now?: () => number
}

/** Fills in the defaults and says what is unusual about this run. */
export function toStartOptions(options: RunOptions): Omit<StartOptions, 'manifest' | 'packageRoot' | 'folders'> {
  const { grants = [], maps = {}, locale = 'en', onLine = () => undefined, limits = {}, now = Date.now } = options
  for (const [host, address] of Object.entries(maps)) {
    const text = `${host} is reached at ${address} instead of the internet (development)`
    onLine({ schema: 'mosis.run/1', time: new Date(now()).toISOString(), type: 'log', level: 'warning', text })
  }
  return {
    granted: grants,
    isSystemApp: false,
    locale,
    maps,
    lookup: options.lookup ?? lookupAddresses,
    askPermission: options.askPermission ?? (() => Promise.resolve(false)),
    onLine,
    limits,
    now,
    ...(options.forMs !== undefined && { forMs: options.forMs }),
    ...(options.silence && { silence: options.silence }),
  }
}
