import { useCallback } from 'react'
import type { Version } from '@mosis/api'
import { useFormat } from '../format.ts'
import { defineTexts, useTexts } from '../texts.ts'

const texts = defineTexts({
  en: {
    next: 'It is next in the queue.',
    place: (position: string) => `It is number ${position} in the queue.`,
    estimate: (share: string, from: string, to: string) =>
      `${share} of such versions are decided between ${from} and ${to}.`,
    estimateBy: (share: string, at: string) => `${share} of such versions are decided by ${at}.`,
    tooFew: 'Too few versions were decided here yet to say how long that takes.',
  },
  de: {
    next: 'Die Version ist als nächste an der Reihe.',
    place: (position: string) => `Die Version ist auf Platz ${position} der Warteschlange.`,
    estimate: (share: string, from: string, to: string) =>
      `Über ${share} solcher Versionen wird zwischen ${from} und ${to} entschieden.`,
    estimateBy: (share: string, at: string) => `Über ${share} solcher Versionen wird bis ${at} entschieden.`,
    tooFew: 'Bisher wurde hier über zu wenige Versionen entschieden, um zu sagen, wie lange das dauert.',
  },
})

type Waiting = Pick<NonNullable<Version['review']>, 'position' | 'estimate'>

/** Where a version stands in the queue and when it will be decided; undefined when it does not wait. */
export function useQueueWords(): (review: Waiting) => string | undefined {
  const t = useTexts(texts)
  const format = useFormat()
  return useCallback(
    ({ position, estimate }) => {
      if (position === null) return undefined
      const place = position === 1 ? t.next : t.place(format.number(position))
      if (!estimate) return `${place} ${t.tooFew}`
      const { from, to, confidence } = estimate
      const [share, earliest, latest] = [format.percent(confidence), format.dateTime(from), format.dateTime(to)]
      // Within one minute there is no range to speak of.
      return `${place} ${earliest === latest ? t.estimateBy(share, latest) : t.estimate(share, earliest, latest)}`
    },
    [t, format],
  )
}
