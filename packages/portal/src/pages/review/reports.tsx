import type { ReportedApp } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterOrder, FilterSelect } from '../../parts/filter-select.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { reportsQuery } from '../../queries/reports.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { reportCategoryNames, reportStates as stateWords } from '../../words/safety.ts'
import { useWords } from '../../words/use-words.ts'
import { reportCategoryCodes, reportStates } from './choices.ts'
import { CloseReports } from './close-reports.tsx'
import { QuarantineApp } from './quarantine-app.tsx'
import { ReportCard } from './report-card.tsx'
import { reportTexts } from './reports.texts.ts'
import styles from './cases.module.css'

const route = getRouteApi('/console/reviewer/review/reports')

/** What people reported about apps, app by app, and what can be done about it. */
export function Reports() {
  const t = useTexts(reportTexts)
  const { number } = useFormat()
  const sayState = useWords(stateWords)
  const sayCategory = useWords(reportCategoryNames)
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const { state, category, cursor } = filter
  const query = useQuery(reportsQuery(filter))
  const pager = usePager(cursor, query.data?.next_cursor, (to) => void navigate({ search: { ...filter, cursor: to } }))
  const [asked, setAsked] = useState<{ app: ReportedApp; what: 'close' | 'quarantine' }>()
  const isFiltered = state !== undefined || category !== undefined
  const clear = () => void navigate({ search: {} })
  const total = query.data?.total
  useTitle(t.title)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className={styles.page}>
        <FilterBar
          label={t.filters}
          count={total === undefined ? undefined : t.count(total, number(total))}
          onClear={isFiltered ? clear : undefined}
        >
          <FilterOrder
            label={t.state}
            value={state}
            options={reportStates}
            say={sayState}
            onChange={(chosen) => void navigate({ search: { category, state: chosen }, replace: true })}
          />
          <FilterSelect
            label={t.category}
            value={category}
            any={t.anyCategory}
            options={reportCategoryCodes}
            say={sayCategory}
            onChange={(chosen) => void navigate({ search: { state, category: chosen }, replace: true })}
          />
        </FilterBar>
        <Loaded
          query={query}
          waiting={t.waiting}
          failed={t.failed}
          skeleton={<Skeleton kind="cards" count={3} />}
          isEmpty={({ apps }) => apps.length === 0}
          empty={isFiltered ? <NothingFits onClear={clear} /> : <EmptyState title={t.emptyTitle}>{t.empty}</EmptyState>}
        >
          {({ apps }) => (
            <div className={styles.list}>
              {apps.map((app) => (
                <ReportCard
                  key={app.app_id}
                  app={app}
                  actions={
                    state !== 'closed' && (
                      <>
                        {app.app_state === 'published' && (
                          <Button
                            size="small"
                            aria-label={t.quarantineOf(app.app_name)}
                            onPress={() => setAsked({ app, what: 'quarantine' })}
                          >
                            {t.quarantine}
                          </Button>
                        )}
                        <Button
                          size="small"
                          aria-label={t.closeOf(app.app_name)}
                          onPress={() => setAsked({ app, what: 'close' })}
                        >
                          {t.close}
                        </Button>
                      </>
                    )
                  }
                />
              ))}
              <Pages label={t.title} isPending={query.isPlaceholderData} {...pager} />
            </div>
          )}
        </Loaded>
      </div>
      {asked?.what === 'close' && <CloseReports app={asked.app} onClose={() => setAsked(undefined)} />}
      {asked?.what === 'quarantine' && <QuarantineApp app={asked.app} onClose={() => setAsked(undefined)} />}
    </>
  )
}
