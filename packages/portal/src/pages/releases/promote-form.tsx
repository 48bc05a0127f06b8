import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { useApp } from '../../queries/apps.ts'
import { publishVersion } from '../../queries/releases.ts'
import type { Reach } from '../../queries/releases.ts'
import { useTexts } from '../../texts.ts'
import { HaltButton, HaltSection } from './halt-button.tsx'
import type { ReleaseProps } from './release-panel.tsx'
import { releaseTexts } from './release.texts.ts'
import { StageChoice } from './stage-choice.tsx'
import { canStage, useEffectWords } from './use-effect-words.ts'
import { useReleaseStep } from './use-release-step.ts'
import { useWhom } from './use-release-summary.ts'
import styles from './release.module.css'

/** The testers' version: gives it to everybody or to a part of all devices, without a new review. */
export function PromoteForm({ version, offered }: ReleaseProps) {
  const t = useTexts(releaseTexts)
  const { percent } = useFormat()
  const sayWhom = useWhom()
  const sayEffect = useEffectWords(version, offered)
  const [share, setShare] = useState(100)
  const isStageable = canStage(version, offered)
  const reach: Reach = { track: 'production', rollout_percent: isStageable ? share : 100 }
  const step = useReleaseStep({
    run: () => publishVersion(version, reach),
    done: (published) => t.publishedNow(published.version, sayWhom(published)),
  })
  const isSuspended = useApp(version.app_id).state === 'suspended'
  if (isSuspended) return <HaltSection version={version} />
  return (
    <Form onSubmit={() => step.mutate()} error={step.error} failed={t.publishFailed}>
      <p className={styles.subtitle}>{t.promoteTitle}</p>
      {isStageable && <StageChoice label={t.first} value={share} onChange={setShare} />}
      <div className={styles.effect}>
        <p>{sayEffect(reach)}</p>
      </div>
      <FormActions>
        <Button type="submit" kind="primary" isPending={step.isPending}>
          {reach.rollout_percent === 100 ? t.publishAll : t.publishPart(percent(reach.rollout_percent / 100))}
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
