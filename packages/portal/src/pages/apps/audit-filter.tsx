import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Select } from '../../parts/select.tsx'
import type { Option } from '../../parts/select.tsx'
import { useApp } from '../../queries/apps.ts'
import { teamMembersQuery } from '../../queries/my-teams.ts'
import { useTexts } from '../../texts.ts'
import { auditTexts } from './audit.texts.ts'

const route = getRouteApi('/console/apps/$appId/audit')

const kinds = ['any', 'app', 'version'] as const
const sinces = ['any', 'week', 'month', 'quarter'] as const

/** What the log is narrowed to; each choice goes into the address and begins the log again. */
export function AuditFilter({ appId, onClear }: { appId: string; onClear: (() => void) | undefined }) {
  const t = useTexts(auditTexts)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: members = [] } = useQuery(teamMembersQuery(useApp(appId).team_id))
  const set = (changes: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...changes, cursor: undefined }, replace: true, resetScroll: false })
  const people: Option[] = [
    { value: 'any', label: t.anybody },
    ...members.map(({ account_id, name }) => ({ value: account_id, label: name })),
  ]
  return (
    <FilterBar label={t.filters} onClear={onClear}>
      <Select
        label={t.kind}
        isLabelHidden
        size="medium"
        value={search.of ?? 'any'}
        onChange={(of) => set({ of: of === 'any' ? undefined : of })}
        options={kinds.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
      />
      <Select
        label={t.who}
        isLabelHidden
        size="medium"
        value={search.who ?? 'any'}
        onChange={(who) => set({ who: who === 'any' ? undefined : who })}
        options={people}
      />
      <Select
        label={t.since}
        isLabelHidden
        size="medium"
        value={search.since ?? 'any'}
        onChange={(since) => set({ since: since === 'any' ? undefined : since })}
        options={sinces.map((since) => ({ value: since, label: t.sinces[since] }))}
      />
    </FilterBar>
  )
}
