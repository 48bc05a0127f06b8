import { getRouteApi } from '@tanstack/react-router'
import { useFormat } from '../../format.ts'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Select } from '../../parts/select.tsx'
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
  const states = [
    { value: 'any', label: t.anyState } as const,
    ...versionStateFilters.map((value) => ({ value, label: sayState(value) })),
  ]
  const trackOptions = [
    { value: 'any', label: t.anyTrack } as const,
    ...versionTracks.map((value) => ({ value, label: sayTrack(value) })),
  ]
  return (
    <FilterBar
      label={t.filters}
      count={total === undefined ? undefined : t.count(total, number(total))}
      onClear={onClear}
    >
      <Select
        label={t.state}
        isLabelHidden
        size="medium"
        value={search.state ?? 'any'}
        onChange={(state) => set({ state: state === 'any' ? undefined : state })}
        options={states}
      />
      <Select
        label={t.track}
        isLabelHidden
        size="medium"
        value={search.track ?? 'any'}
        onChange={(track) => set({ track: track === 'any' ? undefined : track })}
        options={trackOptions}
      />
      <Select
        label={t.sort}
        isLabelHidden
        size="medium"
        value={search.sort ?? 'newest'}
        onChange={(sort) => set({ sort: sort === 'newest' ? undefined : sort })}
        options={versionSorts.map((value) => ({ value, label: t.sorts[value] }))}
      />
    </FilterBar>
  )
}
