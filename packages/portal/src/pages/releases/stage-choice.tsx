import { useId } from 'react'
import { useFormat } from '../../format.ts'
import { useTexts } from '../../texts.ts'
import { releaseTexts } from './release.texts.ts'
import styles from './stage-choice.module.css'

/** The stages of a rollout, in percent of all devices. */
export const stages = [1, 5, 10, 25, 50, 100] as const

interface StageChoiceProps {
  label: string
  value: number
  onChange: (percent: number) => void
  /** What devices have already been offered; only more can be chosen. */
  reached?: number
}

/** How many of all devices: one of the stages, side by side from few to all. */
export function StageChoice({ label, value, onChange, reached = 0 }: StageChoiceProps) {
  const name = useId()
  const t = useTexts(releaseTexts)
  const { percent } = useFormat()
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.stages}>
        {stages.map((stage) => (
          <label key={stage} className={styles.stage}>
            <input
              type="radio"
              name={name}
              value={stage}
              checked={stage === value}
              disabled={stage <= reached}
              onChange={() => onChange(stage)}
              className={styles.input}
            />
            <span className={styles.words}>{stage === 100 ? t.everybody : percent(stage / 100)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
