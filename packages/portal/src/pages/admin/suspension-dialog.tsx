import type { PortalApp, SafetyReason } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Select } from '../../parts/select.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { adminKey } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { safetyReasons } from '../../words/safety.ts'
import { useOptions } from '../../words/use-words.ts'
import { allAppsTexts } from './all-apps.texts.ts'

const longestReason = 4000
const longestPublicReason = 500

/** Takes an app out of the store, or back into it, with the reasons for its team and for everybody. */
export function SuspensionDialog({ app: { id, name, state }, onClose }: { app: PortalApp; onClose: () => void }) {
  const t = useTexts(allAppsTexts)
  const toasts = useToasts()
  const reasons = useOptions(safetyReasons)
  const queryClient = useQueryClient()
  const isSuspended = state === 'suspended'
  const [code, setCode] = useState<SafetyReason>(isSuspended ? 'resolved' : 'policy')
  const [reason, setReason] = useState('')
  const [publicReason, setPublicReason] = useState('')
  const judge = useMutation({
    mutationFn: () =>
      callConfirmed(isSuspended ? contract.safety.restoreApp : contract.safety.suspendApp, {
        params: { app_id: id },
        body: { reason_code: code, reason, public_reason: publicReason },
      }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: adminKey })
      toasts.good(isSuspended ? t.restored(name) : t.suspended(name))
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isSuspended ? t.restoreTitle(name) : t.suspendTitle(name)}
      lead={isSuspended ? t.restoreLead : t.suspendLead}
    >
      <Form onSubmit={() => judge.mutate()} error={judge.error}>
        <Select
          label={t.why}
          pointer="/reason_code"
          value={code}
          options={reasons.map((each) => ({ value: each.id, label: each.name }))}
          onChange={setCode}
        />
        <TextArea label={t.forTeam} pointer="/reason" maxLength={longestReason} value={reason} onChange={setReason} />
        <TextArea
          label={t.forAll}
          hint={t.forAllHint}
          pointer="/public_reason"
          maxLength={longestPublicReason}
          rows={2}
          value={publicReason}
          onChange={setPublicReason}
        />
        <FormActions>
          <Button type="submit" kind={isSuspended ? 'primary' : 'danger'} isPending={judge.isPending}>
            {isSuspended ? t.restore : t.suspend}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
