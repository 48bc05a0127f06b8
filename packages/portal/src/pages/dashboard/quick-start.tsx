import { Plus } from 'lucide-react'
import { commandsFor } from '../../commands.ts'
import { CopyField } from '../../parts/copy-field.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Section } from '../../parts/section.tsx'
import { useTexts } from '../../texts.ts'
import styles from './quick-start.module.css'
import { quickStartTexts } from './quick-start.texts.ts'

/** How somebody without an app begins: four commands for this portal, or a form here. */
export function QuickStart() {
  const t = useTexts(quickStartTexts)
  const leads = { install: t.installLead, init: t.initLead, login: t.loginLead, publish: t.publishLead }
  return (
    <Section title={t.title} lead={t.lead}>
      <ol className={styles.steps}>
        {commandsFor(location.origin, { hasAccount: true }).map(({ step, command }, at) => (
          <li key={step} className={styles.step}>
            <span className={styles.mark} aria-hidden>
              {at + 1}
            </span>
            <CopyField label={t[step]} value={command} />
            <p className={styles.lead}>{leads[step]}</p>
          </li>
        ))}
      </ol>
      <div className={styles.or}>
        <p>{t.or}</p>
        <LinkButton to="/apps/new" icon={Plus}>
          {t.create}
        </LinkButton>
      </div>
    </Section>
  )
}
