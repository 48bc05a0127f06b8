import { Outlet } from '@tanstack/react-router'
import { ForbiddenState } from '../parts/forbidden-state.tsx'
import { useAccount } from '../session.ts'
import { useTexts } from '../texts.ts'
import { shellTexts } from './shell.texts.ts'

/** Shows its pages to reviewers and admins; the server decides again with every call. */
export function ReviewerGate() {
  const t = useTexts(shellTexts)
  const { role } = useAccount()
  return role === 'developer' ? <ForbiddenState isPage title={t.forbiddenTitle} lead={t.forReviewers} /> : <Outlet />
}

/** Shows its pages to admins. */
export function AdminGate() {
  const t = useTexts(shellTexts)
  const { role } = useAccount()
  return role === 'admin' ? <Outlet /> : <ForbiddenState isPage title={t.forbiddenTitle} lead={t.forAdmins} />
}
