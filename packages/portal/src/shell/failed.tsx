import { useMatches, useRouter, useRouterState } from '@tanstack/react-router'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { OctagonAlert, RefreshCw } from 'lucide-react'
import { Button } from '../parts/button.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { Failsafe } from '../parts/failsafe.tsx'
import { readFailure } from '../parts/failure.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { StateFace } from '../parts/state-face.tsx'
import { useSession } from '../session.ts'
import { useTexts } from '../texts.ts'
import { useTitle } from '../title.ts'
import { PublicFrame } from './public-frame.tsx'
import { shellTexts } from './shell.texts.ts'
import styles from './faces.module.css'

/** A page that could not be shown, in the place of the page: what the portal refused, or a fault of the page itself. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const t = useTexts(shellTexts)
  const router = useRouter()
  // Pages of an app stand under its name, which is their heading.
  const isPage = useMatches({ select: (matches) => matches.every(({ routeId }) => routeId !== '/console/apps/$appId') })
  useTitle(t.failedTitle)
  const again = () => {
    reset()
    void router.invalidate()
  }
  // A page of a version that is gone: its file is not on the server any more.
  const isOld = error instanceof Error && /imported module|preload CSS/i.test(error.message)
  if (!isOld && readFailure(error).status !== undefined) {
    return <ErrorState isPage={isPage} title={t.failedTitle} error={error} onRetry={again} actions={<WayOn />} />
  }
  return (
    <StateFace
      icon={isOld ? RefreshCw : OctagonAlert}
      kind={isOld ? 'warn' : 'bad'}
      role="alert"
      isPage={isPage}
      title={isOld ? t.newVersionTitle : t.failedTitle}
      actions={
        <>
          <Button onPress={isOld ? () => location.reload() : again}>{isOld ? t.reload : t.again}</Button>
          <WayOn />
        </>
      }
    >
      <p>{isOld ? t.newVersion : t.failedLead}</p>
    </StateFace>
  )
}

function WayOn() {
  const t = useTexts(shellTexts)
  const session = useSession()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const to = session ? '/dashboard' : '/'
  if (path === to) return null
  return <LinkButton to={to}>{session ? t.toDashboard : t.toStart}</LinkButton>
}

/** The same where the frame is what could not be shown: in that for everybody, which needs nothing of the account. */
export function FailedAlone(props: ErrorComponentProps) {
  const face = <Failed {...props} />
  return (
    <Failsafe instead={<main className={styles.alone}>{face}</main>}>
      <PublicFrame>{face}</PublicFrame>
    </Failsafe>
  )
}
