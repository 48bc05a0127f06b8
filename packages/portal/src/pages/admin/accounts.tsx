import type { Account } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { Avatar } from '../../parts/avatar.tsx'
import { Badge } from '../../parts/badge.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Select } from '../../parts/select.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { accountsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { portalRoles } from '../../words/teams.ts'
import { useWords } from '../../words/use-words.ts'
import { AccountDialog } from './account-dialog.tsx'
import { accountsTexts } from './accounts.texts.ts'
import styles from './admin.module.css'
import { adminTexts } from './admin.texts.ts'
import { accountSorts, roles } from './choices.ts'
import { EmptyList } from './empty-list.tsx'
import { FilterSelect } from './filter-select.tsx'

const route = getRouteApi('/console/admin/admin/accounts')
const idOf = ({ id }: Account) => id

/** Everybody who can sign in, and the role of each. */
export function Accounts() {
  const t = useTexts(accountsTexts)
  const common = useTexts(adminTexts)
  const { number } = useFormat()
  const word = useWords(portalRoles)
  const found = route.useSearch()
  const navigate = route.useNavigate()
  const { account, ...filter } = found
  const accounts = useQuery(accountsQuery(filter))
  const columns = useColumns()
  const pager = usePager(
    filter.cursor,
    accounts.data?.next_cursor,
    (cursor) => void navigate({ search: { ...filter, cursor } }),
  )
  const clear = () => void navigate({ search: { sort: filter.sort } })
  const isFiltered = filter.q !== undefined || filter.role !== undefined
  const total = accounts.data?.total
  useTitle(t.title)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className={styles.stack}>
        <FilterBar
          label={t.title}
          count={total !== undefined && common.count(total, number(total))}
          onClear={isFiltered ? clear : undefined}
        >
          <SearchField
            label={t.search}
            isLabelHidden
            size="medium"
            placeholder={t.search}
            value={filter.q ?? ''}
            onSearch={(q) =>
              void navigate({ search: { ...filter, cursor: undefined, q: q || undefined }, replace: true })
            }
          />
          <FilterSelect
            label={t.role}
            value={filter.role}
            options={roles}
            word={word}
            onChange={(role) => void navigate({ search: { ...filter, cursor: undefined, role } })}
          />
          <Select
            label={common.sort}
            isLabelHidden
            size="medium"
            value={filter.sort ?? 'oldest'}
            options={accountSorts.map((value) => ({ value, label: t.sorts[value] }))}
            onChange={(sort) => void navigate({ search: { ...filter, cursor: undefined, sort } })}
          />
        </FilterBar>
        <Loaded
          query={accounts}
          skeleton={<Skeleton kind="table" count={8} />}
          isEmpty={(page) => page.accounts.length === 0}
          empty={<EmptyList title={t.empty} onClear={isFiltered ? clear : undefined} />}
        >
          {(page) => (
            <>
              <Table
                label={t.title}
                columns={columns}
                rows={page.accounts}
                rowKey={idOf}
                rowLink={({ id }) => ({ to: '/admin/accounts', search: { ...filter, account: id } })}
              />
              <Pages label={t.title} isPending={accounts.isPlaceholderData} {...pager} />
            </>
          )}
        </Loaded>
      </div>
      {account !== undefined && (
        <AccountDialog key={account} accountId={account} onClose={() => void navigate({ search: filter })} />
      )}
    </>
  )
}

function useColumns(): readonly Column<Account>[] {
  const t = useTexts(accountsTexts)
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
              <>
                {email} {!email_verified && <Badge kind="warn">{t.unverified}</Badge>}
              </>
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
        key: 'since',
        label: t.since,
        isNarrow: true,
        cell: ({ created_at }) => <Time value={created_at} kind="date" />,
      },
    ],
    [t, word],
  )
}
