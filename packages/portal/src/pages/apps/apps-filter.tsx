import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useFormat } from '../../format.ts'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterSearch } from '../../parts/filter-search.tsx'
import { FilterOrder, FilterSelect } from '../../parts/filter-select.tsx'
import { myTeamsQuery } from '../../queries/my-teams.ts'
import { useTexts } from '../../texts.ts'
import { appStates } from '../../words/apps.ts'
import { useWords } from '../../words/use-words.ts'
import { appsTexts } from './apps.texts.ts'
import { appSorts, appStateFilters } from './routes.tsx'

const route = getRouteApi('/console/apps')

interface AppsFilterProps {
  total: number | undefined
  onClear: (() => void) | undefined
}

/** What the list of apps is narrowed to; each choice goes into the address and begins the list again. */
export function AppsFilter({ total, onClear }: AppsFilterProps) {
  const t = useTexts(appsTexts)
  const say = useWords(appStates)
  const { number } = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: teams = [] } = useQuery(myTeamsQuery)
  const set = (changes: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...changes, cursor: undefined }, replace: true, resetScroll: false })
  return (
    <FilterBar
      label={t.filters}
      count={total === undefined ? t.noCount : t.count(total, number(total))}
      onClear={onClear}
    >
      <FilterSearch label={t.search} value={search.q} onChange={(q) => set({ q })} />
      <FilterSelect
        label={t.state}
        value={search.state}
        any={t.anyState}
        options={appStateFilters}
        say={say}
        onChange={(state) => set({ state })}
      />
      {teams.length > 1 && (
        <FilterSelect
          label={t.team}
          value={search.team}
          any={t.anyTeam}
          options={teams.map(({ id }) => id)}
          say={(team) => teams.find(({ id }) => id === team)?.name ?? team}
          onChange={(team) => set({ team })}
        />
      )}
      <FilterOrder
        label={t.sort}
        value={search.sort}
        options={appSorts}
        say={(sort) => t.sorts[sort]}
        onChange={(sort) => set({ sort })}
      />
    </FilterBar>
  )
}
