import type { ReactNode } from 'react'
import { useFormat } from '../../format.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import type { Query } from '../../parts/loaded.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { TableProps } from '../../parts/table.tsx'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import styles from './admin.module.css'
import { adminTexts } from './admin.texts.ts'

interface Page {
  next_cursor: string | null
  total?: number
}

interface ListFrameProps<Row, Answer extends Page> extends Omit<TableProps<Row>, 'label' | 'rows'> {
  title: string
  lead: string
  actions?: ReactNode
  /** What stands above the list. */
  summary?: ReactNode
  filters: ReactNode
  /** Given while something is filtered. */
  onClear: (() => void) | undefined
  query: Query<Answer> & { isPlaceholderData: boolean }
  rowsOf: (answer: Answer) => readonly Row[]
  /** What a list without entries is called, and what would stand in it. */
  empty: string
  emptyLead?: ReactNode
  cursor: string | undefined
  onPage: (cursor: string | undefined) => void
}

/** A page that is one list: its title, what narrows it, its rows, and the pages beside this one. */
export function ListFrame<Row, Answer extends Page>(props: ListFrameProps<Row, Answer>) {
  const { title, lead, actions, summary, filters, onClear, query, rowsOf, empty, emptyLead, cursor, onPage, ...table } =
    props
  const t = useTexts(adminTexts)
  const { number } = useFormat()
  const pager = usePager(cursor, query.data?.next_cursor, onPage)
  const total = query.data?.total
  useTitle(title)
  return (
    <>
      <PageHeader title={title} lead={lead} actions={actions} />
      <div className={styles.stack}>
        {summary}
        <FilterBar label={title} count={total !== undefined && t.count(total, number(total))} onClear={onClear}>
          {filters}
        </FilterBar>
        <Loaded
          query={query}
          skeleton={<Skeleton kind="table" count={8} />}
          isEmpty={(answer) => rowsOf(answer).length === 0}
          empty={onClear ? <NothingFits onClear={onClear} /> : <EmptyState title={empty}>{emptyLead}</EmptyState>}
        >
          {(answer) => (
            <>
              <Table {...table} label={title} rows={rowsOf(answer)} />
              <Pages label={title} isPending={query.isPlaceholderData} {...pager} />
            </>
          )}
        </Loaded>
      </div>
    </>
  )
}
