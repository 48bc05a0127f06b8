import { Outlet } from '@tanstack/react-router'
import { useFormat } from '../../format.ts'
import { useLanguage } from '../../language.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { wordFor } from '../../words/family.ts'
import { portalRoles } from '../../words/teams.ts'
import { accountFrameTexts } from './account-frame.texts.ts'

/** What stands above every page of the account. */
export function AccountFrame() {
  const t = useTexts(accountFrameTexts)
  const { language } = useLanguage()
  const { date } = useFormat()
  const { role, created_at } = useAccount()
  return (
    <>
      <PageHeader title={t.title} lead={t.since(wordFor(portalRoles, language, role), date(created_at))}>
        <Tabs
          label={t.pages}
          tabs={[
            { label: t.profile, link: { to: '/account' } },
            { label: t.security, link: { to: '/account/security' } },
            { label: t.sessions, link: { to: '/account/sessions' } },
            { label: t.activity, link: { to: '/account/activity' } },
            { label: t.data, link: { to: '/account/data' } },
          ]}
        />
      </PageHeader>
      <Outlet />
    </>
  )
}
