import { Failure } from './failure.ts'

const dayMs = 86_400_000
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const form = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?$/

/** A time of this machine's zone, as people say it: `today 14:30`, `tomorrow 10:00`, `Tuesday 10:00`, `2026-12-03 10:00`. */
export function describeMoment(time: string, now: number): string {
  const moment = new Date(time)
  return `${describeDay(moment, now)} ${two(moment.getHours())}:${two(moment.getMinutes())}`
}

/** `between tomorrow 10:00 and Tuesday`; an end that is days away needs no hour. */
export function describeRange({ from, to }: { from: string; to: string }, now: number): string {
  const end = new Date(to)
  const last = daysAhead(end, now) >= 2 ? describeDay(end, now) : describeMoment(to, now)
  return Date.parse(from) <= now ? `until ${last}` : `between ${describeMoment(from, now)} and ${last}`
}

function describeDay(moment: Date, now: number): string {
  const days = daysAhead(moment, now)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days > 1 && days < 7) return weekdays[moment.getDay()]!
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

/** Days of the calendar; a day that the clocks change on is shorter or longer. */
function daysAhead(moment: Date, now: number): number {
  return Math.round((midnight(moment) - midnight(new Date(now))) / dayMs)
}

/** Reads a time that lies ahead; without an offset it is of this machine's zone. */
export function readMoment(text: string, flag: string, now: number): string {
  const at = form.test(text) ? Date.parse(text.includes(':') ? text.replace(' ', 'T') : `${text}T00:00`) : Number.NaN
  if (Number.isNaN(at)) {
    throw new Failure('usage.wrong', `Cannot read the time "${text}" of ${flag}`, {
      field: flag,
      fix: 'Write it like "2026-12-01 10:00", or with an offset: 2026-12-01T10:00+01:00',
    })
  }
  if (at <= now) {
    throw new Failure('usage.wrong', `Cannot use "${text}" for ${flag}: that time has passed`, {
      field: flag,
      fix: 'Name a time that lies ahead, or publish at once',
    })
  }
  return new Date(at).toISOString()
}

const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())

const two = (number: number) => String(number).padStart(2, '0')
