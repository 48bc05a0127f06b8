import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useFormat } from '../../format.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterOrder, FilterSelect } from '../../parts/filter-select.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { crashesQuery, releasesQuery } from '../../queries/analytics.ts'
import { useApp } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { CrashesTable } from './crashes-table.tsx'
import { crashesTexts } from './crashes.texts.ts'
import { crashSorts } from './routes.tsx'

const route = getRouteApi('/console/apps/$appId/crashes')

/** What makes an app crash, by cause. */
export function CrashesPage() {
  const t = useTexts(crashesTexts)
  const { appId } = route.useParams()
  const app = useApp(appId)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(crashesQuery(appId, search))
  const pager = usePager(
    search.cursor,
    query.data?.next_cursor,
    (cursor) => void navigate({ search: { ...search, cursor } }),
  )
  useTitle(`${t.title} · ${app.name}`)
  const isFiltered = search.version !== undefined
  const isFirst = !isFiltered && query.data?.total === 0
  const clear = () => void navigate({ search: {} })
  return (
    <Section title={t.title} lead={t.lead}>
      {!isFirst && <Filters appId={appId} total={query.data?.total} onClear={isFiltered ? clear : undefined} />}
      <Loaded
        query={query}
        waiting={t.waiting}
        failed={t.failed}
        skeleton={<Skeleton kind="table" count={6} />}
        forbidden={<ForbiddenState />}
        isEmpty={({ groups }) => groups.length === 0}
        empty={isFiltered ? <NothingFits onClear={clear} /> : <NoCrashes />}
      >
        {({ groups }) => (
          <>
            <CrashesTable appId={appId} groups={groups} />
            <Pages label={t.pages} isPending={query.isPlaceholderData} {...pager} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

interface FiltersProps {
  appId: string
  total: number | undefined
  onClear: (() => void) | undefined
}

function Filters({ appId, total, onClear }: FiltersProps) {
  const t = useTexts(crashesTexts)
  const { number } = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: releases = [] } = useQuery(releasesQuery(appId))
  const set = (changes: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...changes, cursor: undefined }, replace: true, resetScroll: false })
  const known = releases.map(({ version }) => version)
  const chosen = search.version
  const versions = chosen === undefined || known.includes(chosen) ? known : [chosen, ...known]
  return (
    <FilterBar
      label={t.filters}
      count={total === undefined ? t.noCount : t.count(total, number(total))}
      onClear={onClear}
    >
      <FilterSelect
        label={t.version}
        value={chosen}
        any={t.allVersions}
        options={versions}
        say={(version) => version}
        onChange={(version) => set({ version })}
      />
      <FilterOrder
        label={t.sort}
        value={search.sort}
        options={crashSorts}
        say={(sort) => t.sorts[sort]}
        onChange={(sort) => set({ sort })}
      />
    </FilterBar>
  )
}

function NoCrashes() {
  const t = useTexts(crashesTexts)
  return (
    <EmptyState icon={CircleCheck} title={t.emptyTitle}>
      {t.emptyLead}
    </EmptyState>
  )
}
