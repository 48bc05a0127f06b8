import type { AuditEvent, Version } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import {
  Archive,
  CalendarClock,
  CircleCheck,
  CirclePause,
  CircleX,
  Eye,
  History as Clock,
  OctagonX,
  PencilLine,
  Radio,
  ScanSearch,
  Send,
  ShieldAlert,
  Undo2,
  Upload,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { Card } from '../../parts/card.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Timeline } from '../../parts/timeline.tsx'
import type { TimelineEvent } from '../../parts/timeline.tsx'
import { useMayInApp } from '../../queries/apps.ts'
import { versionEventsQuery } from '../../queries/versions.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useAuditWords } from '../../words/use-words.ts'
import { versionTexts } from './version.texts.ts'
import styles from './version.module.css'

/** What happened to a version, the newest first: the whole log for those who may read it, the milestones for others. */
export function History({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const mayRead = useMayInApp(version.app_id, 'team.view_log')
  return <Card title={t.historyTitle}>{mayRead ? <Log version={version} /> : <Milestones version={version} />}</Card>
}

function Log({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const query = useQuery({
    ...versionEventsQuery(version.app_id, version.id),
    // Each change of state is an event more.
    queryKey: [...versionEventsQuery(version.app_id, version.id).queryKey, version.state],
  })
  const say = useAuditWords()
  const sayNote = useNotes()
  const toEvent = (event: AuditEvent): TimelineEvent => {
    const { text, lang } = say(event)
    const by = sayActor(event, t)
    const [icon, kind] = looks[event.to ?? ''] ?? ([Clock, 'plain'] as const)
    return {
      key: event.id,
      icon: event.action === 'upload' ? Upload : event.from === event.to ? Clock : icon,
      kind: event.from === event.to ? 'plain' : kind,
      time: event.at,
      title: (
        <>
          <span lang={lang}>{text}</span> {by !== undefined && <span className={styles.soft}>{t.by(by)}</span>}
        </>
      ),
      body: hasWords(event) ? <p>{t.reason(showHidden(sayNote(event.reason, event.reason_note)))}</p> : undefined,
    }
  }
  return <Loaded query={query}>{(events) => <Timeline label={t.historyTitle} events={events.map(toEvent)} />}</Loaded>
}

/** Reviewers have no name here; who approved is not said, since the portal may do that too. */
function sayActor({ actor, action }: AuditEvent, t: { portal: string; reviewers: string }): string | undefined {
  if (actor !== null) return showHidden(actor.name)
  if (action === 'approve') return undefined
  return action === 'reject' || action === 'request_changes' ? t.reviewers : t.portal
}

/** What is said elsewhere: that errors were found, and the codes of languages. */
const wordless: ReadonlySet<string> = new Set(['fail', 'edit_whats_new'])

const hasWords = (event: AuditEvent): event is AuditEvent & { reason: string } =>
  (event.reason ?? '') !== '' && !wordless.has(event.action)

const looks: Readonly<Record<string, readonly [LucideIcon, TimelineEvent['kind']]>> = {
  draft: [Undo2, 'plain'],
  submitted: [Send, 'info'],
  checking: [ScanSearch, 'info'],
  failed: [CircleX, 'bad'],
  in_review: [Eye, 'info'],
  changes_requested: [PencilLine, 'warn'],
  rejected: [OctagonX, 'bad'],
  approved: [CircleCheck, 'good'],
  scheduled: [CalendarClock, 'good'],
  published: [Radio, 'good'],
  halted: [CirclePause, 'warn'],
  superseded: [Archive, 'plain'],
  quarantined: [ShieldAlert, 'bad'],
  withdrawn: [Undo2, 'plain'],
}

function Milestones({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const { created_at, submitted_at, decided_at, published_at } = version
  const events = [
    { key: 'published', icon: Radio, kind: 'good', title: t.publishedEvent, time: published_at },
    { key: 'decided', icon: CircleCheck, kind: 'plain', title: t.decidedEvent, time: decided_at },
    { key: 'submitted', icon: Send, kind: 'info', title: t.submittedEvent, time: submitted_at },
    { key: 'uploaded', icon: Upload, kind: 'plain', title: t.uploadedEvent, time: created_at },
  ] as const
  return (
    <Timeline
      label={t.historyTitle}
      events={events.flatMap(({ time, ...event }) => (time === null ? [] : [{ ...event, time }]))}
    />
  )
}
