import type { Version } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useFormat } from '../../format.ts'
import { Icon } from '../../parts/icon.tsx'
import { Status } from '../../parts/status.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { useWords } from '../../words/use-words.ts'
import { versionStates } from '../../words/versions.ts'
import { versionTabs } from './search-words.ts'
import { VersionActions } from './version-actions.tsx'
import { versionTexts } from './version.texts.ts'
import { versionsTexts } from './versions.texts.ts'
import styles from './version.module.css'

/** Which version this is, where it stands, what can be done with it, and the ways to its views. */
export function VersionHead({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const list = useTexts(versionsTexts)
  const sayState = useWords(versionStates)
  const { number } = useFormat()
  const { app_id: appId, id: versionId, state, findings } = version
  const tabs = versionTabs.map((name) => ({
    label: t.tabs[name],
    link: {
      to: '/apps/$appId/versions/$versionId' as const,
      params: { appId, versionId },
      search: name === 'overview' ? {} : { tab: name },
    },
    // A file or a rule may stand in the address of the others beside the view.
    hasPagesBelow: name !== 'overview',
    ...(name === 'findings' && findings !== null && { count: findings.length }),
  }))
  return (
    <header className={styles.header}>
      <Link to="/apps/$appId/versions" params={{ appId }} className={styles.back}>
        <Icon of={ChevronLeft} />
        {t.versions}
      </Link>
      <div className={styles.row}>
        <div className={styles.title}>
          <h2>{t.title(version.version)}</h2>
          <Status state={state} label={sayState(state)} />
          <span className={styles.soft}>
            {list.code(number(version.version_code))} · {list.uploaded} <Time value={version.created_at} />
          </span>
        </div>
        <VersionActions version={version} />
      </div>
      <Tabs label={t.tabsOf(version.version)} tabs={tabs} />
    </header>
  )
}
