import { Plus, X } from 'lucide-react'
import { IconButton } from '../../parts/icon-button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import type { Decision } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { reviewReasonFixes, reviewReasonNames, reviewReasons } from '../../words/reviews.ts'
import { useOptions, useWords } from '../../words/use-words.ts'
import { decisionTexts } from './decision.texts.ts'
import styles from './decision.module.css'

interface DecisionReasonsProps {
  chosen: Decision['reason_codes']
  onChange: (chosen: Decision['reason_codes']) => void
}

/** Why the version is not approved: each reason with the sentence and the fix that its team reads. */
export function DecisionReasons({ chosen, onChange }: DecisionReasonsProps) {
  const t = useTexts(decisionTexts)
  const options = useOptions(reviewReasonNames)
  const sayName = useWords(reviewReasonNames)
  const saySentence = useWords(reviewReasons)
  const sayFix = useWords(reviewReasonFixes)
  return (
    <div className={styles.reasons}>
      {chosen.length > 0 && (
        <ul className={styles.chosen} aria-label={t.reasons}>
          {chosen.map((code) => (
            <li key={code}>
              <div>
                <p className={styles.strong}>{sayName(code)}</p>
                <p>{saySentence(code)}</p>
                <p className={styles.soft}>
                  {t.fix}: {sayFix(code)}
                </p>
              </div>
              <IconButton
                icon={X}
                size="small"
                label={t.removeReason(sayName(code))}
                onPress={() => onChange(chosen.filter((each) => each !== code))}
              />
            </li>
          ))}
        </ul>
      )}
      {/* Not a list of the system: there an arrow key would take a reason that it only passes. */}
      <Menu
        label={t.addReason}
        kind="plain"
        side="below-start"
        hasWords
        className={styles.add}
        trigger={
          <>
            <Icon of={Plus} />
            {t.addReason}
          </>
        }
      >
        {options
          .filter(({ id }) => !chosen.includes(id))
          .map(({ id, name }) => (
            <MenuItem key={id} onAction={() => onChange([...chosen, id])}>
              {name}
            </MenuItem>
          ))}
      </Menu>
    </div>
  )
}
