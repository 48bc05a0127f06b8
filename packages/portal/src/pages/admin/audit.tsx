import type { AuditEvent } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from '../../parts/button.tsx'
import { toCsvText } from '../../parts/csv.ts'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { auditQuery } from '../../queries/admin.ts'
import { saveFile } from '../../save-file.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { useAuditWords, useNotes } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { auditPeriods } from './choices.ts'
import { EmptyList } from './empty-list.tsx'
import { FilterSelect } from './filter-select.tsx'
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
  const pager = usePager(
    filter.cursor,
    events.data?.next_cursor,
    (cursor) => void navigate({ search: { ...filter, cursor } }),
  )
  const isFiltered = filter.actor !== undefined || filter.subject !== undefined || since !== undefined
  const clear = isFiltered ? () => void navigate({ search: {} }) : undefined
  useTitle(t.auditTitle)
  return (
    <>
      <PageHeader
        title={t.auditTitle}
        lead={t.auditLead}
        actions={events.data && events.data.events.length > 0 && <Csv events={events.data.events} />}
      />
      <div className={styles.stack}>
        <FilterBar label={t.auditTitle} onClear={clear}>
          <SearchField
            label={t.subject}
            isLabelHidden
            size="medium"
            placeholder={t.subject}
            value={filter.subject ?? ''}
            onSearch={(subject) =>
              void navigate({ search: { ...filter, cursor: undefined, subject: subject || undefined }, replace: true })
            }
          />
          <SearchField
            label={t.actor}
            isLabelHidden
            size="medium"
            placeholder={t.actor}
            value={filter.actor ?? ''}
            onSearch={(actor) =>
              void navigate({ search: { ...filter, cursor: undefined, actor: actor || undefined }, replace: true })
            }
          />
          <FilterSelect
            label={t.period}
            value={since}
            options={auditPeriods}
            word={(period) => t.periods[period]}
            onChange={(period) => void navigate({ search: { ...filter, cursor: undefined, since: period } })}
          />
        </FilterBar>
        <Loaded
          query={events}
          skeleton={<Skeleton kind="table" count={10} />}
          isEmpty={(page) => page.events.length === 0}
          empty={<EmptyList title={t.noEvents} onClear={clear} />}
        >
          {(page) => (
            <>
              <Table label={t.auditTitle} columns={columns} rows={page.events} rowKey={idOf} density="compact" />
              <Pages label={t.auditTitle} isPending={events.isPlaceholderData} {...pager} />
            </>
          )}
        </Loaded>
      </div>
    </>
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
      sayNote(event.reason ?? ''),
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
  const { text, lang } = say(event)
  const { subject, reason, from, to } = event
  return (
    <Named
      note={
        <>
          <Link to="/admin/audit" search={{ subject: subject.id }}>
            <code>{subject.id}</code>
          </Link>
          {from !== null && to !== null && from !== to && ` · ${from} → ${to}`}
          {reason !== null && reason !== '' && ` · ${sayNote(reason)}`}
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
            <Link to="/admin/accounts" search={{ account: actor.id }}>
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
