import type { AuditEvent } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useStateWords } from '../../words/use-state-words.ts'
import { useAuditWords } from '../../words/use-words.ts'
import styles from './audit-table.module.css'
import { auditTexts } from './audit.texts.ts'

/** A page of the log; what was done to a version leads there. */
export function AuditTable({ appId, events }: { appId: string; events: readonly AuditEvent[] }) {
  const t = useTexts(auditTexts)
  return <Table label={t.title} columns={useColumns(appId)} rows={events} rowKey={idOf} />
}

const idOf = ({ id }: AuditEvent) => id

function useColumns(appId: string): readonly Column<AuditEvent>[] {
  const t = useTexts(auditTexts)
  return [
    { key: 'what', label: t.what, cell: (event) => <What appId={appId} event={event} /> },
    { key: 'who', label: t.who, cell: ({ actor }) => actor?.name ?? t.portal },
    { key: 'states', label: t.states, cell: (event) => <States event={event} /> },
    { key: 'when', label: t.when, align: 'end', isNarrow: true, cell: ({ at }) => <Time value={at} kind="dateTime" /> },
  ]
}

function What({ appId, event }: { appId: string; event: AuditEvent }) {
  const say = useAuditWords()
  const sayNote = useNotes()
  const said = say(event)
  const { subject, reason, reason_note } = event
  return (
    <span className={styles.what}>
      {subject.type === 'version' ? (
        <Link to="/apps/$appId/versions/$versionId" params={{ appId, versionId: subject.id }} lang={said.lang}>
          {said.text}
        </Link>
      ) : (
        <span lang={said.lang}>{said.text}</span>
      )}
      {reason !== null && reason !== '' && <span className={styles.reason}>{sayNote(reason, reason_note)}</span>}
    </span>
  )
}

function States({ event: { subject, from, to } }: { event: AuditEvent }) {
  const t = useTexts(auditTexts)
  const sayState = useStateWords()
  const say = (state: string) => sayState(subject.type, state)
  if (from === to || (from === null && to === null)) return t.unchanged
  if (from === null || to === null) return say(to ?? from ?? '')
  return t.change(say(from), say(to))
}
