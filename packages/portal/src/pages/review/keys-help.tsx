import { Keyboard } from 'lucide-react'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Switch } from '../../parts/switch.tsx'
import { useTexts } from '../../texts.ts'
import { queueTexts } from './queue.texts.ts'
import type { QueueKeys } from './use-queue-keys.ts'
import styles from './queue.module.css'

interface KeysHelpProps {
  keys: QueueKeys
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}

const shortcuts = [
  ['next', 'J'],
  ['previous', 'K'],
  ['open', '↵'],
  ['claim', 'C'],
  ['help', '?'],
] as const

/** The keys of the queue, and the switch that takes them away. */
export function KeysHelp({ keys, isOpen, onOpen }: KeysHelpProps) {
  const t = useTexts(queueTexts)
  return (
    <div className={styles.keys}>
      <Button kind="quiet" size="small" icon={Keyboard} onPress={() => onOpen(true)}>
        {t.keys}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => onOpen(false)} title={t.keysTitle} lead={t.keysLead}>
        <dl className={styles.shortcuts}>
          {shortcuts.map(([name, key]) => (
            <div key={name}>
              <dt>{t.keyNames[name]}</dt>
              <dd>
                <kbd>{key}</kbd>
              </dd>
            </div>
          ))}
        </dl>
        <Switch label={t.keysOn} hint={t.keysHint} isOn={keys.areOn} onChange={keys.onSwitch} />
      </Dialog>
    </div>
  )
}
