import { Badge } from '../../parts/badge.tsx'
import { CodeView } from '../../parts/code-view.tsx'
import { DifferenceView } from '../../parts/difference-view.tsx'
import { Section } from '../../parts/section.tsx'
import styles from './gallery.module.css'
import { code, hunks, longCode, words } from './sample.ts'

const markers = [
  {
    key: '1',
    line: 5,
    kind: 'bad',
    title: 'undeclared-network: the manifest does not ask for network.internet',
    body: words.sentence,
  },
  { key: '2', line: 15, kind: 'warn', title: 'busy-timer: this runs every minute' },
] as const

/** Code with what was found in it, and what changed. */
export function CodeParts() {
  return (
    <Section title="Code">
      <div className={styles.stack}>
        <CodeView path="assets/scripts/app.lua" text={code} markers={markers} highlighted={[10]} />
        <CodeView path="assets/scripts/long.lua" text={longCode} maxHeight="16rem" />
        <DifferenceView path="assets/scripts/app.lua" hunks={hunks} actions={<Badge>{words.short}</Badge>} />
      </div>
    </Section>
  )
}
