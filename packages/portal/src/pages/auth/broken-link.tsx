import type { ReactNode } from 'react'
import { useTexts } from '../../texts.ts'
import { AuthPage } from './auth-page.tsx'
import { authTexts } from './auth.texts.ts'

/** For a link that was used, is too old or was never one. */
export function BrokenLink({ why, children }: { why: string; children: ReactNode }) {
  const t = useTexts(authTexts)
  return (
    <AuthPage title={t.linkBroken} lead={why}>
      {children}
    </AuthPage>
  )
}
