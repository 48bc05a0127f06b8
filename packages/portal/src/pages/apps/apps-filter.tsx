import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useFormat } from '../../format.ts'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Select } from '../../parts/select.tsx'
import type { Option } from '../../parts/select.tsx'
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
  const states = [
    { value: 'any', label: t.anyState } as const,
    ...appStateFilters.map((state) => ({ value: state, label: say(state) })),
  ]
  const teamOptions: Option[] = [
    { value: 'any', label: t.anyTeam },
    ...teams.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <FilterBar
      label={t.filters}
      count={total === undefined ? t.noCount : t.count(total, number(total))}
      onClear={onClear}
    >
      <SearchField
        label={t.search}
        isLabelHidden
        placeholder={t.search}
        size="medium"
        value={search.q ?? ''}
        onSearch={(q) => set({ q: q === '' ? undefined : q })}
      />
      <Select
        label={t.state}
        isLabelHidden
        size="medium"
        value={search.state ?? 'any'}
        onChange={(state) => set({ state: state === 'any' ? undefined : state })}
        options={states}
      />
      {teams.length > 1 && (
        <Select
          label={t.team}
          isLabelHidden
          size="medium"
          value={search.team ?? 'any'}
          onChange={(team) => set({ team: team === 'any' ? undefined : team })}
          options={teamOptions}
        />
      )}
      <Select
        label={t.sort}
        isLabelHidden
        size="medium"
        value={search.sort ?? 'updated'}
        onChange={(sort) => set({ sort: sort === 'updated' ? undefined : sort })}
        options={appSorts.map((sort) => ({ value: sort, label: t.sorts[sort] }))}
      />
    </FilterBar>
  )
}
