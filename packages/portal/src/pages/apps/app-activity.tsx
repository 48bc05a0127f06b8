import type { AuditEvent } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Bot, UserRound } from 'lucide-react'
import { Card } from '../../parts/card.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Timeline } from '../../parts/timeline.tsx'
import { appEventsQuery } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useAuditWords } from '../../words/use-words.ts'
import styles from './app-activity.module.css'
import { overviewTexts } from './overview.texts.ts'

const shown = 5

/** The latest changes of an app. */
export function AppActivity({ appId }: { appId: string }) {
  const t = useTexts(overviewTexts)
  const query = useQuery(appEventsQuery(appId, { limit: shown }))
  return (
    <Card
      level={2}
      title={t.activity}
      actions={
        <LinkButton size="small" kind="quiet" to="/apps/$appId/audit" params={{ appId }}>
          {t.wholeLog}
        </LinkButton>
      }
    >
      <Loaded query={query} isEmpty={({ events }) => events.length === 0} empty={<p>{t.noActivity}</p>}>
        {({ events }) => <Events events={events} />}
      </Loaded>
    </Card>
  )
}

function Events({ events }: { events: readonly AuditEvent[] }) {
  const t = useTexts(overviewTexts)
  const say = useAuditWords()
  return (
    <Timeline
      label={t.activity}
      events={events.map((event) => {
        const said = say(event)
        return {
          key: event.id,
          icon: event.actor === null ? Bot : UserRound,
          title: (
            <>
              <span lang={said.lang}>{said.text}</span>
              <span className={styles.actor}>{event.actor?.name ?? t.portal}</span>
            </>
          ),
          time: event.at,
        }
      })}
    />
  )
}
