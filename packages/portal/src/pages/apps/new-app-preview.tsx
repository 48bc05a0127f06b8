import { AppIcon } from '../../parts/app-icon.tsx'
import { Card } from '../../parts/card.tsx'
import { useTexts } from '../../texts.ts'
import { categories } from '../../words/categories.ts'
import { useWords } from '../../words/use-words.ts'
import type { NewAppDraft } from './new-app-draft.ts'
import { newAppTexts } from './new-app.texts.ts'
import styles from './new-app.module.css'

interface NewAppPreviewProps {
  draft: NewAppDraft
  id: string
  teamName: string
}

/** How the store would show the app, and what comes after making it. */
export function NewAppPreview({ draft, id, teamName }: NewAppPreviewProps) {
  const t = useTexts(newAppTexts)
  const sayCategory = useWords(categories)
  const name = draft.name.trim() || t.previewName
  return (
    <div className={styles.side}>
      <Card title={t.preview} level={2}>
        <div className={styles.preview}>
          <AppIcon name={name} size="large" />
          <div className={styles.previewWords}>
            <p className={styles.previewName}>{name}</p>
            <p className={styles.previewSmall}>
              {[teamName, draft.category !== '' && sayCategory(draft.category)]
                .filter((word) => typeof word === 'string')
                .join(' · ')}
            </p>
            <code className={styles.previewSmall}>{id || t.idPlaceholder}</code>
            <p className={styles.previewText}>{draft.description.trim() || t.previewDescription}</p>
          </div>
        </div>
      </Card>
      <Card title={t.next} level={2}>
        <ol className={styles.steps}>
          {t.nextSteps.split('\n').map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Card>
    </div>
  )
}
