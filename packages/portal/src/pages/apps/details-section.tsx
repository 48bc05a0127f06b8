import type { App } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { LinkButton } from '../../parts/link-button.tsx'
import { Card } from '../../parts/card.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { useTexts } from '../../texts.ts'
import { categories } from '../../words/categories.ts'
import { useWords } from '../../words/use-words.ts'
import { DetailsForm } from './details-form.tsx'
import { settingsTexts } from './settings.texts.ts'
import styles from './settings.module.css'
import { useLocaleName } from './use-locale-name.ts'

/** What an app is called and how its team is reached; only to read for those who may not change it. */
export function DetailsSection({ app }: { app: App }) {
  const t = useTexts(settingsTexts)
  return (
    <Card
      level={2}
      title={t.details}
      lead={t.detailsLead}
      actions={
        <LinkButton size="small" kind="quiet" to="/apps/$appId/listing" params={{ appId: app.id }}>
          {t.toListing}
        </LinkButton>
      }
    >
      {mayInTeam(app.role, 'app.edit') ? <DetailsForm key={app.id} app={app} /> : <ReadOnly app={app} />}
    </Card>
  )
}

function ReadOnly({ app }: { app: App }) {
  const t = useTexts(settingsTexts)
  const sayCategory = useWords(categories)
  const nameOf = useLocaleName()
  return (
    <div className={styles.group}>
      <p className={styles.soft}>{t.readOnly}</p>
      <KeyValues
        items={[
          { label: t.name, value: app.name },
          { label: t.description, value: app.description },
          { label: t.category, value: app.category === null ? t.noCategory : sayCategory(app.category) },
          { label: t.tags, value: app.tags.join(', ') },
          { label: t.locale, value: nameOf(app.default_locale) },
          { label: t.contactEmail, value: app.contact_email },
          { label: t.contactUrl, value: app.contact_url },
          { label: t.privacyUrl, value: app.privacy_url },
        ].filter(({ value }) => value !== null && value !== '')}
      />
    </div>
  )
}
