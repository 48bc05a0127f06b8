/** What a change can be about, in the order of the filter. */
export const activitySubjects = [
  'account',
  'session',
  'passkey',
  'api_key',
  'signing_key',
  'team',
  'app',
  'version',
] as const

export const activityPeriods = ['day', 'week', 'month'] as const

const dayMs = 86_400_000
const lengths = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs }

/** When a period began, to the minute: the same question is then asked once. */
export function beginOf(period: (typeof activityPeriods)[number], now = Date.now()): string {
  const minuteMs = 60_000
  return new Date(Math.floor((now - lengths[period]) / minuteMs) * minuteMs).toISOString()
}
