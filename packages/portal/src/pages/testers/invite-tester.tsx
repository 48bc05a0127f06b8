import { useMutation } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { inviteTester, useTestersChanged } from '../../queries/testers.ts'
import { useTexts } from '../../texts.ts'
import { testersTexts } from './testers.texts.ts'

/** Mails somebody a link that makes a device a tester. */
export function InviteTester({ appId }: { appId: string }) {
  const t = useTexts(testersTexts)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button kind="primary" icon={UserPlus} onPress={() => setIsOpen(true)}>
        {t.invite}
      </Button>
      {isOpen && <InviteDialog appId={appId} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function InviteDialog({ appId, onClose }: { appId: string; onClose: () => void }) {
  const t = useTexts(testersTexts)
  const toasts = useToasts()
  const changed = useTestersChanged(appId)
  const [email, setEmail] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => inviteTester(appId, email.trim()),
    async onSuccess() {
      toasts.good(t.invited(email.trim()))
      onClose()
      await changed()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.inviteTitle} lead={t.inviteLead}>
      <Form onSubmit={() => mutate()} error={error} failed={t.inviteFailed}>
        <TextField label={t.email} pointer="/email" type="email" autoComplete="off" value={email} onChange={setEmail} />
        <FormActions>
          <Button type="submit" kind="primary" isPending={isPending}>
            {t.send}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
