import { TextArea } from '../../parts/text-area.tsx'
import { useLanguage } from '../../language.tsx'
import { useTexts } from '../../texts.ts'
import { draftTexts } from './draft.texts.ts'
import styles from './draft-step.module.css'

interface NotesFieldsProps {
  /** The main language of the app. */
  main: string
  locales: readonly string[]
  texts: Readonly<Record<string, string>>
  onChange: (texts: Record<string, string>) => void
  pointerOf: (locale: string) => string
}

const longest = 4000

/** What is new, a field for each language. */
export function NotesFields({ main, locales, texts, onChange, pointerOf }: NotesFieldsProps) {
  const t = useTexts(draftTexts)
  const { language } = useLanguage()
  const isAlone = locales.length === 1
  return (
    <div className={styles.fields}>
      {locales.map((locale) => {
        const name = nameOfLocale(locale, language)
        return (
          <TextArea
            key={locale}
            label={locale === main && !isAlone ? t.notesMain(name) : t.notesFor(name)}
            hint={locale === main && !isAlone ? t.notesHint : undefined}
            isOptional
            pointer={pointerOf(locale)}
            lang={locale}
            rows={4}
            maxLength={longest}
            value={texts[locale] ?? ''}
            onChange={(text) => onChange({ ...texts, [locale]: text })}
          />
        )
      })}
    </div>
  )
}

/** "German (Switzerland)" for de-CH; a code that nobody knows stays as it is. */
export function nameOfLocale(locale: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(locale) ?? locale
  } catch {
    return locale
  }
}
