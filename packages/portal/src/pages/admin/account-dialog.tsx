import type { AccountDetails, Role } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { accountQuery, adminKey } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { portalRoleSentences, portalRoles, teamRoles } from '../../words/teams.ts'
import { useWords } from '../../words/use-words.ts'
import { accountsTexts } from './accounts.texts.ts'
import { adminTexts } from './admin.texts.ts'
import { roles } from './choices.ts'

/** An account as the operator sees it, and its role. */
export function AccountDialog({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const t = useTexts(accountsTexts)
  const account = useQuery(accountQuery(accountId))
  return (
    <Dialog isOpen onClose={onClose} title={account.data?.name ?? t.account} lead={account.data?.email} size="wide">
      <Loaded query={account}>{(found) => <Details account={found} onClose={onClose} />}</Loaded>
    </Dialog>
  )
}

function Details({ account, onClose }: { account: AccountDetails; onClose: () => void }) {
  const t = useTexts(accountsTexts)
  const common = useTexts(adminTexts)
  const { number, list, dateTime } = useFormat()
  const teamWord = useWords(teamRoles)
  const { teams, sessions, last_used_at, locked_at, locked_reason } = account
  return (
    <>
      {locked_at !== null && (
        <Notice kind="bad" title={t.lockedSince(dateTime(locked_at))}>
          {locked_reason}
        </Notice>
      )}
      <KeyValues
        items={[
          { label: t.since, value: <Time value={account.created_at} kind="date" /> },
          {
            label: t.teams,
            value: list(teams.map(({ name, role, apps }) => `${name} (${teamWord(role)}, ${t.apps(apps)})`)),
          },
          { label: t.secondFactor, value: account.second_factor ? t.yes : t.no },
          { label: t.sessions, value: t.places(sessions) },
          { label: t.lastUsed, value: last_used_at === null ? common.never : <Time value={last_used_at} /> },
          { label: t.apiKeys, value: number(account.api_keys) },
          { label: t.signingKeys, value: number(account.signing_keys) },
        ]}
      />
      <p>
        <Link to="/admin/audit" search={{ actor: account.id }}>
          {t.log}
        </Link>
      </p>
      <ChangeRole account={account} onClose={onClose} />
    </>
  )
}

function ChangeRole({ account: { id, name, role }, onClose }: { account: AccountDetails; onClose: () => void }) {
  const t = useTexts(accountsTexts)
  const toasts = useToasts()
  const word = useWords(portalRoles)
  const sentence = useWords(portalRoleSentences)
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState<Role>(role)
  const change = useMutation({
    mutationFn: () =>
      callConfirmed(contract.people.changePortalRole, { params: { account_id: id }, body: { role: chosen } }),
    async onSuccess() {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: adminKey }),
        // It may be the own one.
        queryClient.invalidateQueries({ queryKey: ['me'] }),
      ])
      toasts.good(t.changed(name))
      onClose()
    },
  })
  return (
    <Form onSubmit={() => (chosen === role ? onClose() : change.mutate())} error={change.error}>
      <RadioGroup
        label={t.role}
        hint={t.roleLead}
        pointer="/role"
        look="cards"
        value={chosen}
        options={roles.map((value) => ({ value, label: word(value), hint: sentence(value) }))}
        onChange={setChosen}
      />
      <FormActions>
        <Button type="submit" kind="primary" isPending={change.isPending}>
          {t.changeRole}
        </Button>
      </FormActions>
    </Form>
  )
}
