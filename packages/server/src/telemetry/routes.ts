import { analytics, telemetry } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { getAnalytics } from './analytics.ts'
import { getCrash, listCrashes } from './crash-list.ts'
import { receiveCrash } from './crashes.ts'
import { createEventWriter } from './event-writer.ts'
import { receiveEvents } from './events.ts'
import { createIntakeLimits } from './intake-limits.ts'

export function telemetryRoutes(serve: Serve, { db, telemetryDb, tokens, clock }: Deps): void {
  const writer = createEventWriter(telemetryDb)
  const limits = createIntakeLimits(clock)
  serve(telemetry.sendEvents, ({ call, body, request }) => {
    limits.sendingEvents(request.ip, body.device_id, body.events.length)
    return receiveEvents({ db, writer, tokens }, call, body)
  })
  serve(analytics.getAnalytics, ({ call, params, query }) => getAnalytics({ db, telemetryDb }, call, params, query))
  serve(analytics.listCrashes, ({ call, params, query }) => listCrashes({ db, telemetryDb }, call, params, query))
  serve(analytics.getCrash, ({ call, params }) => getCrash({ db, telemetryDb }, call, params))
  serve(telemetry.sendCrash, ({ call, body, request }) => {
    limits.sendingCrash(request.ip, body.device_id)
    return receiveCrash({ db, telemetryDb, tokens }, call, body)
  })
}
