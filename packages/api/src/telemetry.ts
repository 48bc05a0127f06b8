import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { appId, sha256, time, versionName } from './fields.ts'

/** Events that say what a person did; they are taken only with consent. */
export const usageEvents = ['screen_view', 'button_click'] as const

export const eventTypes = [
  'app_start',
  'app_stop',
  'app_crash',
  'frame_time',
  'memory_usage',
  'lua_errors',
  'mosis_version',
  'device_info',
  ...usageEvents,
] as const

const value = z.union([z.string().max(256), z.number(), z.boolean(), z.null()])

const sender = {
  app_id: appId,
  app_version: versionName,
  mosis_version: versionName,
  device_id: sha256.describe('A hash made on the device; the portal hashes it again'),
}

export const sendEvents = endpoint({
  name: 'sendEvents',
  method: 'POST',
  path: '/v1/telemetry/events',
  summary: 'Batch event upload',
  access: 'public',
  body: z.object({
    ...sender,
    session_id: z.uuid(),
    consent: z.boolean().default(false).describe('True when the person agreed to usage events'),
    events: z
      .array(
        z.object({
          type: z.enum(eventTypes),
          timestamp: time,
          data: z
            .record(z.string().max(64), value)
            .refine((data) => Object.keys(data).length <= 32, 'must have at most 32 fields')
            .default({}),
        }),
      )
      .min(1)
      .max(500),
  }),
  result: z.object({ accepted: z.int() }),
  errors: ['telemetry.consent_required', 'store.app_not_found', 'rate_limited', 'too_large'],
})

export const sendCrash = endpoint({
  name: 'sendCrash',
  method: 'POST',
  path: '/v1/telemetry/crash',
  summary: 'Crash report',
  access: 'public',
  body: z.object({
    ...sender,
    timestamp: time,
    crash: z.object({
      type: z.string().max(64),
      message: z.string().max(2000),
      stack_trace: z.string().max(16_000).default(''),
      context: z.record(z.string().max(64), value).default({}),
    }),
  }),
  result: z.object({ accepted: z.int() }),
  errors: ['store.app_not_found', 'rate_limited', 'too_large'],
})
