import { useLanguage } from '../../language.tsx'
import { Button } from '../../parts/button.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { useTheme } from '../../theme.ts'
import { useTitle } from '../../title.ts'
import { ActionParts } from './action-parts.tsx'
import { ChartParts } from './chart-parts.tsx'
import { CodeParts } from './code-parts.tsx'
import { FieldParts } from './field-parts.tsx'
import styles from './gallery.module.css'
import { ListParts } from './list-parts.tsx'
import { PageParts } from './page-parts.tsx'
import { StateParts } from './state-parts.tsx'

/** Every part in every state, one below the other. */
export function Gallery() {
  useTitle('Parts')
  const { theme, choose } = useTheme()
  const { language, choose: chooseLanguage } = useLanguage()
  const nextTheme = theme === 'dark' ? 'light' : 'dark'
  const nextLanguage = language === 'en' ? 'de' : 'en'
  return (
    <main id="content" className={styles.gallery} tabIndex={-1}>
      <PageHeader
        title="Parts"
        lead="Every part in every state"
        actions={
          <div className={styles.tools}>
            <Button onPress={() => choose(nextTheme)}>{nextTheme}</Button>
            <Button onPress={() => chooseLanguage(nextLanguage)}>{nextLanguage}</Button>
          </div>
        }
      />
      <ActionParts />
      <FieldParts />
      <StateParts />
      <PageParts />
      <ListParts />
      <CodeParts />
      <ChartParts />
    </main>
  )
}
