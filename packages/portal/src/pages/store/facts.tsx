import type { StoreAppDetails } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { useLanguage } from '../../language.tsx'
import { Dotted } from '../../parts/dotted.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { appTexts } from './app.texts.ts'
import styles from './app.module.css'

const shownKeyLetters = 16

/** What the store knows about an app, in numbers and links. */
export function Facts({ app }: { app: StoreAppDetails }) {
  const t = useTexts(appTexts)
  const { bytes, number, list } = useFormat()
  const { language } = useLanguage()
  const names = new Intl.DisplayNames(language, { type: 'language' })
  const { locales, contact_email, contact_url, privacy_url } = app.listing
  const contact = contact_email === null ? null : `mailto:${contact_email}`
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{t.facts}</h2>
      <KeyValues
        items={[
          { label: t.version, value: app.version },
          { label: t.updated, value: <Time value={app.published_at} kind="date" /> },
          { label: t.size, value: bytes(app.size_bytes) },
          { label: t.downloads, value: number(app.download_count) },
          { label: t.needs, value: t.needsMosis(app.min_mosis_version) },
          { label: t.languages, value: list(locales.map((locale) => names.of(locale) ?? locale)) },
          {
            label: t.id,
            value: (
              <code>
                <Dotted text={app.id} />
              </code>
            ),
          },
          { label: t.signer, value: <code title={app.key_id}>{app.key_id.slice(0, shownKeyLetters)}…</code> },
        ]}
      />
      <p className={styles.links}>
        <OutsideLink href={contact} words={t.contact} />
        <OutsideLink href={contact_url} words={t.website} />
        <OutsideLink href={privacy_url} words={t.privacy} />
      </p>
    </section>
  )
}

/** Only what the portal took as an address of the web or of a mailbox becomes a link. */
function OutsideLink({ href, words }: { href: string | null; words: string }) {
  if (href === null || !/^(?:https?|mailto):/.test(href)) return null
  return (
    <a href={href} rel="nofollow noopener noreferrer">
      {words}
    </a>
  )
}
