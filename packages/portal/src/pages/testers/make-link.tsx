import { useMutation } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { Select } from '../../parts/select.tsx'
import { createTesterLink, useTestersChanged } from '../../queries/testers.ts'
import { useTexts } from '../../texts.ts'
import { testersTexts } from './testers.texts.ts'

/** Makes a link for several testers and shows it, this once. */
export function MakeLink({ appId }: { appId: string }) {
  const t = useTexts(testersTexts)
  const [isOpen, setIsOpen] = useState(false)
  const [made, setMade] = useState<string>()
  return (
    <>
      <Button icon={Link2} onPress={() => setIsOpen(true)}>
        {t.makeLink}
      </Button>
      {isOpen && (
        <MakeDialog
          appId={appId}
          onClose={() => setIsOpen(false)}
          onMade={(url) => {
            setIsOpen(false)
            setMade(url)
          }}
        />
      )}
      {made !== undefined && <MadeDialog url={made} onClose={() => setMade(undefined)} />}
    </>
  )
}

const choices = ['7', '14', '30', '90']
const usual = { most: 50, days: '14' }

interface MakeDialogProps {
  appId: string
  onClose: () => void
  onMade: (url: string) => void
}

function MakeDialog({ appId, onClose, onMade }: MakeDialogProps) {
  const t = useTexts(testersTexts)
  const { number } = useFormat()
  const changed = useTestersChanged(appId)
  const [most, setMost] = useState<number | undefined>(usual.most)
  const [days, setDays] = useState(usual.days)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => createTesterLink(appId, { max_testers: most, expires_in_days: Number(days) }),
    async onSuccess({ url }) {
      onMade(url)
      await changed()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.makeLinkTitle} lead={t.linksLead}>
      <Form onSubmit={() => mutate()} error={error} failed={t.makeFailed}>
        <NumberField label={t.most} pointer="/max_testers" min={1} max={1000} value={most} onChange={setMost} />
        <Select
          label={t.days}
          pointer="/expires_in_days"
          value={days}
          onChange={setDays}
          options={choices.map((value) => ({ value, label: t.daysOf(Number(value), number(Number(value))) }))}
        />
        <FormActions>
          <Button type="submit" kind="primary" isPending={isPending}>
            {t.make}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

/** Only its button closes it: a slip of the hand would lose the link. */
function MadeDialog({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useTexts(testersTexts)
  return (
    <Dialog
      isOpen
      isDismissable={false}
      onClose={onClose}
      title={t.madeTitle}
      lead={t.madeLead}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t.done}
        </Button>
      }
    >
      <CopyField label={t.address} value={url} />
    </Dialog>
  )
}
