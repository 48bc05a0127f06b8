import type { Member, TeamRole, TeamWithMembers } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { teamKeys } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { RoleChoice } from './role-choice.tsx'
import { teamsTexts } from './teams.texts.ts'

interface ChangeRoleProps {
  teamId: string
  member: Member
  onClose: () => void
}

/** Gives a member another role. */
export function ChangeRole({ teamId, member: { account_id, name, role }, onClose }: ChangeRoleProps) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState<TeamRole>(role)
  const change = useMutation({
    mutationFn: () =>
      callConfirmed(contract.teams.changeMember, { params: { team_id: teamId, account_id }, body: { role: chosen } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: teamKeys.all })
      toasts.good(t.roleChanged)
      onClose()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.changeRoleTitle(name)}>
      <Form onSubmit={() => (chosen === role ? onClose() : change.mutate())} error={change.error}>
        <RoleChoice value={chosen} onChange={setChosen} />
        <FormActions>
          <Button type="submit" kind="primary" isPending={change.isPending}>
            {t.changeRole}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

interface RemoveMemberProps {
  team: TeamWithMembers
  member: Member
  isOwn: boolean
  onClose: () => void
}

/** Takes a member out, or lets one leave. */
export function RemoveMember({ team, member: { account_id, name }, isOwn, onClose }: RemoveMemberProps) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => callConfirmed(contract.teams.removeMember, { params: { team_id: team.id, account_id } }),
    async onSuccess() {
      if (isOwn) await navigate({ to: '/teams' })
      await queryClient.invalidateQueries({ queryKey: teamKeys.all })
      toasts.good(isOwn ? t.left(team.name) : t.removed(name))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={isOwn ? t.leaveTitle(team.name) : t.removeTitle(name)}
      act={isOwn ? t.leave : t.remove}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
      error={remove.error}
    >
      {isOwn ? t.leaveLead : t.removeLead}
    </ConfirmDialog>
  )
}
