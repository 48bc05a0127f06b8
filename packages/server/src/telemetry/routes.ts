import { telemetry } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
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
  serve(telemetry.sendCrash, ({ call, body, request }) => {
    limits.sendingCrash(request.ip, body.device_id)
    return receiveCrash({ db, telemetryDb, tokens }, call, body)
  })
}
