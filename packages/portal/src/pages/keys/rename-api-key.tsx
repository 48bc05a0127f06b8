import type { ApiKey } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { apiKeysQuery } from '../../queries/keys.ts'
import { RenameDialog } from './rename-dialog.tsx'

/** Gives an API key another name. */
export function RenameApiKey({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const queryClient = useQueryClient()
  const rename = useMutation({
    mutationFn: (to: string) => call(contract.apiKeys.renameApiKey, { params: { api_key_id: id }, body: { name: to } }),
    onSuccess: () => queryClient.invalidateQueries(apiKeysQuery),
  })
  return <RenameDialog name={name} rename={rename} onClose={onClose} />
}
