import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { useApp } from '../../queries/apps.ts'
import { raiseRollout } from '../../queries/releases.ts'
import { useTexts } from '../../texts.ts'
import { HaltButton, HaltSection } from './halt-button.tsx'
import type { ReleaseProps } from './release-panel.tsx'
import { releaseTexts } from './release.texts.ts'
import { StageChoice, stages } from './stage-choice.tsx'
import { useEffectWords } from './use-effect-words.ts'
import { useReleaseStep } from './use-release-step.ts'
import { useWhom } from './use-release-summary.ts'
import styles from './release.module.css'

/** A published version: offers it to more devices, stage by stage, or to nobody any more. */
export function Rollout({ version, offered }: ReleaseProps) {
  const t = useTexts(releaseTexts)
  const { percent } = useFormat()
  const sayWhom = useWhom()
  const sayEffect = useEffectWords(version, offered)
  const reached = version.rollout_percent
  const [share, setShare] = useState<number>(stages.find((stage) => stage > reached) ?? 100)
  const step = useReleaseStep({
    run: () => raiseRollout(version, share),
    done: (raised) => t.raisedNow(raised.version, sayWhom(raised)),
  })
  const isSuspended = useApp(version.app_id).state === 'suspended'
  if (reached === 100 || isSuspended) return <HaltSection version={version} />
  const shown = percent(share / 100)
  return (
    <Form onSubmit={() => step.mutate()} error={step.error} failed={t.raiseFailed}>
      <StageChoice label={t.raiseTo} value={share} onChange={setShare} reached={reached} />
      <div className={styles.effect}>
        <p>
          {share === 100
            ? sayEffect({ track: 'production', rollout_percent: 100 })
            : t.effects.raise(version.version, shown)}
        </p>
      </div>
      <FormActions>
        <Button type="submit" kind="primary" isPending={step.isPending}>
          {share === 100 ? t.raiseAll : t.raise(shown)}
        </Button>
        <HaltButton version={version} />
      </FormActions>
      <p className={styles.soft}>
        {t.halt}
        {': '}
        {t.haltLead}
      </p>
    </Form>
  )
}
