import { z } from 'zod'
import { AppRef } from './apps.ts'
import { endpoint } from './endpoint.ts'
import { appId, listQuery, pageOf, sha256, time, versionName } from './fields.ts'

/** A group of fewer devices is never counted out loud: its numbers could be those of one person. */
export const smallestGroup = 5

/** A day in UTC. */
const day = z.iso.date()

/** Null: too few devices. Zero: nobody. */
const count = z.int().nullable().describe('Null: too few devices to say so; 0: none')

const DayNumbers = z.object({
  day,
  devices: count.describe('Devices that used the app; null: fewer than smallest_group, but not none'),
  starts: count,
  crashes: count,
})

export const VersionNumbers = z.object({
  version: versionName,
  devices: count.describe('As many on the day with the most'),
  starts: count,
  crashes: count,
  days: z.array(DayNumbers).describe('Only days on which it was used'),
})

export const Analytics = z.object({
  app_id: appId,
  from: day,
  to: day,
  interval: z.literal('day'),
  complete_until: day.describe('The last day that is over, in UTC; later ones are not counted yet and left out'),
  smallest_group: z.int(),
  downloads: z.int().describe('In all, since the app was published; they are not counted by day'),
  totals: z.object({ starts: count, crashes: count }).describe('Of the days that are shown'),
  days: z
    .array(DayNumbers)
    .describe('Every day, also those on which nobody used the app; without versions that few devices use'),
  versions: z.array(VersionNumbers).describe('The most used first'),
})
export type Analytics = z.output<typeof Analytics>

export const getAnalytics = endpoint({
  name: 'getAnalytics',
  method: 'GET',
  path: '/v1/apps/{app_id}/analytics',
  summary: 'How many devices use an app, how often it starts and crashes, by day and by version',
  access: 'telemetry:read',
  params: AppRef,
  query: z
    .object({
      from: day.optional().describe('The first day; 29 days before the last one when left out'),
      to: day.optional().describe('The last day; yesterday when left out'),
      interval: z.literal('day').default('day'),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['from'],
      error: 'must not be after "to"',
    })
    .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(to) - Date.parse(from) <= 31_536e6, {
      path: ['from'],
      error: 'must not be more than 365 days before "to"',
    }),
  result: Analytics,
  errors: ['app.not_found'],
})

const groupId = sha256.describe('What crashes with the same cause have in common')

export const CrashGroup = z.object({
  id: groupId,
  type: z.string(),
  message: z.string(),
  top_frame: z.string().nullable().describe('Where it happened; null: the report says nothing of it'),
  crashes: z.int().describe('Reports since the first one'),
  devices: z.int().nullable().describe('Devices whose reports are still kept; null: fewer than smallest_group'),
  versions: z.array(versionName).describe('Of the reports that are still kept, the newest first'),
  first_version: versionName,
  last_version: versionName,
  first_at: time,
  last_at: time,
})
export type CrashGroup = z.output<typeof CrashGroup>

export const listCrashes = endpoint({
  name: 'listCrashes',
  method: 'GET',
  path: '/v1/apps/{app_id}/crashes',
  summary: 'List the crashes of an app by their cause, those that came last first',
  access: 'telemetry:read',
  params: AppRef,
  query: z.object({
    ...listQuery,
    sort: z.enum(['last', 'most']).default('last').describe('Those that came last first, or the most frequent'),
    version: versionName.optional().describe('Only what still has a report from this version'),
    type: z.string().max(64).optional(),
  }),
  result: pageOf('groups', CrashGroup),
  errors: ['app.not_found', 'invalid_cursor'],
})

export const CrashSample = z.object({
  id: z.string(),
  version: versionName,
  mosis_version: versionName,
  at: time.describe("By the device's clock"),
  received_at: time,
  message: z.string(),
  stack_trace: z.string(),
  context: z.record(z.string(), z.unknown()),
})
export type CrashSample = z.output<typeof CrashSample>

export const getCrash = endpoint({
  name: 'getCrash',
  method: 'GET',
  path: '/v1/apps/{app_id}/crashes/{group_id}',
  summary: 'Get the crashes of one cause with their last reports',
  access: 'telemetry:read',
  params: AppRef.extend({ group_id: groupId }),
  result: CrashGroup.extend({
    by_version: z.array(z.object({ version: versionName, crashes: z.int() })).describe('Of the reports still kept'),
    samples: z.array(CrashSample).describe('The last five'),
  }),
  errors: ['app.not_found', 'crash.not_found'],
})
