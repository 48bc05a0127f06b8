import type { Version } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { CirclePause } from 'lucide-react'
import { Button } from '../../parts/button.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useAppChanged } from '../../queries/apps.ts'
import { haltVersion, resumeVersion } from '../../queries/releases.ts'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { releaseTexts } from './release.texts.ts'
import { useReleaseStep } from './use-release-step.ts'
import styles from './release.module.css'

/** Stops offering a version at once, without a question: it can be resumed, also from the toast. */
export function HaltButton({ version }: { version: Version }) {
  const t = useTexts(releaseTexts)
  const resume = useResume()
  const step = useReleaseStep({
    run: () => haltVersion(version),
    done: (halted) => t.haltedNow(halted.version),
    undo: (halted) => ({ label: t.resume, onPress: () => resume(halted) }),
  })
  return (
    <>
      <Button icon={CirclePause} onPress={() => step.mutate()} isPending={step.isPending}>
        {t.halt}
      </Button>
      <Fault error={step.error} failed={t.haltFailed} />
    </>
  )
}

/** The same where halting is all that can be done. */
export function HaltSection({ version }: { version: Version }) {
  const t = useTexts(releaseTexts)
  return (
    <div className={styles.row}>
      <p className={styles.soft}>{t.haltLead}</p>
      <HaltButton version={version} />
    </div>
  )
}

/** Resumes from a toast, which may outlive the page; a refusal is told the same way. */
function useResume(): (version: Version) => void {
  const t = useTexts(releaseTexts)
  const toasts = useToasts()
  const changed = useAppChanged()
  const say = useErrorWords()
  const { mutate } = useMutation({
    mutationFn: resumeVersion,
    async onSuccess(version) {
      toasts.good(t.resumedNow(version.version))
      await changed(version.app_id)
    },
    onError: (error) => toasts.bad(`${t.resumeFailed}. ${say(error).message}`),
  })
  return mutate
}
