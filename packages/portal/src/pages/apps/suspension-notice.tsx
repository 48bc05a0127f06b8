import type { AppOverview } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useTexts } from '../../texts.ts'
import { decisionReasons } from '../../words/safety.ts'
import { useWords } from '../../words/use-words.ts'
import { overviewTexts } from './overview.texts.ts'
import styles from './suspension-notice.module.css'

interface SuspensionNoticeProps {
  appId: string
  suspension: NonNullable<AppOverview['suspension']>
}

/** That and why an app was taken out of the store, what it means, and how it comes back. */
export function SuspensionNotice({ appId, suspension: { at, reason_code, reason } }: SuspensionNoticeProps) {
  const t = useTexts(overviewTexts)
  const say = useWords(decisionReasons)
  const { ago } = useFormat()
  return (
    <Notice
      kind="bad"
      title={t.suspendedTitle(ago(at))}
      actions={
        <LinkButton size="small" to="/store/decisions" search={{ app: appId }}>
          {t.decisions}
        </LinkButton>
      }
    >
      <div className={styles.words}>
        <p>{t.suspendedLead}</p>
        <p>
          {t.suspendedReason} {say(reason_code)}
        </p>
        {reason !== '' && <blockquote className={styles.quote}>{reason}</blockquote>}
        <p>{t.suspendedNext}</p>
      </div>
    </Notice>
  )
}
