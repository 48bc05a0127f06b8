import type { Version } from '@mosis/api'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { publishVersion } from '../../queries/releases.ts'
import { useTexts } from '../../texts.ts'
import type { ReleaseProps } from './release-panel.tsx'
import { releaseTexts } from './release.texts.ts'
import { useReleaseStep } from './use-release-step.ts'
import styles from './release.module.css'

/** An earlier version: returns to it, after saying what that does and what it does not. */
export function Superseded({ version, offered }: ReleaseProps) {
  const t = useTexts(releaseTexts)
  const [isOpen, setIsOpen] = useState(false)
  const step = useReleaseStep({
    run: () => publishVersion(version, { track: version.track, rollout_percent: 100 }),
    done: (published: Version) => t.resumedNow(published.version),
  })
  const act = t.back(version.version)
  const present = offered.production?.version ?? ''
  return (
    <div className={styles.row}>
      <p className={styles.soft}>{t.backLead}</p>
      <Button icon={Undo2} onPress={() => setIsOpen(true)}>
        {act}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => {
          setIsOpen(false)
          step.reset()
        }}
        title={t.backTitle(version.version)}
        act={act}
        kind="primary"
        onConfirm={() => step.mutate()}
        isPending={step.isPending}
        error={step.error}
      >
        <div className={styles.points}>
          <p>{version.track === 'beta' ? t.backTesters(version.version) : t.backGets(version.version, present)}</p>
          <p>{t.backKeeps}</p>
          <p>{t.backInstead}</p>
        </div>
      </ConfirmDialog>
    </div>
  )
}
