import { useMutation, useQueryClient } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { sessionQuery, useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { profileTexts } from './profile.texts.ts'

/** The name that the store shows. */
export function NameSection() {
  const t = useTexts(profileTexts)
  const { name } = useAccount()
  const queryClient = useQueryClient()
  const toasts = useToasts()
  const renaming = useMutation({
    mutationFn: (name: string) => call(contract.accounts.updateMe, { body: { name } }),
    onSuccess(account) {
      queryClient.setQueryData(sessionQuery.queryKey, account)
      toasts.good(t.saved)
    },
  })
  return (
    <Card title={t.name} lead={t.nameLead} level={2}>
      <Form
        isNarrow
        error={renaming.error}
        failed={t.saveFailed}
        onSubmit={(data) => renaming.mutate(fieldOf(data, 'name'))}
      >
        <TextField
          key={name}
          label={t.yourName}
          name="name"
          pointer="/name"
          autoComplete="name"
          maxLength={80}
          defaultValue={name}
        />
        <FormActions>
          <Button type="submit" kind="primary" isPending={renaming.isPending}>
            {t.save}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}
