import { useRouter } from '@tanstack/react-router'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useParams } from '@tanstack/react-router'
import { PackageX } from 'lucide-react'
import { PortalError } from '../../call.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { appFrameTexts } from './app-frame.texts.ts'

/** An app that cannot be shown: there is none, it belongs to others, or the portal failed. */
export function AppFailed({ error, reset }: ErrorComponentProps) {
  const t = useTexts(appFrameTexts)
  const router = useRouter()
  const { appId = '' } = useParams({ strict: false })
  useTitle(appId)
  const again = () => {
    reset()
    void router.invalidate()
  }
  // An id that cannot be one is refused as input; to the person it is the same.
  const isMissing = error instanceof PortalError && ['app.not_found', 'invalid_input'].includes(error.code)
  return (
    <>
      <PageHeader title={appId} crumbs={[{ label: t.apps, link: { to: '/apps' } }]} />
      {isMissing ? (
        <EmptyState icon={PackageX} title={t.notFoundTitle} actions={<LinkButton to="/apps">{t.toApps}</LinkButton>}>
          {t.notFoundLead(appId)}
        </EmptyState>
      ) : (
        <ErrorState error={error} onRetry={again} />
      )}
    </>
  )
}
