import type { Screenshot } from '@mosis/api'
import { useTexts } from '../../texts.ts'
import { appTexts } from './app.texts.ts'
import styles from './screenshots.module.css'

/** The pictures of an app beside each other; the row can be scrolled by touch, wheel and keyboard. */
export function Screenshots({ screenshots }: { screenshots: readonly Screenshot[] }) {
  const t = useTexts(appTexts)
  return (
    <section aria-label={t.screenshots}>
      {/* What scrolls must be reachable by keyboard. */}
      <ul className={styles.row} tabIndex={0} aria-label={t.screenshots}>
        {screenshots.map(({ id, url, width, height, caption }, index) => (
          <li key={id}>
            <figure>
              <img
                src={url}
                alt={caption === '' ? t.screenshotOf(index + 1, screenshots.length) : caption}
                width={width}
                height={height}
                loading={index < 3 ? 'eager' : 'lazy'}
              />
              {caption !== '' && <figcaption aria-hidden>{caption}</figcaption>}
            </figure>
          </li>
        ))}
      </ul>
    </section>
  )
}
