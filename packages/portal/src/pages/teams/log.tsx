import type { AuditEvent } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { useMemo } from 'react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { teamEventsQuery } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { usePager } from '../../use-pager.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useAuditWords } from '../../words/use-words.ts'
import { teamsTexts } from './teams.texts.ts'

const route = getRouteApi('/console/teams/$teamId')
const idOf = ({ id }: AuditEvent) => id
const pageSize = 50

/** Who changed what in a team and its apps. */
export function TeamLog({ teamId }: { teamId: string }) {
  const t = useTexts(teamsTexts)
  const { cursor } = route.useSearch()
  const navigate = route.useNavigate()
  const events = useQuery(teamEventsQuery(teamId, { cursor, limit: pageSize }))
  const columns = useColumns()
  const pager = usePager(
    cursor,
    events.data?.next_cursor,
    (to) => void navigate({ search: { tab: 'log', cursor: to } }),
  )
  return (
    <Section title={t.log} lead={t.logLead}>
      <Loaded
        query={events}
        skeleton={<Skeleton kind="table" count={8} />}
        isEmpty={(page) => page.events.length === 0}
        empty={<EmptyState icon={ScrollText} title={t.noEvents} />}
      >
        {(page) => (
          <>
            <Table label={t.log} columns={columns} rows={page.events} rowKey={idOf} density="compact" />
            <Pages label={t.log} isPending={events.isPlaceholderData} {...pager} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

function What({ event }: { event: AuditEvent }) {
  const say = useAuditWords()
  const sayNote = useNotes()
  const { text, lang } = say(event)
  const { subject, reason, reason_note } = event
  return (
    <Named
      note={
        <>
          <code>{subject.id}</code>
          {reason !== null && reason !== '' && ` · ${sayNote(reason, reason_note)}`}
        </>
      }
    >
      <span lang={lang}>{text}</span>
    </Named>
  )
}

function useColumns(): readonly Column<AuditEvent>[] {
  const t = useTexts(teamsTexts)
  return useMemo(
    () => [
      { key: 'what', label: t.what, cell: (event) => <What event={event} /> },
      { key: 'who', label: t.who, cell: ({ actor }) => actor?.name ?? t.portal },
      { key: 'when', label: t.when, isNarrow: true, cell: ({ at }) => <Time value={at} kind="dateTime" /> },
    ],
    [t],
  )
}
