import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { locales, useLanguage } from '../../language.tsx'

/** Says when something was saved: "10:42" for today, else with the day. */
export function useSavedAt(): (time: string) => string {
  const { language } = useLanguage()
  const { dateTime } = useFormat()
  return useMemo(() => {
    const clock = new Intl.DateTimeFormat(locales[language], { timeStyle: 'short' })
    return (time) => {
      const date = new Date(time)
      return date.toDateString() === new Date().toDateString() ? clock.format(date) : dateTime(time)
    }
  }, [language, dateTime])
}
