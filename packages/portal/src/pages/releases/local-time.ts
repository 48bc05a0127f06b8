const minuteMs = 60_000

/** A moment as an input of the type `datetime-local` wants it: in the time of this place, to the minute. */
export function toLocalField(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * minuteMs).toISOString().slice(0, 16)
}

/** What such an input holds as ISO 8601; null: no time. */
export function fromLocalField(text: string): string | null {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** The time zone of this browser by name: "Central European Time (Europe/Berlin)". */
export function nameZone(locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZoneName: 'longGeneric' })
  const name = format.formatToParts(new Date()).find(({ type }) => type === 'timeZoneName')?.value
  const zone = format.resolvedOptions().timeZone
  return name === undefined || name === zone ? zone : `${name} (${zone})`
}
