import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Notice } from '../../parts/notice.tsx'
import { portalQuery } from '../../queries/portal.ts'
import { describeProblem } from '../../shell/identity/problem-words.ts'
import { problemTexts } from '../../shell/identity/problem.texts.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import styles from './account.module.css'
import { LinkedSection } from './linked-section.tsx'
import { PasskeysSection } from './passkeys-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { securityTexts } from './security.texts.ts'
import { TotpSection } from './totp-section.tsx'

const route = getRouteApi('/console/account/security')

/** What signs in to the account, and what protects it. */
export function Security() {
  const t = useTexts(securityTexts)
  const problems = useTexts(problemTexts)
  const { done, ...said } = route.useSearch()
  const { data: portal } = useQuery(portalQuery)
  const problem = describeProblem(problems, said)
  useTitle(t.title)
  return (
    <div className={styles.sections}>
      {done === 'linked' && <Notice kind="good">{t.linkedNow}</Notice>}
      {problem !== undefined && <Notice kind="bad">{problem}</Notice>}
      <PasswordSection />
      {portal?.sign_in.passkey !== false && <PasskeysSection />}
      <TotpSection />
      <LinkedSection />
    </div>
  )
}
