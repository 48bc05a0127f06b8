import type { Decision } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { words } from 'virtual:contract'
import { PortalError } from '../../call.ts'
import { Dotted } from '../../parts/dotted.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterSearch } from '../../parts/filter-search.tsx'
import { FilterSelect } from '../../parts/filter-select.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { decisionsQuery } from '../../queries/store.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { isSaidByCode } from '../../words/is-said-by-code.ts'
import { reviewReasons } from '../../words/reviews.ts'
import { decidedBy, decisionActions, decisionReasons } from '../../words/safety.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useWords } from '../../words/use-words.ts'
import styles from './decisions.module.css'
import { decisionsTexts } from './decisions.texts.ts'
import { deciders } from './sorts.ts'

const route = getRouteApi('/public/store/decisions')

/** What was refused, taken away and given back, for everybody to read. */
export function Decisions() {
  const t = useTexts(decisionsTexts)
  const { app, by, cursor } = route.useSearch()
  const navigate = route.useNavigate()
  const decisions = useQuery(decisionsQuery({ app_id: app, by }, cursor))
  const decider = useWords(decidedBy)
  const columns = useColumns()
  const pager = usePager(
    cursor,
    decisions.data?.next_cursor,
    (to) => void navigate({ search: { app, by, cursor: to } }),
  )
  const isFiltered = app !== undefined || by !== undefined
  // The beginning of an app id, while it is being typed, is refused by the API: no app has it.
  const isCutOff = decisions.error instanceof PortalError && decisions.error.status === 400 && app !== undefined
  const clear = () => void navigate({ search: {} })
  useTitle(t.title)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className={styles.list}>
        <FilterBar label={t.title} onClear={isFiltered ? clear : undefined}>
          <FilterSearch
            label={t.filterApp}
            value={app}
            onChange={(id) => void navigate({ search: { by, app: id }, replace: true })}
          />
          <FilterSelect
            label={t.filterBy}
            value={by}
            any={t.everybody}
            options={deciders}
            say={decider}
            onChange={(chosen) => void navigate({ search: { app, by: chosen } })}
          />
        </FilterBar>
        <Loaded
          query={isCutOff ? { ...decisions, error: null, data: nothing } : decisions}
          skeleton={<Skeleton kind="table" count={6} />}
          isEmpty={(page) => page.decisions.length === 0}
          empty={isFiltered ? <NothingFits onClear={clear} /> : <EmptyState title={t.empty}>{t.emptyLead}</EmptyState>}
        >
          {(page) => (
            <>
              <Table label={t.title} columns={columns} rows={page.decisions} rowKey={({ id }) => id} />
              <Pages label={t.title} {...pager} />
            </>
          )}
        </Loaded>
      </div>
    </>
  )
}

const nothing = { decisions: [], next_cursor: null }

function useColumns(): readonly Column<Decision>[] {
  const t = useTexts(decisionsTexts)
  const decider = useWords(decidedBy)
  const act = useWords(decisionActions)
  const reasonWord = useWords(decisionReasons)
  const reviewWord = useWords(reviewReasons)
  const sayNote = useNotes()
  return useMemo(
    () => [
      { key: 'what', label: t.what, cell: ({ action }) => <Named>{act(action)}</Named> },
      {
        key: 'app',
        label: t.app,
        cell: ({ app_id, version }) =>
          app_id === null ? (
            <span className={styles.soft}>{t.noApp}</span>
          ) : (
            <>
              <Link to="/store/$appId" params={{ appId: app_id }}>
                <Dotted text={app_id} />
              </Link>
              {version !== null && ` ${version}`}
            </>
          ),
      },
      {
        key: 'why',
        label: t.why,
        cell: ({ reason_code, reason, reason_note }) => (
          <>
            <p>{isReviewReason(reason_code) ? reviewWord(reason_code) : reasonWord(reason_code)}</p>
            {!isSaidByCode(reason_code, reason) && <p className={styles.reason}>{sayNote(reason, reason_note)}</p>}
          </>
        ),
      },
      { key: 'by', label: t.by, isNarrow: true, cell: ({ by }) => decider(by) },
      { key: 'when', label: t.when, isNarrow: true, cell: ({ at }) => <Time value={at} kind="date" /> },
    ],
    [t, decider, act, reasonWord, reviewWord, sayNote],
  )
}

/** A refusal has a reason of the review, everything else one of safety. */
const isReviewReason = (code: string) => Object.hasOwn(words.reviewReasons, code)
