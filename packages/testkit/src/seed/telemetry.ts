import { createHash, randomUUID } from 'node:crypto'
import { store, telemetry } from '@mosis/api'
import type { Sent } from '@mosis/api'
import type { Cast } from './cast.ts'
import { audiences, useOn } from './audience.ts'
import type { Audience, Release, Use } from './audience.ts'

type SentEvent = Sent<typeof telemetry.sendEvents>['body']['events'][number]

const minuteMs = 60_000
const deviceOf = (name: string) => createHash('sha256').update(name).digest('hex')

/** The devices of the seeded world: they fetch apps, use them, and tell the portal how it went. */
export interface Devices {
  /** A day of use after the other, `from` days ago first; what came into the store before is taken up. */
  useApps(days: { from: number; until: number }): Promise<void>
}

export function openDevices(cast: Cast): Devices {
  const releases = new Map<string, Release[]>()
  return {
    async useApps({ from, until }) {
      await noteReleases(cast, releases, from)
      for (let daysAgo = from; daysAgo >= until; daysAgo -= 1) {
        await cast.moveTo(daysAgo)
        const weekday = cast.clock().getUTCDay()
        const uses = audiences.flatMap((audience) => {
          const known = releases.get(audience.app_id) ?? []
          return useOn(audience, { daysAgo, weekday, releases: known }).map((use) => tell(cast, audience, use))
        })
        await Promise.all(uses)
      }
    },
  }
}

/** What the store offers today and did not offer when it was looked at last. */
async function noteReleases({ visitor }: Cast, releases: Map<string, Release[]>, daysAgo: number): Promise<void> {
  const { apps } = await visitor(store.listStoreApps, { query: { limit: 100 } })
  for (const { id, version } of apps) {
    const known = releases.get(id) ?? []
    // It came in the evening before.
    if (known.at(-1)?.version !== version) releases.set(id, [...known, { version, daysAgo: daysAgo + 1 }])
  }
}

async function tell({ visitor, clock }: Cast, { app_id }: Audience, use: Use): Promise<void> {
  const sender = {
    app_id,
    app_version: use.version,
    mosis_version: '1.0.0',
    device_id: deviceOf(`${app_id} ${use.device}`),
  }
  if (use.isNew) await fetchApp(visitor, app_id)
  await visitor(telemetry.sendEvents, {
    body: { ...sender, session_id: randomUUID(), consent: true, events: eventsOf(use, clock().getTime()) },
  })
  for (const { type, message, stack_trace } of use.crashes) {
    const context = { screen: 'assets/main.rml', memory_bytes: 2_400_000 + use.device * 65_536 }
    const timestamp = new Date(clock().getTime() - (20 + use.device) * minuteMs).toISOString()
    await visitor(telemetry.sendCrash, {
      body: { ...sender, timestamp, crash: { type, message, stack_trace, context } },
    })
  }
}

export async function fetchApp(visitor: Cast['visitor'], app_id: string): Promise<void> {
  const response = await visitor(store.downloadStoreApp, { params: { app_id }, query: {} })
  await response.arrayBuffer()
}

/** What a device kept of its day; one in four also tells what it is and how smoothly it went. */
function eventsOf({ device, starts }: Use, nowMs: number): SentEvent[] {
  const at = (minutesAgo: number) => new Date(nowMs - minutesAgo * minuteMs).toISOString()
  const first = 30 + starts * 60
  const runs = Array.from({ length: starts }, (_, index) => first - index * 60).flatMap((begun): SentEvent[] => [
    { type: 'app_start', timestamp: at(begun), data: { duration_ms: 90 + ((device * 13) % 60) } },
    { type: 'app_stop', timestamp: at(begun - 3 - (device % 9)), data: { reason: 'closed' } },
  ])
  if (device % 4 !== 0) return runs
  return [
    {
      type: 'device_info',
      timestamp: at(first),
      data: { width: 540, height: 960, locale: device % 3 === 0 ? 'de' : 'en' },
    },
    ...runs,
    { type: 'frame_time', timestamp: at(25), data: { p50_ms: 4 + (device % 5), p95_ms: 9 + (device % 11) } },
    { type: 'memory_usage', timestamp: at(25), data: { bytes: 2_000_000 + device * 131_072 } },
    { type: 'screen_view', timestamp: at(24), data: { screen: 'assets/main.rml' } },
  ]
}
