import { useEffect, useState } from 'react'
import { useFormat } from '../format.ts'

export interface TimeProps {
  /** ISO 8601. */
  value: string
  kind?: 'ago' | 'date' | 'dateTime'
}

const minuteMs = 60_000

/** A moment: relative by default and kept up to date, the exact one while the pointer rests on it. */
export function Time({ value, kind = 'ago' }: TimeProps) {
  const format = useFormat()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (kind !== 'ago') return
    const timer = setInterval(() => setNow(Date.now()), minuteMs)
    return () => clearInterval(timer)
  }, [kind])
  const exact = format.dateTime(value)
  if (kind !== 'ago') return <time dateTime={value}>{kind === 'date' ? format.date(value) : exact}</time>
  return (
    <time dateTime={value} title={exact}>
      {format.ago(value, now)}
    </time>
  )
}
