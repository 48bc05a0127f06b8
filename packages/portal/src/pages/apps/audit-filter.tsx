import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterSelect } from '../../parts/filter-select.tsx'
import { useApp } from '../../queries/apps.ts'
import { teamMembersQuery } from '../../queries/my-teams.ts'
import { useTexts } from '../../texts.ts'
import { auditTexts } from './audit.texts.ts'

const route = getRouteApi('/console/apps/$appId/audit')

const kinds = ['app', 'version'] as const
const sinces = ['week', 'month', 'quarter'] as const

/** What the log is narrowed to; each choice goes into the address and begins the log again. */
export function AuditFilter({ appId, onClear }: { appId: string; onClear: (() => void) | undefined }) {
  const t = useTexts(auditTexts)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: members = [] } = useQuery(teamMembersQuery(useApp(appId).team_id))
  const set = (changes: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...changes, cursor: undefined }, replace: true, resetScroll: false })
  return (
    <FilterBar label={t.filters} onClear={onClear}>
      <FilterSelect
        label={t.kind}
        value={search.of}
        any={t.kinds.any}
        options={kinds}
        say={(kind) => t.kinds[kind]}
        onChange={(of) => set({ of })}
      />
      <FilterSelect
        label={t.who}
        value={search.who}
        any={t.anybody}
        options={members.map(({ account_id }) => account_id)}
        say={(who) => members.find(({ account_id }) => account_id === who)?.name ?? who}
        onChange={(who) => set({ who })}
      />
      <FilterSelect
        label={t.since}
        value={search.since}
        any={t.sinces.any}
        options={sinces}
        say={(since) => t.sinces[since]}
        onChange={(since) => set({ since })}
      />
    </FilterBar>
  )
}
