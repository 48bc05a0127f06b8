import type { ReportedApp } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from '../../format.ts'
import { Badge } from '../../parts/badge.tsx'
import { Card } from '../../parts/card.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { Time } from '../../parts/time.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { appStates } from '../../words/apps.ts'
import { reportCategoryNames } from '../../words/safety.ts'
import { useWords } from '../../words/use-words.ts'
import { reportTexts } from './reports.texts.ts'
import styles from './cases.module.css'

/** One reported app: how often and for what, and the last words of those who reported it. */
export function ReportCard({ app, actions }: { app: ReportedApp; actions: ReactNode }) {
  const t = useTexts(reportTexts)
  const { number } = useFormat()
  const sayCategory = useWords(reportCategoryNames)
  const sayState = useWords(appStates)
  const { app_id, app_name, app_state, reports, categories, last_at, latest } = app
  return (
    <Card
      level={2}
      title={app_name}
      lead={
        <span className={styles.facts}>
          <code>{app_id}</code>
          <span>{sayState(app_state)}</span>
          <span>
            {t.reports(reports, number(reports))} {t.last} <Time value={last_at} />
          </span>
          {app_state === 'published' && (
            <Link to="/store/$appId" params={{ appId: app_id }} aria-label={t.inStoreOf(app_name)}>
              {t.inStore}
            </Link>
          )}
        </span>
      }
      actions={actions}
    >
      <div className={styles.case}>
        <p className={styles.badges}>
          {categories.map(({ category, reports }) => (
            <Badge key={category} kind={category === 'malware' || category === 'fraud' ? 'bad' : 'plain'}>
              {t.ofCategory(sayCategory(category), number(reports))}
            </Badge>
          ))}
        </p>
        <ul className={styles.words} aria-label={t.latest}>
          {latest.map(({ category, text, version_code, contact, created_at }) => (
            <li key={`${created_at} ${text}`}>
              <p className={styles.soft}>
                {sayCategory(category)} · <Time value={created_at} />
                {version_code !== null && ` · ${t.version(number(version_code))}`}
              </p>
              {text === '' ? <p className={styles.soft}>{t.noText}</p> : <RichText text={showHidden(text)} />}
              {contact !== '' && (
                <p className={styles.soft}>
                  {t.contact}: {showHidden(contact)}
                </p>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}
