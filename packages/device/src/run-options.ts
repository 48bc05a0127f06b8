import type { Limits } from '@mosis/sandbox'
import { standardViewport } from '@mosis/screen'
import { lookupAddresses } from './brokers/addresses.ts'
import type { Lookup } from './brokers/addresses.ts'
import type { Line } from './lines.ts'
import type { Surroundings } from './running-screen.ts'
import type { Sources } from './sources/sources.ts'
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
  /** What the phone has; nothing of it unless said. */
  sources?: Sources
  /** Ends the run after so long. */
  forMs?: number
  /** The person's language, such as `pt-BR`. */
  locale?: string
  /** What else surrounds the app at its start; a `locale` in it comes before the one above. */
  surroundings?: Partial<Surroundings>
  /** Its developer may replace its files while it runs and run Lua in it. */
  isDevelopment?: boolean
  /** A folder in which the app's files and databases lie and stay; for what runs without being installed. */
  dataRoot?: string
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
    surroundings: toSurroundings({ locale, ...options.surroundings }),
    isDevelopment: options.isDevelopment ?? false,
    maps,
    lookup: options.lookup ?? lookupAddresses,
    askPermission: options.askPermission ?? (() => Promise.resolve(false)),
    onLine,
    limits,
    now,
    ...(options.sources && { sources: options.sources }),
    ...(options.forMs !== undefined && { forMs: options.forMs }),
    ...(options.silence && { silence: options.silence }),
  }
}

/** All surroundings: what is not said is that of the standard phone, which is online. */
export function toSurroundings(some: Partial<Surroundings>): Surroundings {
  const viewport = some.viewport ?? standardViewport
  const { theme, textScale } = viewport
  const all = { locale: 'en', theme, textScale, network: 'online' as const, ...some }
  return { ...all, viewport: { ...viewport, theme: all.theme, textScale: all.textScale } }
}

/** The surroundings after a change. */
export function changeSurroundings(before: Surroundings, change: Partial<Surroundings>): Surroundings {
  const { viewport } = change
  const ofViewport = viewport && { theme: viewport.theme, textScale: viewport.textScale }
  return toSurroundings({ ...before, ...ofViewport, ...change })
}
