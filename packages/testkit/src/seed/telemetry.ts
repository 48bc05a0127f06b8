import { createHash, randomUUID } from 'node:crypto'
import { store, telemetry } from '@mosis/api'
import type { Sent } from '@mosis/api'
import type { Cast } from './cast.ts'

type SentEvent = Sent<typeof telemetry.sendEvents>['body']['events'][number]

const hourMs = 3_600_000
const deviceOf = (name: string) => createHash('sha256').update(name).digest('hex')

/** A week of use of the published apps: starts, frame times, memory, and crashes of a few kinds. */
export async function useApps({ visitor }: Cast): Promise<void> {
  const { apps } = await visitor(store.listStoreApps, { query: { limit: 12 } })
  for (const [index, { id: app_id, version }] of apps.entries()) {
    const devices = 6 + ((index * 5) % 11)
    for (let device = 0; device < devices; device += 1) {
      const sender = {
        app_id,
        app_version: version,
        mosis_version: '1.0.0',
        device_id: deviceOf(`${app_id} ${device}`),
      }
      await visitor(telemetry.sendEvents, {
        body: { ...sender, session_id: randomUUID(), consent: true, events: weekOf(device) },
      })
      for (const crash of crashesOf(index, device))
        await visitor(telemetry.sendCrash, { body: { ...sender, ...crash } })
    }
  }
}

function weekOf(device: number): SentEvent[] {
  const now = Date.now()
  return Array.from({ length: 7 }, (_, day) => day)
    .filter((day) => (day + device) % 3 !== 0)
    .flatMap((day): SentEvent[] => {
      const at = (minutes: number) =>
        new Date(now - (day * 24 + (device % 12) + 1) * hourMs + minutes * 60_000).toISOString()
      return [
        {
          type: 'device_info' as const,
          timestamp: at(0),
          data: { width: 540, height: 960, locale: device % 3 === 0 ? 'de' : 'en' },
        },
        { type: 'app_start', timestamp: at(0), data: { duration_ms: 90 + ((device * 13) % 60) } },
        {
          type: 'frame_time' as const,
          timestamp: at(1),
          data: { p50_ms: 4 + (device % 5), p95_ms: 9 + (device % 11) },
        },
        { type: 'memory_usage', timestamp: at(2), data: { bytes: 2_000_000 + device * 131_072 } },
        { type: 'screen_view', timestamp: at(2), data: { screen: 'assets/main.rml' } },
        { type: 'button_click', timestamp: at(3), data: { element: 'again' } },
        { type: 'app_stop', timestamp: at(3 + (device % 9)), data: { reason: 'closed' } },
      ]
    })
}

const faults = [
  {
    type: 'lua_error',
    message: "attempt to index a nil value (field 'entries')",
    stack_trace: "assets/scripts/app.lua:42: in function 'total'\nassets/scripts/app.lua:88: in function 'show'",
  },
  {
    type: 'lua_error',
    message: 'storage.full: 100 MB are used, 100 MB are allowed',
    stack_trace: "assets/scripts/app.lua:17: in function 'keep'",
  },
  {
    type: 'budget',
    message: 'The handler used more than 10,000,000 instructions',
    stack_trace: "assets/scripts/app.lua:23: in function 'sort'\nassets/scripts/app.lua:61: in function 'again'",
  },
] as const

function crashesOf(app: number, device: number) {
  return faults
    .filter((_, kind) => (app + device + kind) % 4 === 0)
    .map((crash, kind) => ({
      timestamp: new Date(Date.now() - (device + 1) * (kind + 3) * hourMs).toISOString(),
      crash: { ...crash, context: { screen: 'assets/main.rml', memory_bytes: 2_400_000 + device * 65_536 } },
    }))
}
