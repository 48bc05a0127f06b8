import type { App } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { useTexts } from '../../texts.ts'
import { categories } from '../../words/categories.ts'
import { useWords } from '../../words/use-words.ts'
import { listingTexts } from './listing.texts.ts'

/** What the store shows in every language alike; it is changed in the settings. */
export function DetailsCard({ app, mayEdit }: { app: App; mayEdit: boolean }) {
  const t = useTexts(listingTexts)
  const sayCategory = useWords(categories)
  const { list } = useFormat()
  return (
    <Card
      title={t.details}
      actions={
        mayEdit && (
          <LinkButton size="small" to="/apps/$appId/settings" params={{ appId: app.id }}>
            {t.change}
          </LinkButton>
        )
      }
    >
      <KeyValues
        items={[
          { label: t.category, value: app.category === null ? t.none : sayCategory(app.category) },
          { label: t.tags, value: app.tags.length === 0 ? t.none : list(app.tags) },
          { label: t.contact, value: app.contact_email ?? t.none },
          { label: t.website, value: app.contact_url ?? t.none },
          { label: t.privacy, value: app.privacy_url ?? t.none },
        ]}
      />
    </Card>
  )
}
