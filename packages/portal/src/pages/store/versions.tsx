import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '../../format.ts'
import { useLanguage } from '../../language.tsx'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { Time } from '../../parts/time.tsx'
import { storeVersionsQuery } from '../../queries/store.ts'
import { useTexts } from '../../texts.ts'
import styles from './app.module.css'
import { appTexts } from './app.texts.ts'

/** What everybody was offered before, with what was new in it. */
export function Versions({ appId }: { appId: string }) {
  const t = useTexts(appTexts)
  const { bytes } = useFormat()
  const { language } = useLanguage()
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(storeVersionsQuery(appId, language))
  const versions = data?.pages.flatMap((page) => page.versions) ?? []
  // The only one stands above already.
  if (versions.length < 2) return null
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{t.versions}</h2>
      <ol className={styles.versions}>
        {versions.map(({ version, version_code, is_offered, release_notes, size_bytes, published_at }) => (
          <li key={version_code}>
            <div className={styles.versionHead}>
              <h3>{version}</h3>
              {is_offered && <Badge kind="good">{t.offeredNow}</Badge>}
              <span className={styles.soft}>
                <Time value={published_at} kind="date" /> · {bytes(size_bytes)}
              </span>
            </div>
            {release_notes !== '' && <RichText text={release_notes} />}
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
          {t.moreVersions}
        </Button>
      )}
    </section>
  )
}
