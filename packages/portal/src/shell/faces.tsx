import { useRouter } from '@tanstack/react-router'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from '../parts/button.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { useTexts } from '../texts.ts'
import { useTitle } from '../title.ts'
import styles from './faces.module.css'
import { shellTexts } from './shell.texts.ts'

/** An address that nothing stands at. */
export function NotFound() {
  const t = useTexts(shellTexts)
  useTitle(t.notFoundTitle)
  return (
    <main id="content" className={styles.face} tabIndex={-1}>
      <h1>{t.notFoundTitle}</h1>
      <p>{t.notFoundLead}</p>
      <LinkButton to="/">{t.toStart}</LinkButton>
    </main>
  )
}

/** A page that could not be shown: what the portal refused, or a fault of the page itself. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const t = useTexts(shellTexts)
  const router = useRouter()
  useTitle(t.failedTitle)
  const again = () => {
    reset()
    void router.invalidate()
  }
  // A page of a version that is gone: its file is not on the server any more.
  const isOld = error instanceof Error && /imported module|preload CSS/i.test(error.message)
  return (
    <main id="content" className={styles.face} tabIndex={-1}>
      <h1>{t.failedTitle}</h1>
      {isOld ? <p>{t.newVersion}</p> : <ErrorState error={error} onRetry={again} />}
      {isOld && <Button onPress={() => location.reload()}>{t.reload}</Button>}
    </main>
  )
}

/** While a page's code is on its way for longer than a moment. */
export function PendingFace() {
  const t = useTexts(shellTexts)
  return (
    <p className={styles.pending} role="status">
      {t.loading}
    </p>
  )
}
