import type { ApiKey } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { apiKeysQuery } from '../../queries/keys.ts'
import { useTexts } from '../../texts.ts'
import { keysTexts } from './keys.texts.ts'

/** Ends an API key for good. */
export function RevokeApiKey({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useTexts(keysTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => call(contract.apiKeys.revokeApiKey, { params: { api_key_id: id } }),
    async onSuccess() {
      await queryClient.invalidateQueries(apiKeysQuery)
      toasts.good(t.revokedToast)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.revokeTitle(name)}
      act={t.revokeAct}
      onConfirm={() => revoke.mutate()}
      isPending={revoke.isPending}
      error={revoke.error}
    >
      {t.revokeLead}
    </ConfirmDialog>
  )
}
