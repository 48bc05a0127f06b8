import type { Version } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { versionFilesQuery } from '../../queries/versions.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { findingsTexts } from './findings.texts.ts'
import { SourceView } from './source-view.tsx'
import styles from './findings.module.css'

const route = getRouteApi('/console/apps/$appId/versions/$versionId')

/** Every file of the package with its size, and the one that is read. */
export function FilesTab({ version }: { version: Version }) {
  const t = useTexts(findingsTexts)
  const query = useQuery(versionFilesQuery(version.app_id, version.id))
  return (
    <Loaded query={query} waiting={t.filesWaiting} failed={t.filesFailed}>
      {(files) => <Files version={version} files={files} />}
    </Loaded>
  )
}

interface PackageFile {
  path: string
  size_bytes: number
}

const firstRead = 'manifest.json'

function Files({ version, files }: { version: Version; files: readonly PackageFile[] }) {
  const t = useTexts(findingsTexts)
  const { bytes, number } = useFormat()
  const { file = firstRead, line } = route.useSearch()
  const findings = version.findings ?? noFindings
  const counts = useMemo(() => Map.groupBy(findings, ({ path }) => path), [findings])
  const total = files.reduce((sum, { size_bytes }) => sum + size_bytes, 0)
  return (
    <div className={styles.columns}>
      <nav className={styles.list} aria-label={t.filesList}>
        <div className={styles.groupHead}>
          <h3>{t.files}</h3>
          <span className={styles.soft}>{t.filesLead(files.length, number(files.length), bytes(total))}</span>
        </div>
        <ul className={styles.files}>
          {files.map(({ path, size_bytes }) => {
            const found = counts.get(path)?.length ?? 0
            return (
              <li key={path}>
                <Link
                  to="."
                  search={{ tab: 'files', file: path }}
                  resetScroll={false}
                  aria-current={path === file ? 'true' : undefined}
                  className={joinClasses(styles.file, path === file && styles.isCurrent)}
                >
                  <bdi className={styles.path}>{showHidden(path)}</bdi>
                  <span className={styles.size}>
                    {found > 0 && <span className={styles.found}>{t.withFindings(found, number(found))}</span>}
                    {bytes(size_bytes)}
                  </span>
                </Link>
              </li>
            )
          })}
        </ul>
      </nav>
      <div className={styles.source}>
        <SourceView version={version} path={file} line={line} findings={findings} />
      </div>
    </div>
  )
}

const noFindings: NonNullable<Version['findings']> = []
