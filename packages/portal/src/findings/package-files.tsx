import type { FileChange, Finding } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useFormat } from '../format.ts'
import { Badge } from '../parts/badge.tsx'
import { joinClasses } from '../parts/join-classes.ts'
import { Loaded } from '../parts/loaded.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { filesQuery } from '../queries/package-files.ts'
import type { PackagePlace } from '../queries/package-files.ts'
import { showHidden } from '../show-hidden.ts'
import { useTexts } from '../texts.ts'
import { fileChanges } from '../words/reviews.ts'
import { useWords } from '../words/use-words.ts'
import { findingsTexts } from './findings.texts.ts'
import { listFiles } from './list-files.ts'
import type { ListedFile, PackageFile } from './list-files.ts'
import { SourceView } from './source-view.tsx'
import styles from './findings.module.css'

const firstRead = 'manifest.json'

interface PackageFilesProps {
  place: PackagePlace
  /** What is read, as the address says. */
  search: { file?: string | undefined; line?: number | undefined }
  findings: readonly Finding[]
  /** What changed against the version before, as far as that is known. */
  changes: readonly FileChange[]
}

/** Every file of a package, and the one that is read. */
export function PackageFiles(props: PackageFilesProps) {
  const t = useTexts(findingsTexts)
  const query = useQuery(filesQuery(props.place))
  return (
    <Loaded query={query} waiting={t.filesWaiting} failed={t.filesFailed}>
      {(all) => <Files {...props} all={all} />}
    </Loaded>
  )
}

function Files({ place, search, findings, changes, all }: PackageFilesProps & { all: readonly PackageFile[] }) {
  const t = useTexts(findingsTexts)
  const { bytes, number } = useFormat()
  const { file = firstRead, line } = search
  const [sought, setSought] = useState('')
  const files = useMemo(() => listFiles(all, changes, findings), [all, changes, findings])
  const shown = files.filter(({ path }) => path.toLowerCase().includes(sought.trim().toLowerCase()))
  const total = shown.reduce((sum, { size_bytes }) => sum + size_bytes, 0)
  return (
    <div className={styles.columns}>
      <nav className={styles.tab} aria-label={t.filesList}>
        <SearchField
          label={t.search}
          isLabelHidden
          size="medium"
          placeholder={t.search}
          value={sought}
          onSearch={setSought}
        />
        <p className={styles.soft}>{t.filesLead(shown.length, number(shown.length), bytes(total))}</p>
        {shown.length === 0 ? (
          <p className={styles.soft}>{t.noFile}</p>
        ) : (
          <ul className={joinClasses(styles.list, styles.files)}>
            {shown.map((each) => (
              <FileItem key={each.path} file={each} isCurrent={each.path === file} />
            ))}
          </ul>
        )}
      </nav>
      <div className={styles.source}>
        <SourceView key={file} place={place} path={file} line={line} findings={findings} />
      </div>
    </div>
  )
}

interface FileItemProps {
  file: ListedFile
  isCurrent: boolean
}

function FileItem({ file: { path, size_bytes, change, findings }, isCurrent }: FileItemProps) {
  const t = useTexts(findingsTexts)
  const { number, bytes } = useFormat()
  const sayChange = useWords(fileChanges)
  return (
    <li>
      <Link
        to="."
        search={(old) => ({ ...old, file: path, line: undefined })}
        resetScroll={false}
        aria-current={isCurrent ? 'true' : undefined}
        className={joinClasses(styles.file, isCurrent && styles.isCurrent)}
      >
        <bdi className={styles.path}>{showHidden(path)}</bdi>
        <span className={styles.about}>
          {findings > 0 && <span className={styles.found}>{t.withFindings(findings, number(findings))}</span>}
          {bytes(size_bytes)}
          {change !== undefined && <Badge kind={change === 'added' ? 'good' : 'info'}>{sayChange(change)}</Badge>}
        </span>
      </Link>
    </li>
  )
}
