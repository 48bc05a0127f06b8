import type { BlockKind } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { adminKey } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { blockKinds as kindWords } from '../../words/safety.ts'
import { useWords } from '../../words/use-words.ts'
import { blockKinds } from './choices.ts'
import { moreTexts } from './more.texts.ts'

const longestReason = 4000
const longestPublicReason = 500

/** Refuses a file, a package or a signing key from now on. */
export function NewBlock({ onClose }: { onClose: () => void }) {
  const t = useTexts(moreTexts)
  const toasts = useToasts()
  const word = useWords(kindWords)
  const queryClient = useQueryClient()
  const [kind, setKind] = useState<BlockKind>('package')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [publicReason, setPublicReason] = useState('')
  const block = useMutation({
    mutationFn: () =>
      callConfirmed(contract.safety.createBlock, {
        body: { kind, value: value.trim().toLowerCase(), reason, public_reason: publicReason },
      }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: adminKey })
      toasts.good(t.blocked)
      onClose()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.newBlock} lead={t.newBlockLead}>
      <Form onSubmit={() => block.mutate()} error={block.error}>
        <RadioGroup
          label={t.kind}
          pointer="/kind"
          value={kind}
          options={blockKinds.map((each) => ({ value: each, label: word(each) }))}
          onChange={setKind}
        />
        <TextField
          label={t.hash}
          hint={t.hashHint}
          pointer="/value"
          isCode
          autoComplete="off"
          value={value}
          onChange={setValue}
        />
        <TextArea
          label={t.forOperators}
          hint={t.forOperatorsHint}
          pointer="/reason"
          maxLength={longestReason}
          value={reason}
          onChange={setReason}
        />
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
          <Button type="submit" kind="danger" isPending={block.isPending}>
            {t.block}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
