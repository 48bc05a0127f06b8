import type { Review } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useFormat } from '../../format.ts'
import { Badge } from '../../parts/badge.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { reviewDifferenceQuery, reviewFilesQuery } from '../../queries/reviews.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { fileChanges } from '../../words/reviews.ts'
import { useWords } from '../../words/use-words.ts'
import { findingTexts } from './findings.texts.ts'
import { listFiles } from './list-files.ts'
import type { ListedFile, PackageFile } from './list-files.ts'
import { SourceView } from './source-view.tsx'
import styles from './findings.module.css'

const route = getRouteApi('/console/reviewer/review/$reviewId')
const firstRead = 'manifest.json'

/** Every file of the package, and the one that is read. */
export function FilesTab({ review }: { review: Review }) {
  const t = useTexts(findingTexts)
  const query = useQuery(reviewFilesQuery(review.id))
  return (
    <Loaded query={query} waiting={t.filesWaiting} failed={t.filesFailed}>
      {(files) => <Files review={review} all={files} />}
    </Loaded>
  )
}

function Files({ review, all }: { review: Review; all: readonly PackageFile[] }) {
  const t = useTexts(findingTexts)
  const { number } = useFormat()
  const { file = firstRead, line } = route.useSearch()
  const [sought, setSought] = useState('')
  // The list does not wait for the comparison: what has changed is marked as soon as that is known.
  const { data: difference } = useQuery(reviewDifferenceQuery(review.id))
  const files = useMemo(
    () => listFiles(all, difference?.files ?? [], review.findings),
    [all, difference, review.findings],
  )
  const shown = files.filter(({ path }) => path.toLowerCase().includes(sought.trim().toLowerCase()))
  return (
    <div className={styles.columns}>
      <nav className={styles.tree} aria-label={t.files}>
        <SearchField
          label={t.search}
          isLabelHidden
          size="medium"
          placeholder={t.search}
          value={sought}
          onSearch={setSought}
        />
        <p className={styles.soft}>{t.filesLead(shown.length, number(shown.length))}</p>
        {shown.length === 0 ? (
          <p className={styles.none}>{t.noFile}</p>
        ) : (
          <ul className={styles.files}>
            {shown.map((each) => (
              <FileItem key={each.path} file={each} isCurrent={each.path === file} />
            ))}
          </ul>
        )}
      </nav>
      <SourceView key={file} review={review} path={file} line={line} findings={review.findings} />
    </div>
  )
}

function FileItem({
  file: { path, size_bytes, change, findings },
  isCurrent,
}: {
  file: ListedFile
  isCurrent: boolean
}) {
  const t = useTexts(findingTexts)
  const { number, bytes } = useFormat()
  const sayChange = useWords(fileChanges)
  return (
    <li>
      <Link
        to="."
        search={{ tab: 'files', file: path }}
        resetScroll={false}
        aria-current={isCurrent ? 'true' : undefined}
        className={joinClasses(styles.file, isCurrent && styles.isCurrent)}
      >
        <bdi className={styles.path}>{showHidden(path)}</bdi>
        <span className={styles.about}>
          {findings > 0 && <span className={styles.found}>{t.withFindings(findings, number(findings))}</span>}
          <span className={styles.soft}>{bytes(size_bytes)}</span>
          {change !== undefined && <Badge kind={change === 'added' ? 'good' : 'info'}>{sayChange(change)}</Badge>}
        </span>
      </Link>
    </li>
  )
}
