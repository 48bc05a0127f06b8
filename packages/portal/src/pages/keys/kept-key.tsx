import type { NewApiKey } from '@mosis/api'
import { Button } from '../../parts/button.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useTexts } from '../../texts.ts'
import { keysTexts } from './keys.texts.ts'

/** The new key, this once. Only its button closes it: a slip of the hand would lose the key. */
export function KeptKey({ apiKey, onClose }: { apiKey: NewApiKey; onClose: () => void }) {
  const t = useTexts(keysTexts)
  return (
    <Dialog
      isOpen
      isDismissable={false}
      onClose={onClose}
      title={t.madeTitle}
      lead={t.madeLead}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t.kept}
        </Button>
      }
    >
      <CopyField label={t.key} value={apiKey.key} />
    </Dialog>
  )
}
