import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Plus, Smartphone } from 'lucide-react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { appsQuery } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { appsTexts } from './apps.texts.ts'
import { AppsFilter } from './apps-filter.tsx'
import { AppsTable } from './apps-table.tsx'

const route = getRouteApi('/console/apps')

/** The apps of the own teams; what is searched, filtered and sorted stands in the address. */
export function Apps() {
  const t = useTexts(appsTexts)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(appsQuery({ sort: 'updated', ...search }))
  const pager = usePager(
    search.cursor,
    query.data?.next_cursor,
    (cursor) => void navigate({ search: { ...search, cursor } }),
  )
  useTitle(t.title)
  const isFiltered = search.q !== undefined || search.state !== undefined || search.team !== undefined
  // There is nothing to search yet.
  const isFirst = query.data?.total === 0 && !isFiltered
  const clear = () => void navigate({ search: { sort: search.sort } })
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          <LinkButton to="/apps/new" search={{ team: search.team }} icon={Plus} kind="primary">
            {t.newApp}
          </LinkButton>
        }
      />
      {!isFirst && <AppsFilter total={query.data?.total} onClear={isFiltered ? clear : undefined} />}
      <Loaded
        query={query}
        waiting={t.waiting}
        failed={t.failed}
        skeleton={<Skeleton kind="table" count={8} />}
        isEmpty={({ apps }) => apps.length === 0}
        empty={isFiltered ? <NothingFits onClear={clear} /> : <NoApps />}
      >
        {({ apps }) => (
          <>
            <AppsTable apps={apps} />
            <Pages label={t.pages} isPending={query.isPlaceholderData} {...pager} />
          </>
        )}
      </Loaded>
    </>
  )
}

function NoApps() {
  const t = useTexts(appsTexts)
  return (
    <EmptyState
      icon={Smartphone}
      title={t.emptyTitle}
      actions={
        <LinkButton to="/apps/new" icon={Plus}>
          {t.newApp}
        </LinkButton>
      }
    >
      {t.emptyLead}
    </EmptyState>
  )
}
