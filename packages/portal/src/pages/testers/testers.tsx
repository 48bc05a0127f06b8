import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { useFormat } from '../../format.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterSearch } from '../../parts/filter-search.tsx'
import { FilterSelect } from '../../parts/filter-select.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useApp, useMayInApp } from '../../queries/apps.ts'
import { testersQuery } from '../../queries/testers.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { testerStates } from '../../words/apps.ts'
import { useWords } from '../../words/use-words.ts'
import { InviteTester } from './invite-tester.tsx'
import { TesterLinks } from './tester-links.tsx'
import { TestersTable } from './testers-table.tsx'
import { testersTexts } from './testers.texts.ts'
import { testerStateFilters } from './routes.tsx'

const route = getRouteApi('/console/apps/$appId/testers')

/** Who tests an app: devices that joined, open invitations, and the links to join by. */
export function TestersPage() {
  const t = useTexts(testersTexts)
  const { appId } = route.useParams()
  const app = useApp(appId)
  const mayManage = useMayInApp(appId, 'tester.manage')
  useTitle(`${t.title} · ${app.name}`)
  if (!mayManage) {
    return (
      <Section title={t.title} lead={t.lead}>
        <ForbiddenState lead={t.forbidden} />
      </Section>
    )
  }
  return (
    <>
      <Section title={t.title} lead={t.lead} actions={<InviteTester appId={appId} />}>
        <List appId={appId} />
      </Section>
      <TesterLinks appId={appId} />
    </>
  )
}

function List({ appId }: { appId: string }) {
  const t = useTexts(testersTexts)
  const { number } = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(testersQuery(appId, search))
  const pager = usePager(
    search.cursor,
    query.data?.next_cursor,
    (cursor) => void navigate({ search: { ...search, cursor } }),
  )
  const isFiltered = search.q !== undefined || search.state !== undefined
  const isFirst = !isFiltered && query.data?.total === 0
  const clear = () => void navigate({ search: {} })
  const total = query.data?.total
  return (
    <>
      {!isFirst && (
        <Filter
          count={total === undefined ? t.noCount : t.count(total, number(total))}
          onClear={isFiltered ? clear : undefined}
        />
      )}
      <Loaded
        query={query}
        waiting={t.waiting}
        failed={t.failed}
        skeleton={<Skeleton kind="table" count={4} />}
        forbidden={<ForbiddenState lead={t.forbidden} />}
        isEmpty={({ testers }) => testers.length === 0}
        empty={isFiltered ? <NothingFits onClear={clear} /> : <NoTesters />}
      >
        {({ testers }) => (
          <>
            <TestersTable appId={appId} testers={testers} />
            <Pages label={t.pages} isPending={query.isPlaceholderData} {...pager} />
          </>
        )}
      </Loaded>
    </>
  )
}

interface FilterProps {
  count: string
  onClear: (() => void) | undefined
}

function Filter({ count, onClear }: FilterProps) {
  const t = useTexts(testersTexts)
  const say = useWords(testerStates)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changes: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...changes, cursor: undefined }, replace: true, resetScroll: false })
  return (
    <FilterBar label={t.filters} count={count} onClear={onClear}>
      <FilterSearch label={t.search} value={search.q} onChange={(q) => set({ q })} />
      <FilterSelect
        label={t.state}
        value={search.state}
        any={t.anyState}
        options={testerStateFilters}
        say={say}
        onChange={(state) => set({ state })}
      />
    </FilterBar>
  )
}

function NoTesters() {
  const t = useTexts(testersTexts)
  return (
    <EmptyState icon={Users} title={t.emptyTitle}>
      {t.emptyLead}
    </EmptyState>
  )
}
