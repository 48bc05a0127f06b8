import type { ApiKey, NewApiKey } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Select } from '../../parts/select.tsx'
import { apiKeysQuery } from '../../queries/keys.ts'
import { useTexts } from '../../texts.ts'
import { keysTexts } from './keys.texts.ts'
import { Lifetime, defaultDays } from './lifetime.tsx'

const overlaps = ['0', '60', '1440', '10080'] as const

interface RotateApiKeyProps {
  apiKey: ApiKey
  onClose: () => void
  onMade: (key: NewApiKey) => void
}

/** Makes a new key with the same rights, and lets the old one go on for a while. */
export function RotateApiKey({ apiKey: { id, name }, onClose, onMade }: RotateApiKeyProps) {
  const t = useTexts(keysTexts)
  const queryClient = useQueryClient()
  const [days, setDays] = useState(defaultDays)
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>('60')
  const rotate = useMutation({
    mutationFn: () =>
      callConfirmed(contract.apiKeys.rotateApiKey, {
        params: { api_key_id: id },
        body: { expires_in_days: days, overlap_minutes: Number(overlap) },
      }),
    async onSuccess(made) {
      await queryClient.invalidateQueries(apiKeysQuery)
      onMade(made)
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.rotateTitle(name)} lead={t.rotateLead}>
      <Form onSubmit={() => rotate.mutate()} error={rotate.error}>
        <Select
          label={t.overlap}
          pointer="/overlap_minutes"
          value={overlap}
          options={overlaps.map((value) => ({ value, label: t.overlaps[value] }))}
          onChange={setOverlap}
        />
        <Lifetime days={days} onChange={setDays} />
        <FormActions>
          <Button type="submit" kind="primary" isPending={rotate.isPending}>
            {t.rotate}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
