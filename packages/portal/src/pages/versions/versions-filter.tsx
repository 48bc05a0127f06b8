import { getRouteApi } from '@tanstack/react-router'
import { useFormat } from '../../format.ts'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterOrder, FilterSelect } from '../../parts/filter-select.tsx'
import { useTexts } from '../../texts.ts'
import { useWords } from '../../words/use-words.ts'
import { tracks, versionStates } from '../../words/versions.ts'
import { versionSorts, versionStateFilters, versionTracks } from './search-words.ts'
import { versionsTexts } from './versions.texts.ts'

const route = getRouteApi('/console/apps/$appId/versions')

interface VersionsFilterProps {
  total: number | undefined
  onClear: (() => void) | undefined
}

/** What the list is narrowed to; each choice goes into the address and begins the list again. */
export function VersionsFilter({ total, onClear }: VersionsFilterProps) {
  const t = useTexts(versionsTexts)
  const { number } = useFormat()
  const sayState = useWords(versionStates)
  const sayTrack = useWords(tracks)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changes: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...changes, cursor: undefined }, replace: true, resetScroll: false })
  return (
    <FilterBar
      label={t.filters}
      count={total === undefined ? undefined : t.count(total, number(total))}
      onClear={onClear}
    >
      <FilterSelect
        label={t.state}
        value={search.state}
        any={t.anyState}
        options={versionStateFilters}
        say={sayState}
        onChange={(state) => set({ state })}
      />
      <FilterSelect
        label={t.track}
        value={search.track}
        any={t.anyTrack}
        options={versionTracks}
        say={sayTrack}
        onChange={(track) => set({ track })}
      />
      <FilterOrder
        label={t.sort}
        value={search.sort}
        options={versionSorts}
        say={(sort) => t.sorts[sort]}
        onChange={(sort) => set({ sort })}
      />
    </FilterBar>
  )
}
