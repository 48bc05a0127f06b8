import type { Quarantine } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterSelect } from '../../parts/filter-select.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { quarantinesQuery } from '../../queries/quarantines.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { quarantineStates } from '../../words/safety.ts'
import { useWords } from '../../words/use-words.ts'
import { quarantineStateWords } from './choices.ts'
import { QuarantineCard } from './quarantine-card.tsx'
import { QuarantineDialog } from './quarantine-dialog.tsx'
import type { QuarantineStep } from './quarantine-dialog.tsx'
import { quarantineTexts } from './quarantines.texts.ts'
import styles from './cases.module.css'

const route = getRouteApi('/console/reviewer/review/quarantines')

/** Versions that were taken out of the store for a while, and what is decided about them. */
export function Quarantines() {
  const t = useTexts(quarantineTexts)
  const { number } = useFormat()
  const sayState = useWords(quarantineStates)
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const { state, appealed, app, cursor } = filter
  const query = useQuery(
    quarantinesQuery({ state, cursor, app_id: app, ...(appealed === true && { appealed: 'true' }) }),
  )
  const pager = usePager(cursor, query.data?.next_cursor, (to) => void navigate({ search: { ...filter, cursor: to } }))
  const [asked, setAsked] = useState<{ quarantine: Quarantine; step: QuarantineStep }>()
  const isFiltered = state !== undefined || appealed !== undefined || app !== undefined
  const clear = () => void navigate({ search: {} })
  const shown = query.data?.quarantines.length
  useTitle(t.title)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className={styles.page}>
        <FilterBar
          label={t.filters}
          count={shown === undefined ? undefined : t.count(shown, number(shown))}
          onClear={isFiltered ? clear : undefined}
        >
          <FilterSelect
            label={t.state}
            value={appealed === true ? 'appealed' : state}
            any={t.anyState}
            options={[...quarantineStateWords, 'appealed']}
            say={(value) => (value === 'appealed' ? t.appealed : sayState(value))}
            onChange={(chosen) =>
              void navigate({
                search: {
                  app,
                  state: quarantineStateWords.find((each) => each === chosen),
                  appealed: chosen === 'appealed' ? true : undefined,
                },
                replace: true,
              })
            }
          />
        </FilterBar>
        <Loaded
          query={query}
          waiting={t.waiting}
          failed={t.failed}
          skeleton={<Skeleton kind="cards" count={3} />}
          isEmpty={({ quarantines }) => quarantines.length === 0}
          empty={isFiltered ? <NothingFits onClear={clear} /> : <EmptyState title={t.emptyTitle}>{t.empty}</EmptyState>}
        >
          {({ quarantines }) => (
            <div className={styles.list}>
              {quarantines.map((quarantine) => (
                <QuarantineCard
                  key={quarantine.id}
                  quarantine={quarantine}
                  onStep={(step) => setAsked({ quarantine, step })}
                />
              ))}
              <Pages label={t.title} isPending={query.isPlaceholderData} {...pager} />
            </div>
          )}
        </Loaded>
      </div>
      {asked && (
        <QuarantineDialog quarantine={asked.quarantine} step={asked.step} onClose={() => setAsked(undefined)} />
      )}
    </>
  )
}
