import type { Finding } from '@mosis/api'
import { useFormat } from '../format.ts'
import { Badge } from '../parts/badge.tsx'
import { useTexts } from '../texts.ts'
import { findingsTexts } from './findings.texts.ts'
import { severityPictures } from './severity-pictures.ts'
import styles from './findings.module.css'

/** How many findings of each weight there are; null: the review has not run. */
export function FindingsCount({ findings }: { findings: readonly Finding[] | null }) {
  const t = useTexts(findingsTexts)
  const { number } = useFormat()
  if (findings === null) return <span className={styles.soft}>{t.notCheckedTitle}</span>
  if (findings.length === 0) return <span className={styles.soft}>{t.noneOfThem}</span>
  const { error, warning, info } = countSeverities(findings)
  return (
    <span className={styles.counts}>
      {error > 0 && (
        <Badge kind="bad" icon={severityPictures.error}>
          {t.errors(error, number(error))}
        </Badge>
      )}
      {warning > 0 && (
        <Badge kind="warn" icon={severityPictures.warning}>
          {t.warnings(warning, number(warning))}
        </Badge>
      )}
      {info > 0 && <Badge icon={severityPictures.info}>{t.hints(info, number(info))}</Badge>}
    </span>
  )
}

/** How many findings of each weight. */
export function countSeverities(findings: readonly Finding[]): Record<Finding['severity'], number> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}
