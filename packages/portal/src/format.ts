import { locales, useLanguage } from './language.tsx'

/** Writes times, numbers and sizes as the language of the page has them. Times are ISO 8601. */
export interface Format {
  date: (time: string) => string
  dateTime: (time: string) => string
  /** "3 hours ago", "in 2 days": whole units, the largest that fits. */
  ago: (time: string, now?: number) => string
  number: (value: number) => string
  /** From 0 to 1. */
  percent: (share: number) => string
  /** In units of 1024: kB, MB, GB as file managers show them. */
  bytes: (bytes: number) => string
  /** "4 minutes", "2 hours": whole units. */
  duration: (milliseconds: number) => string
  list: (items: readonly string[]) => string
}

export function useFormat(): Format {
  const { language } = useLanguage()
  return formatOf(locales[language])
}

const formats = new Map<string, Format>()

/** What the browser needs to make one takes longer than to write a hundred times with it. */
function formatOf(locale: string): Format {
  const format = formats.get(locale) ?? createFormat(locale)
  formats.set(locale, format)
  return format
}

const units = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function createFormat(locale: string): Format {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const list = new Intl.ListFormat(locale)
  return {
    date: (time) => date.format(new Date(time)),
    dateTime: (time) => dateTime.format(new Date(time)),
    ago(time, now = Date.now()) {
      const distance = Date.parse(time) - now
      const [unit, length] = unitFor(distance)
      return relative.format(Math.trunc(distance / length), unit)
    },
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    bytes(bytes) {
      const step = bytes < 1024 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log2(bytes) / 10))
      // The short unit of a byte has no plural.
      const unitDisplay = step === 0 ? 'long' : 'short'
      const options = {
        style: 'unit',
        unit: sizes[step],
        unitDisplay,
        maximumFractionDigits: step === 0 ? 0 : 1,
      } as const
      return new Intl.NumberFormat(locale, options).format(bytes / 1024 ** step)
    },
    duration(milliseconds) {
      const [unit, length] = unitFor(milliseconds)
      const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const
      return new Intl.NumberFormat(locale, options).format(milliseconds / length)
    },
    list: (items) => list.format(items),
  }
}

const unitFor = (milliseconds: number) =>
  units.find(([, length]) => Math.abs(milliseconds) >= length) ?? (['second', 1000] as const)
