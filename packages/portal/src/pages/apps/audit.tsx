import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { appEventsQuery, useApp, useMayInApp } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { AuditFilter } from './audit-filter.tsx'
import { auditTexts } from './audit.texts.ts'
import { AuditTable } from './audit-table.tsx'

const route = getRouteApi('/console/apps/$appId/audit')

/** Who changed what in an app and its versions; the filter stands in the address. */
export function AppAudit() {
  const t = useTexts(auditTexts)
  const { appId } = route.useParams()
  const app = useApp(appId)
  const mayRead = useMayInApp(appId, 'team.view_log')
  useTitle(`${t.title} · ${app.name}`)
  return (
    <Section title={t.title} lead={t.lead}>
      {mayRead ? <Log appId={appId} /> : <ForbiddenState lead={t.forbidden} />}
    </Section>
  )
}

function Log({ appId }: { appId: string }) {
  const t = useTexts(auditTexts)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { of, who, since, cursor } = search
  const from = since === undefined ? undefined : startOf(days[since])
  const query = useQuery(appEventsQuery(appId, { subject_type: of, actor: who, from, cursor }))
  const pager = usePager(
    cursor,
    query.data?.next_cursor,
    (next) => void navigate({ search: { ...search, cursor: next } }),
  )
  const isFiltered = of !== undefined || who !== undefined || since !== undefined
  const clear = () => void navigate({ search: {} })
  return (
    <>
      <AuditFilter appId={appId} onClear={isFiltered ? clear : undefined} />
      <Loaded
        query={query}
        waiting={t.waiting}
        failed={t.failed}
        skeleton={<Skeleton kind="table" count={8} />}
        forbidden={<ForbiddenState lead={t.forbidden} />}
        isEmpty={({ events }) => events.length === 0}
        empty={isFiltered ? <NothingFits onClear={clear} /> : <NoEvents />}
      >
        {({ events }) => (
          <>
            <AuditTable appId={appId} events={events} />
            <Pages label={t.title} isPending={query.isPlaceholderData} {...pager} />
          </>
        )}
      </Loaded>
    </>
  )
}

const days = { week: 7, month: 30, quarter: 90 }
const dayMs = 86_400_000

/** The beginning of a day, in UTC: the same question as long as the day lasts. */
const startOf = (daysAgo: number) => new Date(Math.floor(Date.now() / dayMs - daysAgo) * dayMs).toISOString()

function NoEvents() {
  const t = useTexts(auditTexts)
  return (
    <EmptyState icon={ScrollText} title={t.emptyTitle}>
      {t.emptyLead}
    </EmptyState>
  )
}
