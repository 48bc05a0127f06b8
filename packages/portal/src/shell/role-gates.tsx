import { Outlet } from '@tanstack/react-router'
import { ForbiddenState } from '../parts/forbidden-state.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { useAccount } from '../session.ts'
import { useTexts } from '../texts.ts'
import { useTitle } from '../title.ts'
import { shellTexts } from './shell.texts.ts'

/** Shows its pages to reviewers and admins; the server decides again with every call. */
export function ReviewerGate() {
  const t = useTexts(shellTexts)
  const { role } = useAccount()
  return role === 'developer' ? <Forbidden lead={t.forReviewers} /> : <Outlet />
}

/** Shows its pages to admins. */
export function AdminGate() {
  const t = useTexts(shellTexts)
  const { role } = useAccount()
  return role === 'admin' ? <Outlet /> : <Forbidden lead={t.forAdmins} />
}

function Forbidden({ lead }: { lead: string }) {
  const t = useTexts(shellTexts)
  useTitle(t.forbiddenTitle)
  return (
    <ForbiddenState
      isPage
      title={t.forbiddenTitle}
      lead={lead}
      actions={<LinkButton to="/dashboard">{t.toDashboard}</LinkButton>}
    />
  )
}
