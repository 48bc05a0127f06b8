import type { TeamWithMembers } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Section } from '../../parts/section.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { teamKeys } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import styles from './teams.module.css'
import { teamsTexts } from './teams.texts.ts'

/** The name of a team, and its end. */
export function TeamSettings({ team }: { team: TeamWithMembers }) {
  const t = useTexts(teamsTexts)
  if (team.is_personal) return <Notice kind="info">{t.personalLead}</Notice>
  if (!mayInTeam(team.role, 'team.rename')) return <ForbiddenState lead={t.forOwners} />
  return (
    <>
      <Section title={t.rename} lead={t.renameLead}>
        <Rename team={team} />
      </Section>
      <Section title={t.deleteTeam} lead={t.deleteTeamLead}>
        <Delete team={team} />
      </Section>
    </>
  )
}

function Rename({ team }: { team: TeamWithMembers }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const [name, setName] = useState(team.name)
  const rename = useMutation({
    mutationFn: () => call(contract.teams.renameTeam, { params: { team_id: team.id }, body: { name } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: teamKeys.all })
      toasts.good(t.renamed)
    },
  })
  return (
    <Form isNarrow onSubmit={() => rename.mutate()} error={rename.error} className={styles.narrow}>
      <TextField label={t.name} pointer="/name" value={name} onChange={setName} autoComplete="organization" />
      <FormActions>
        <Button type="submit" kind="primary" isPending={rename.isPending}>
          {t.save}
        </Button>
      </FormActions>
    </Form>
  )
}

function Delete({ team: { id, name } }: { team: TeamWithMembers }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => callConfirmed(contract.teams.deleteTeam, { params: { team_id: id } }),
    async onSuccess() {
      await navigate({ to: '/teams' })
      await queryClient.invalidateQueries({ queryKey: teamKeys.all })
      toasts.good(t.teamDeleted(name))
    },
  })
  return (
    <>
      <div>
        <Button kind="danger" onPress={() => setIsAsking(true)}>
          {t.deleteTeam}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t.deleteTeamTitle(name)}
        act={t.deleteTeam}
        typed={name}
        onConfirm={() => remove.mutate()}
        isPending={remove.isPending}
        error={remove.error}
      >
        {t.deleteTeamLead}
      </ConfirmDialog>
    </>
  )
}
