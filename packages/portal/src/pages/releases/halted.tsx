import { Button } from '../../parts/button.tsx'
import { resumeVersion } from '../../queries/releases.ts'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import type { ReleaseProps } from './release-panel.tsx'
import { releaseTexts } from './release.texts.ts'
import { useReleaseStep } from './use-release-step.ts'
import { useWhom } from './use-release-summary.ts'
import styles from './release.module.css'

/** A halted version: offers it again to whom it was offered before. */
export function Halted({ version }: ReleaseProps) {
  const t = useTexts(releaseTexts)
  const sayWhom = useWhom()
  const step = useReleaseStep({
    run: () => resumeVersion(version),
    done: (resumed) => t.resumedNow(resumed.version),
  })
  return (
    <>
      <div className={styles.row}>
        <p className={styles.soft}>{t.resumeLead(sayWhom(version))}</p>
        <Button kind="primary" onPress={() => step.mutate()} isPending={step.isPending}>
          {t.resume}
        </Button>
      </div>
      <Fault error={step.error} failed={t.resumeFailed} />
    </>
  )
}
