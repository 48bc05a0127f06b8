import type { ReactNode } from 'react'
import { useFormat } from '../../format.ts'
import { useTexts } from '../../texts.ts'
import { analyticsTexts } from './analytics.texts.ts'
import styles from './analytics.module.css'

/** Says a number, and of a number that may not be shown that it may not: never zero. */
export function useSayCount(): (count: number | null) => ReactNode {
  const t = useTexts(analyticsTexts)
  const { number } = useFormat()
  return (count) =>
    count === null ? <span className={styles.few}>{t.tooFew}</span> : number(Math.round(count * 10) / 10)
}
