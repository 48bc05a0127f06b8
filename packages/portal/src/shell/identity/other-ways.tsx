import type { ReactNode } from 'react'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import styles from './identity.module.css'
import { identityTexts } from './identity.texts.ts'

/** Other ways to do the same, below an "or". */
export function OtherWays({ children }: { children: ReactNode }) {
  const t = useTexts(identityTexts)
  return (
    <div className={styles.ways}>
      <p className={styles.or}>{t.or}</p>
      {children}
    </div>
  )
}

/** What went wrong at a button that stands in no form: `words` where the page knows better than the failure. */
export function Fault({ error, failed, words }: { error: unknown; failed?: string; words?: string | undefined }) {
  const say = useErrorWords()
  if (error == null) return null
  const { message, fix, lang } = say(error)
  const said = words ?? [message, fix].filter((part) => part !== '').join('. ')
  return (
    <p className={styles.fault} role="alert" lang={words === undefined ? lang : undefined}>
      {failed === undefined ? said : `${failed}. ${said}`}
    </p>
  )
}

export function Soft({ children }: { children: ReactNode }) {
  return <p className={styles.soft}>{children}</p>
}
