import type { AuditEvent } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterSelect } from '../../parts/filter-select.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { activityQuery } from '../../queries/account.ts'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useAuditWords, useWords } from '../../words/use-words.ts'
import { versionStates } from '../../words/versions.ts'
import { activityPeriods, activitySubjects, beginOf } from './activity-filter.ts'
import { activityTexts } from './activity.texts.ts'
import styles from './account.module.css'

const route = getRouteApi('/console/account/activity')

/** What was done by and to the account, the newest first. */
export function Activity() {
  const t = useTexts(activityTexts)
  useTitle(t.title)
  const { about, since, cursor } = route.useSearch()
  const from = useMemo(() => since && beginOf(since), [since])
  const events = useQuery(activityQuery({ subject_type: about, from, cursor }))
  const navigate = useNavigate()
  const columns = useColumns()
  const isFiltered = about !== undefined || since !== undefined
  return (
    <Section title={t.title} lead={t.lead}>
      <Filter />
      <Loaded
        query={events}
        waiting={t.loading}
        failed={t.failed}
        skeleton={<Skeleton kind="table" count={8} />}
        isEmpty={({ events }) => events.length === 0}
        empty={
          isFiltered ? (
            <NothingFits onClear={() => void navigate({ to: '/account/activity' })} />
          ) : (
            <EmptyState title={t.none}>{t.noneText}</EmptyState>
          )
        }
      >
        {({ events: rows, next_cursor }) => (
          <>
            <Table label={t.title} columns={columns} rows={rows} rowKey={idOf} density="compact" />
            <Pages
              label={t.title}
              {...(next_cursor !== null && {
                older: { to: '/account/activity', search: { about, since, cursor: next_cursor } },
              })}
              {...(cursor !== undefined && { newer: () => history.back() })}
              isPending={events.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
    </Section>
  )
}

const idOf = ({ id }: AuditEvent) => id

function Filter() {
  const t = useTexts(activityTexts)
  const { about, since } = route.useSearch()
  const navigate = useNavigate()
  const isFiltered = about !== undefined || since !== undefined
  return (
    <FilterBar label={t.filter} {...(isFiltered && { onClear: () => void navigate({ to: '/account/activity' }) })}>
      <FilterSelect
        label={t.about}
        value={about}
        any={t.everything}
        options={activitySubjects}
        say={(subject) => t.subjects[subject]}
        onChange={(chosen) => void navigate({ to: '/account/activity', search: { since, about: chosen } })}
      />
      <FilterSelect
        label={t.since}
        value={since}
        any={t.always}
        options={activityPeriods}
        say={(period) => t.periods[period]}
        onChange={(chosen) => void navigate({ to: '/account/activity', search: { about, since: chosen } })}
      />
    </FilterBar>
  )
}

function useColumns(): readonly Column<AuditEvent>[] {
  const t = useTexts(activityTexts)
  const { id } = useAccount()
  return useMemo(
    () => [
      { key: 'what', label: t.what, cell: (event) => <What event={event} /> },
      {
        key: 'by',
        label: t.by,
        cell: ({ actor }) => (actor === null ? t.portal : actor.id === id ? t.you : actor.name),
      },
      { key: 'from', label: t.from, cell: ({ address }) => address ?? '—' },
      { key: 'when', label: t.when, cell: ({ at }) => <Time value={at} kind="dateTime" />, isNarrow: true },
    ],
    [t, id],
  )
}

function What({ event }: { event: AuditEvent }) {
  const sayAudit = useAuditWords()
  const sayNote = useNotes()
  const sayVersionState = useWords(versionStates)
  const said = sayAudit(event)
  const { subject, from, to, reason, reason_note } = event
  return (
    <div className={styles.words}>
      <span lang={said.lang}>{said.text}</span>
      {/* An app's id is its name; the other ids say nothing to a person. */}
      {subject.type === 'app' && <code className={styles.soft}>{subject.id}</code>}
      {subject.type === 'version' && from !== null && to !== null && from !== to && (
        <span className={styles.soft}>
          {sayVersionState(from)} → {sayVersionState(to)}
        </span>
      )}
      {reason !== null && <span className={styles.soft}>{sayNote(reason, reason_note)}</span>}
    </div>
  )
}
