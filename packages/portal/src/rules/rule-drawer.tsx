import { useQuery } from '@tanstack/react-query'
import { Drawer } from '../parts/drawer.tsx'
import { KeyValues } from '../parts/key-values.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { useTexts } from '../texts.ts'
import { severities, severitySentences, tiers } from '../words/rules.ts'
import { useRuleWords, useWords } from '../words/use-words.ts'
import { rulesQuery } from '../queries/rule-texts.ts'
import type { RuleText } from '../queries/rule-texts.ts'
import { ruleTexts } from './rule-drawer.texts.ts'
import styles from './rule-drawer.module.css'

/** The text of a rule beside what it found: why there is such a rule, and what to do. */
export function RuleDrawer({ code, onClose }: { code: string | undefined; onClose: () => void }) {
  return (
    <Drawer isOpen={code !== undefined} onClose={onClose} title={<code>{code}</code>}>
      {code !== undefined && <RuleOf code={code} />}
    </Drawer>
  )
}

function RuleOf({ code }: { code: string }) {
  const t = useTexts(ruleTexts)
  const query = useQuery(rulesQuery)
  return (
    <Loaded query={query}>
      {(rules) => {
        const rule = Object.hasOwn(rules, code) ? rules[code] : undefined
        return rule === undefined ? <p>{t.unknownRule(code)}</p> : <Rule rule={rule} />
      }}
    </Loaded>
  )
}

function Rule({ rule }: { rule: RuleText }) {
  const t = useTexts(ruleTexts)
  const { explanation, fix } = useRuleWords()(rule)
  const saySeverity = useWords(severities)
  const sayMeaning = useWords(severitySentences)
  const sayTier = useWords(tiers)
  return (
    <div className={styles.rule}>
      <p lang={explanation.lang}>{explanation.text}</p>
      <KeyValues
        items={[
          { label: t.fix, value: <span lang={fix.lang}>{fix.text}</span> },
          { label: t.weight, value: `${saySeverity(rule.severity)}. ${sayMeaning(rule.severity)}` },
          { label: t.judges, value: sayTier(String(rule.tier)) },
        ]}
      />
    </div>
  )
}
