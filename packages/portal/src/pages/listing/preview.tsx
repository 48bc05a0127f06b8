import { AppIcon } from '../../parts/app-icon.tsx'
import { PhonePreview } from '../../parts/phone-preview.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { useTexts } from '../../texts.ts'
import { useLocaleName } from '../../use-locale-name.ts'
import { categories } from '../../words/categories.ts'
import { useWords } from '../../words/use-words.ts'
import type { ListingProps } from './listing-form.tsx'
import { listingTexts } from './listing.texts.ts'
import styles from './preview.module.css'

/** The app's page in the store of a device, with what is being written. */
export function Preview({ app, locale, listing, draft }: ListingProps) {
  const t = useTexts(listingTexts)
  const nameOf = useLocaleName()
  const sayCategory = useWords(categories)
  const name = draft.name.trim() || t.previewName
  const own = { lang: locale, dir: 'auto' } as const
  return (
    <aside className={styles.preview} aria-label={t.preview}>
      <div>
        <h3>{t.preview}</h3>
        <p className={styles.soft}>{t.previewLead}</p>
      </div>
      <PhonePreview label={t.previewOf(nameOf(locale))}>
        <div className={styles.page}>
          <div className={styles.head}>
            <AppIcon name={name} src={app.icon_url} size="large" />
            <div className={styles.words}>
              <p className={styles.name} {...own}>
                {name}
              </p>
              <p className={styles.soft}>{app.team_name}</p>
              {app.category !== null && <p className={styles.soft}>{sayCategory(app.category)}</p>}
            </div>
          </div>
          <p {...own}>{draft.description.trim() || <span className={styles.faint}>{t.previewSummary}</span>}</p>
          <span className={styles.install}>{t.install}</span>
          {listing && listing.screenshots.length > 0 && (
            <ul className={styles.shots} tabIndex={0} aria-label={t.previewShots}>
              {listing.screenshots.map(({ id, url, width, height, caption }) => (
                <li key={id}>
                  <img
                    src={url}
                    alt={(draft.captions[id] ?? caption).trim()}
                    width={width}
                    height={height}
                    loading="lazy"
                  />
                </li>
              ))}
            </ul>
          )}
          <div className={styles.about}>
            <p className={styles.subtitle}>{t.about}</p>
            {draft.long_text.trim() === '' ? (
              <p className={styles.faint}>{t.previewText}</p>
            ) : (
              <div {...own}>
                <RichText text={draft.long_text} />
              </div>
            )}
          </div>
        </div>
      </PhonePreview>
    </aside>
  )
}
