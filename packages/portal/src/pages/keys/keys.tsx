import { getRouteApi } from '@tanstack/react-router'
import { PageHeader } from '../../parts/page-header.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { ApiKeys } from './api-keys.tsx'
import { keysTexts } from './keys.texts.ts'
import { SigningKeys } from './signing-keys.tsx'

const route = getRouteApi('/console/keys')

/** Everything that acts or signs for an account. */
export function Keys() {
  const t = useTexts(keysTexts)
  const { tab = 'api' } = route.useSearch()
  useTitle(t.title)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead}>
        <Tabs
          label={t.tabs}
          tabs={[
            { label: t.apiTab, link: { to: '/keys', search: {} } },
            { label: t.signingTab, link: { to: '/keys', search: { tab: 'signing' } } },
          ]}
        />
      </PageHeader>
      {tab === 'api' ? <ApiKeys /> : <SigningKeys />}
    </>
  )
}
