import type { PortalAccount } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Avatar } from '../../parts/avatar.tsx'
import { Badge } from '../../parts/badge.tsx'
import { FilterSearch } from '../../parts/filter-search.tsx'
import { FilterOrder } from '../../parts/filter-select.tsx'
import { Named } from '../../parts/named.tsx'
import { StatusPill } from '../../parts/status.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { accountsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { portalRoles } from '../../words/teams.ts'
import { useWords } from '../../words/use-words.ts'
import { AccountActDialog } from './account-act-dialog.tsx'
import { AccountActions } from './account-actions.tsx'
import type { AccountAct } from './account-actions.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { accountsTexts } from './accounts.texts.ts'
import styles from './admin.module.css'
import { adminTexts } from './admin.texts.ts'
import { accountSorts, accountStates, roles } from './choices.ts'
import { FilterSelect } from './filter-select.tsx'
import { ListFrame } from './list-frame.tsx'

const route = getRouteApi('/console/admin/admin/accounts')
const idOf = ({ id }: PortalAccount) => id

/** Everybody who can sign in, and the role of each. */
export function Accounts() {
  const t = useTexts(accountsTexts)
  const common = useTexts(adminTexts)
  const word = useWords(portalRoles)
  const found = route.useSearch()
  const navigate = route.useNavigate()
  const { account, ...filter } = found
  const accounts = useQuery(accountsQuery(filter))
  const columns = useColumns()
  const [acted, setActed] = useState<{ account: PortalAccount; act: AccountAct }>()
  const isFiltered = filter.q !== undefined || filter.role !== undefined || filter.state !== undefined
  const set = (changes: Partial<typeof filter>, replace = false) =>
    void navigate({ search: { ...filter, cursor: undefined, ...changes }, replace })
  return (
    <>
      <ListFrame
        title={t.title}
        lead={t.lead}
        filters={
          <>
            <FilterSearch label={t.search} value={filter.q} onChange={(q) => set({ q }, true)} />
            <FilterSelect
              label={t.role}
              value={filter.role}
              options={roles}
              word={word}
              onChange={(role) => set({ role })}
            />
            <FilterSelect
              label={common.state}
              value={filter.state}
              options={accountStates}
              word={(state) => t.states[state]}
              onChange={(state) => set({ state })}
            />
            <FilterOrder
              label={common.sort}
              value={filter.sort}
              options={accountSorts}
              say={(sort) => t.sorts[sort]}
              onChange={(sort) => set({ sort })}
            />
          </>
        }
        onClear={isFiltered ? () => void navigate({ search: { sort: filter.sort } }) : undefined}
        query={accounts}
        rowsOf={(page) => page.accounts}
        empty={t.empty}
        cursor={filter.cursor}
        onPage={(cursor) => set({ cursor })}
        columns={columns}
        rowKey={idOf}
        rowLink={({ id }) => ({ to: '/admin/accounts', search: { ...filter, account: id } })}
        rowActions={(row) => <AccountActions account={row} onAct={(act) => setActed({ account: row, act })} />}
      />
      {account !== undefined && (
        <AccountDialog key={account} accountId={account} onClose={() => void navigate({ search: filter })} />
      )}
      {acted && <AccountActDialog {...acted} onClose={() => setActed(undefined)} />}
    </>
  )
}

function useColumns(): readonly Column<PortalAccount>[] {
  const t = useTexts(accountsTexts)
  const common = useTexts(adminTexts)
  const word = useWords(portalRoles)
  return useMemo(
    () => [
      {
        key: 'account',
        label: t.account,
        cell: ({ name, email, email_verified }) => (
          <Named
            picture={<Avatar name={name} />}
            note={
              <span className={styles.beside}>
                {email}
                {!email_verified && <Badge kind="warn">{t.unverified}</Badge>}
              </span>
            }
          >
            {name}
          </Named>
        ),
      },
      {
        key: 'role',
        label: t.role,
        isNarrow: true,
        cell: ({ role }) => <Badge kind={role === 'developer' ? 'plain' : 'accent'}>{word(role)}</Badge>,
      },
      {
        key: 'state',
        label: common.state,
        isNarrow: true,
        cell: ({ locked_at }) =>
          locked_at === null ? (
            <span className={styles.soft}>{t.states.active}</span>
          ) : (
            <StatusPill colour="red" icon={Lock} label={t.states.locked} />
          ),
      },
      {
        key: 'since',
        label: t.since,
        isNarrow: true,
        cell: ({ created_at }) => <Time value={created_at} kind="date" />,
      },
    ],
    [t, common, word],
  )
}
