import type { App } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { Card } from '../../parts/card.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { categories } from '../../words/categories.ts'
import { teamRoles } from '../../words/teams.ts'
import { useWords } from '../../words/use-words.ts'
import { overviewTexts } from './overview.texts.ts'

const shownOfFingerprint = 16

/** Whose an app is and what it was made with. */
export function AppDetails({ app }: { app: App }) {
  const t = useTexts(overviewTexts)
  const sayRole = useWords(teamRoles)
  const sayCategory = useWords(categories)
  return (
    <Card level={2} title={t.details}>
      <KeyValues
        items={[
          {
            label: t.team,
            value: (
              <Link to="/teams/$teamId" params={{ teamId: app.team_id }}>
                {app.team_name}
              </Link>
            ),
          },
          { label: t.role, value: sayRole(app.role) },
          { label: t.category, value: app.category === null ? t.noCategory : sayCategory(app.category) },
          {
            label: t.key,
            value:
              app.key_id === null ? t.noKey : <code title={app.key_id}>{app.key_id.slice(0, shownOfFingerprint)}</code>,
          },
          { label: t.created, value: <Time value={app.created_at} kind="date" /> },
        ]}
      />
    </Card>
  )
}
