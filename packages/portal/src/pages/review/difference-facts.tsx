import type { ReviewDifference } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../format.ts'
import { Badge } from '../../parts/badge.tsx'
import { Card } from '../../parts/card.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { permissionRisks, permissions as permissionWords } from '../../words/permissions.ts'
import { useWords } from '../../words/use-words.ts'
import { differenceTexts } from './difference.texts.ts'
import styles from './difference.module.css'

/** What the version may do that the last approved one could not, and the other way round. */
export function DifferenceFacts({ difference }: { difference: ReviewDifference }) {
  const t = useTexts(differenceTexts)
  const { number } = useFormat()
  const sayPermission = useWords(permissionWords)
  const sayRisk = useWords(permissionRisks)
  const { permissions, domains, signing_key: key, manifest, findings, review_id } = difference
  const permission = ({ name, risk }: { name: string; risk: string }) => ({
    key: name,
    kind: risk === 'normal' ? ('plain' as const) : ('warn' as const),
    text: `${sayPermission(name)} · ${sayRisk(risk)}`,
  })
  return (
    <Card>
      <KeyValues
        items={[
          {
            label: t.permissions,
            value: <Changes added={permissions.added.map(permission)} removed={permissions.removed.map(permission)} />,
          },
          {
            label: t.domains,
            value: <Changes added={domains.added.map(domain)} removed={domains.removed.map(domain)} />,
          },
          {
            label: t.key,
            value: (
              <span className={styles.changes}>
                {key.has_changed ? (
                  <Badge kind="bad">{t.keyChanged}</Badge>
                ) : (
                  <span>{key.before === null ? t.keyFirst : t.keySame}</span>
                )}
                <code className={styles.hash}>{key.after}</code>
              </span>
            ),
          },
          {
            label: t.findings,
            value:
              findings.added.length + findings.removed.length === 0 ? (
                t.none
              ) : (
                <Link to="/review/$reviewId" params={{ reviewId: review_id }}>
                  {t.findingsChanged(number(findings.added.length), number(findings.removed.length))}
                </Link>
              ),
          },
          ...(manifest.length === 0 ? [] : [{ label: t.manifest, value: <ManifestChanges fields={manifest} /> }]),
        ]}
      />
    </Card>
  )
}

const domain = (name: string) => ({ key: name, kind: 'plain' as const, text: showHidden(name) })

interface Change {
  key: string
  kind: 'plain' | 'warn'
  text: string
}

function Changes({ added, removed }: { added: readonly Change[]; removed: readonly Change[] }) {
  const t = useTexts(differenceTexts)
  if (added.length + removed.length === 0) return t.none
  return (
    <ul className={styles.changes}>
      {added.map(({ key, kind, text }) => (
        <li key={key}>
          <Badge kind={kind === 'warn' ? 'warn' : 'good'}>{t.added}</Badge> {text}
        </li>
      ))}
      {removed.map(({ key, text }) => (
        <li key={key}>
          <Badge>{t.removed}</Badge> {text}
        </li>
      ))}
    </ul>
  )
}

function ManifestChanges({ fields }: { fields: ReviewDifference['manifest'] }) {
  const t = useTexts(differenceTexts)
  return (
    <ul className={styles.changes}>
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          <code className={styles.field}>{showHidden(field)}</code>
          <Value name={t.before} value={before} className={styles.before} />
          <Value name={t.after} value={after} className={styles.after} />
        </li>
      ))}
    </ul>
  )
}

function Value({ name, value, className }: { name: string; value: unknown; className: string | undefined }) {
  const t = useTexts(differenceTexts)
  return (
    <span className={className}>
      <span className={styles.soft}>{name}: </span>
      {value === null ? <i>{t.absent}</i> : <code>{showHidden(JSON.stringify(value))}</code>}
    </span>
  )
}
