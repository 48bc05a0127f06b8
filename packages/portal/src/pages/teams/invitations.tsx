import type { Invitation, TeamRole } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Named } from '../../parts/named.tsx'
import { Section } from '../../parts/section.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { teamInvitationsQuery } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { teamRoles } from '../../words/teams.ts'
import { useErrorWords, useWords } from '../../words/use-words.ts'
import { RoleChoice } from './role-choice.tsx'
import { teamsTexts } from './teams.texts.ts'

const idOf = ({ id }: Invitation) => id

/** Who was invited and has not answered; nothing is shown while there is nobody. */
export function OpenInvitations({ teamId }: { teamId: string }) {
  const t = useTexts(teamsTexts)
  const { data = [] } = useQuery(teamInvitationsQuery(teamId))
  const columns = useColumns()
  if (data.length === 0) return null
  return (
    <Section title={t.open}>
      <Table
        label={t.open}
        columns={columns}
        rows={data}
        rowKey={idOf}
        rowActions={(invitation) => <TakeBack invitation={invitation} />}
      />
    </Section>
  )
}

function TakeBack({ invitation: { id, team_id } }: { invitation: Invitation }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const queryClient = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => call(contract.teams.withdrawInvitation, { params: { team_id, invitation_id: id } }),
    onError: (failure) => toasts.bad(say(failure).message),
    async onSuccess() {
      toasts.good(t.tookBack)
      await queryClient.invalidateQueries(teamInvitationsQuery(team_id))
    },
  })
  return (
    <Button size="small" isPending={withdraw.isPending} onPress={() => withdraw.mutate()}>
      {t.takeBack}
    </Button>
  )
}

function useColumns(): readonly Column<Invitation>[] {
  const t = useTexts(teamsTexts)
  const word = useWords(teamRoles)
  return useMemo(
    () => [
      { key: 'email', label: t.email, cell: ({ email }) => <Named>{email}</Named> },
      { key: 'role', label: t.memberRole, isNarrow: true, cell: ({ role }) => word(role) },
      {
        key: 'until',
        label: t.until,
        isNarrow: true,
        cell: ({ expires_at }) => <Time value={expires_at} kind="date" />,
      },
    ],
    [t, word],
  )
}

/** Sends somebody a link that makes them a member. */
export function Invite({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<TeamRole>('developer')
  const invite = useMutation({
    mutationFn: () => callConfirmed(contract.teams.invite, { params: { team_id: teamId }, body: { email, role } }),
    async onSuccess() {
      await queryClient.invalidateQueries(teamInvitationsQuery(teamId))
      toasts.good(t.sent(email))
      onClose()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.inviteTitle} lead={t.inviteLead}>
      <Form onSubmit={() => invite.mutate()} error={invite.error}>
        <TextField
          label={t.email}
          pointer="/email"
          type="email"
          autoComplete="off"
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <RoleChoice value={role} onChange={setRole} />
        <FormActions>
          <Button type="submit" kind="primary" isPending={invite.isPending}>
            {t.send}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
