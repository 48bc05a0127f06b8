import { useTexts } from '../texts.ts'
import styles from './faces.module.css'
import { shellTexts } from './shell.texts.ts'

/** While a page's code is on its way for longer than a moment. */
export function PendingFace() {
  const t = useTexts(shellTexts)
  return (
    <p className={styles.pending} role="status">
      {t.loading}
    </p>
  )
}
