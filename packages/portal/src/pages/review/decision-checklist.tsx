import { useId } from 'react'
import { useFormat } from '../../format.ts'
import { Checkbox } from '../../parts/checkbox.tsx'
import type { Decision } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { checklist as checklistWords } from '../../words/reviews.ts'
import { useOptions } from '../../words/use-words.ts'
import { decisionTexts } from './decision.texts.ts'
import styles from './decision.module.css'

interface DecisionChecklistProps {
  ticked: Decision['checklist']
  onChange: (ticked: Decision['checklist']) => void
}

/** What a reviewer looks at before approving; kept with the decision. */
export function DecisionChecklist({ ticked, onChange }: DecisionChecklistProps) {
  const t = useTexts(decisionTexts)
  const { number } = useFormat()
  const items = useOptions(checklistWords)
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className={styles.checklist}>
      <p id={id} className={styles.legend}>
        {t.checklist} <span className={styles.soft}>{t.ticked(number(ticked.length), number(items.length))}</span>
      </p>
      {items.map((item) => (
        <Checkbox
          key={item.id}
          // No plain text: the complaint about it says enough by itself.
          label={<span>{item.name}</span>}
          pointer={`/checklist/${item.id}`}
          isChecked={ticked.includes(item.id)}
          onChange={(isTicked) => onChange(isTicked ? [...ticked, item.id] : ticked.filter((each) => each !== item.id))}
        />
      ))}
    </div>
  )
}
