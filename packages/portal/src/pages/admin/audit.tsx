import type { AuditEvent } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from '../../parts/button.tsx'
import { toCsvText } from '../../parts/csv.ts'
import { FilterSearch } from '../../parts/filter-search.tsx'
import { Named } from '../../parts/named.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { auditQuery } from '../../queries/admin.ts'
import { saveFile } from '../../save-file.ts'
import { useTexts } from '../../texts.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useStateWords } from '../../words/use-state-words.ts'
import { useAuditWords } from '../../words/use-words.ts'
import { auditPeriods } from './choices.ts'
import { FilterSelect } from './filter-select.tsx'
import { ListFrame } from './list-frame.tsx'
import styles from './admin.module.css'
import { moreTexts } from './more.texts.ts'

const route = getRouteApi('/console/admin/admin/audit')
const hourMs = 3_600_000
const hours = { day: 24, week: 168, month: 720 }
const idOf = ({ id }: AuditEvent) => id

/** The beginning of an hour: the same question as long as the hour lasts. */
const startOf = (hoursAgo: number) => new Date((Math.floor(Date.now() / hourMs) - hoursAgo) * hourMs).toISOString()

/** Every change on the portal. */
export function Audit() {
  const t = useTexts(moreTexts)
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const { since, ...asked } = filter
  const events = useQuery(auditQuery({ ...asked, from: since === undefined ? undefined : startOf(hours[since]) }))
  const columns = useColumns()
  const isFiltered = filter.actor !== undefined || filter.subject !== undefined || since !== undefined
  const set = (changes: Partial<typeof filter>, replace = false) =>
    void navigate({ search: { ...filter, cursor: undefined, ...changes }, replace })
  return (
    <ListFrame
      title={t.auditTitle}
      lead={t.auditLead}
      actions={events.data && events.data.events.length > 0 && <Csv events={events.data.events} />}
      filters={
        <>
          <FilterSearch label={t.subject} value={filter.subject} onChange={(subject) => set({ subject }, true)} />
          <FilterSearch label={t.actor} value={filter.actor} onChange={(actor) => set({ actor }, true)} />
          <FilterSelect
            label={t.period}
            value={since}
            options={auditPeriods}
            word={(period) => t.periods[period]}
            onChange={(period) => set({ since: period })}
          />
        </>
      }
      onClear={isFiltered ? () => void navigate({ search: {} }) : undefined}
      query={events}
      rowsOf={(page) => page.events}
      empty={t.noEvents}
      cursor={filter.cursor}
      onPage={(cursor) => set({ cursor })}
      columns={columns}
      rowKey={idOf}
      density="compact"
    />
  )
}

/** What the page shows as a file, for a spreadsheet or a ticket. */
function Csv({ events }: { events: readonly AuditEvent[] }) {
  const t = useTexts(moreTexts)
  const say = useAuditWords()
  const sayNote = useNotes()
  const download = () => {
    const rows = events.map((event) => [
      event.at,
      say(event).text,
      event.subject.type,
      event.subject.id,
      event.from ?? '',
      event.to ?? '',
      sayNote(event.reason, event.reason_note),
      event.actor?.id ?? '',
      event.actor?.name ?? t.portal,
      event.address ?? '',
    ])
    saveFile(toCsvText([t.csvHeads.split(','), ...rows]), { name: 'audit.csv', type: 'text/csv' })
  }
  return (
    <Button icon={Download} onPress={download}>
      {t.csv}
    </Button>
  )
}

function What({ event }: { event: AuditEvent }) {
  const say = useAuditWords()
  const sayNote = useNotes()
  const sayState = useStateWords()
  const { text, lang } = say(event)
  const { subject, reason, reason_note, from, to } = event
  return (
    <Named
      note={
        <>
          <Link to="/admin/audit" search={{ subject: subject.id }}>
            <code>{subject.id}</code>
          </Link>
          {from !== null &&
            to !== null &&
            from !== to &&
            ` · ${sayState(subject.type, from)} → ${sayState(subject.type, to)}`}
          {reason !== null && reason !== '' && ` · ${sayNote(reason, reason_note)}`}
        </>
      }
    >
      <span lang={lang}>{text}</span>
    </Named>
  )
}

function useColumns(): readonly Column<AuditEvent>[] {
  const t = useTexts(moreTexts)
  return useMemo(
    () => [
      { key: 'what', label: t.what, cell: (event) => <What event={event} /> },
      {
        key: 'who',
        label: t.who,
        cell: ({ actor }) =>
          actor === null ? (
            t.portal
          ) : (
            <Link className={styles.person} to="/admin/accounts" search={{ account: actor.id }}>
              {actor.name}
            </Link>
          ),
      },
      { key: 'from', label: t.from, isNarrow: true, cell: ({ address }) => address },
      { key: 'when', label: t.when, isNarrow: true, cell: ({ at }) => <Time value={at} kind="dateTime" /> },
    ],
    [t],
  )
}
