import type { Version } from '@mosis/api'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { locales, useLanguage } from '../../language.tsx'
import { Button } from '../../parts/button.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { publishVersion, scheduleVersion, unscheduleVersion } from '../../queries/releases.ts'
import type { Reach, Schedule } from '../../queries/releases.ts'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import { fromLocalField, nameZone, toLocalField } from './local-time.ts'
import type { ReleaseProps } from './release-panel.tsx'
import { releaseTexts } from './release.texts.ts'
import { StageChoice } from './stage-choice.tsx'
import { canStage, useEffectWords } from './use-effect-words.ts'
import { useReleaseStep } from './use-release-step.ts'
import { useWhom } from './use-release-summary.ts'
import styles from './release.module.css'

const places = { 'version.wrong_release_time': '/release_at' }
const tracks = ['production', 'beta'] as const
const whens = ['now', 'at'] as const

/** Publishes an approved version, now or at a time, for everybody, a part of all devices, or the testers. */
export function ReleaseForm({ version, offered }: ReleaseProps) {
  const t = useTexts(releaseTexts)
  const { language } = useLanguage()
  const { dateTime } = useFormat()
  const sayWhom = useWhom()
  const sayEffect = useEffectWords(version, offered)
  const { state, release_at } = version
  const [track, setTrack] = useState(version.track)
  const [share, setShare] = useState(version.rollout_percent)
  const [when, setWhen] = useState<'now' | 'at'>(state === 'scheduled' ? 'at' : 'now')
  const [at, setAt] = useState(release_at === null ? '' : toLocalField(new Date(release_at)))
  const [earliest] = useState(() => toLocalField(new Date()))
  const [missing, setMissing] = useState<unknown>()
  const isStageable = track === 'production' && canStage(version, offered)
  const reach: Reach = { track, rollout_percent: isStageable ? share : 100 }
  const publish = useReleaseStep({
    run: (sent: Reach) => publishVersion(version, sent),
    done: (published: Version) => t.publishedNow(published.version, sayWhom(published)),
  })
  const schedule = useReleaseStep({
    run: (sent: Schedule) => scheduleVersion(version, sent),
    done: (planned) => t.scheduledNow(planned.version, dateTime(planned.release_at ?? '')),
  })
  const forget = () => {
    publish.reset()
    schedule.reset()
    setMissing(undefined)
  }
  const submit = () => {
    forget()
    if (when === 'now') return publish.mutate(reach)
    const time = fromLocalField(at)
    if (time === null) return setMissing({ errors: [{ pointer: '/release_at', message: t.atMissing }] })
    return schedule.mutate({ ...reach, release_at: time })
  }
  const error = useErrorAt(missing ?? publish.error ?? schedule.error, places)
  return (
    <Form onSubmit={submit} error={error} failed={when === 'now' ? t.publishFailed : t.scheduleFailed}>
      <RadioGroup
        label={t.who}
        pointer="/track"
        value={track}
        onChange={setTrack}
        options={tracks.map((value) => ({ value, label: t.tracks[value] }))}
      />
      {isStageable && <StageChoice label={t.first} value={share} onChange={setShare} />}
      <RadioGroup
        label={t.when}
        value={when}
        onChange={(chosen) => {
          forget()
          setWhen(chosen)
        }}
        options={whens.map((value) => ({ value, label: t.whens[value] }))}
      />
      {when === 'at' && (
        <TextField
          label={t.at}
          hint={t.atHint(nameZone(locales[language]))}
          pointer="/release_at"
          type="datetime-local"
          min={earliest}
          value={at}
          onChange={setAt}
          className={styles.time}
        />
      )}
      <div className={styles.effect}>
        <p>{sayEffect(reach)}</p>
        {track === 'production' && offered.production !== null && !isStageable && <p>{t.noStages}</p>}
      </div>
      <FormActions>
        <Button type="submit" kind="primary" isPending={publish.isPending || schedule.isPending}>
          <SubmitWords when={when} reach={reach} isPlanned={state === 'scheduled'} />
        </Button>
        {state === 'scheduled' && <Unschedule version={version} />}
      </FormActions>
    </Form>
  )
}

function SubmitWords({ when, reach, isPlanned }: { when: 'now' | 'at'; reach: Reach; isPlanned: boolean }) {
  const t = useTexts(releaseTexts)
  const { percent } = useFormat()
  if (when === 'at') return isPlanned ? t.reschedule : t.schedule
  if (reach.track === 'beta') return t.publishBeta
  return reach.rollout_percent === 100 ? t.publishAll : t.publishPart(percent(reach.rollout_percent / 100))
}

function Unschedule({ version }: Pick<ReleaseProps, 'version'>) {
  const t = useTexts(releaseTexts)
  const step = useReleaseStep({
    run: () => unscheduleVersion(version),
    done: ({ version: name }) => t.unscheduledNow(name),
  })
  return (
    <>
      <Button onPress={() => step.mutate()} isPending={step.isPending}>
        {t.unschedule}
      </Button>
      <Fault error={step.error} />
    </>
  )
}
