import { Link } from '@tanstack/react-router'
import { useTexts } from '../texts.ts'
import { findingsTexts } from './findings.texts.ts'
import styles from './findings.module.css'

/** The code of a rule; opens what the rule says. */
export function RuleLink({ code }: { code: string }) {
  const t = useTexts(findingsTexts)
  return (
    <Link
      to="."
      search={(old) => ({ ...old, rule: code })}
      resetScroll={false}
      className={styles.code}
      title={t.rule(code)}
    >
      {code}
    </Link>
  )
}
