import type { Invitation, Team } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { Avatar } from '../../parts/avatar.tsx'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { myInvitationsQuery } from '../../queries/invitations.ts'
import { myTeamsQuery } from '../../queries/my-teams.ts'
import { teamKeys } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { teamRoles } from '../../words/teams.ts'
import { useErrorWords, useWords } from '../../words/use-words.ts'
import styles from './teams.module.css'
import { teamsTexts } from './teams.texts.ts'

const idOf = ({ id }: Team) => id

/** One's teams, the invitations to further ones, and making one. */
export function Teams() {
  const t = useTexts(teamsTexts)
  const teams = useQuery(myTeamsQuery)
  const invitations = useQuery(myInvitationsQuery)
  const columns = useColumns()
  const [isCreating, setIsCreating] = useState(false)
  useTitle(t.title)
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          <Button kind="primary" icon={Plus} onPress={() => setIsCreating(true)}>
            {t.create}
          </Button>
        }
      />
      {invitations.data && invitations.data.length > 0 && (
        <Section title={t.invitations}>
          <div className={styles.stack}>
            {invitations.data.map((invitation) => (
              <Answer key={invitation.id} invitation={invitation} />
            ))}
          </div>
        </Section>
      )}
      <Section title={t.yours}>
        <Loaded query={teams} skeleton={<Skeleton kind="table" count={3} />}>
          {(all) => (
            <Table
              label={t.yours}
              columns={columns}
              rows={all}
              rowKey={idOf}
              rowLink={({ id }) => ({ to: '/teams/$teamId', params: { teamId: id } })}
            />
          )}
        </Loaded>
      </Section>
      {isCreating && <CreateTeam onClose={() => setIsCreating(false)} />}
    </>
  )
}

function useColumns(): readonly Column<Team>[] {
  const t = useTexts(teamsTexts)
  const word = useWords(teamRoles)
  return useMemo(
    () => [
      {
        key: 'name',
        label: t.name,
        cell: ({ name, is_personal }) => (
          <Named picture={<Avatar name={name} />}>
            <span className={styles.name}>
              {name}
              {is_personal && <Badge>{t.personal}</Badge>}
            </span>
          </Named>
        ),
      },
      { key: 'role', label: t.role, isNarrow: true, cell: ({ role }) => word(role) },
      {
        key: 'since',
        label: t.since,
        isNarrow: true,
        cell: ({ created_at }) => <Time value={created_at} kind="date" />,
      },
    ],
    [t, word],
  )
}

function Answer({ invitation: { id, team_name, invited_by, role, expires_at } }: { invitation: Invitation }) {
  const t = useTexts(teamsTexts)
  const word = useWords(teamRoles)
  const toasts = useToasts()
  const say = useErrorWords()
  const queryClient = useQueryClient()
  const renew = () =>
    Promise.all(
      [teamKeys.all, myInvitationsQuery.queryKey, ['dashboard']].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    )
  const answer = useMutation({
    async mutationFn(isAccepted: boolean) {
      const body = { invitation_id: id }
      await (isAccepted
        ? call(contract.teams.acceptInvitation, { body })
        : call(contract.teams.declineInvitation, { body }))
    },
    onError: (failure) => toasts.bad(say(failure).message),
    async onSuccess(_nothing, isAccepted) {
      toasts.good(isAccepted ? t.accepted(team_name) : t.declined)
      await renew()
    },
  })
  return (
    <Notice
      kind="info"
      title={t.invited(team_name, invited_by, word(role))}
      actions={
        <>
          <Button
            size="small"
            kind="primary"
            isPending={answer.isPending && answer.variables}
            onPress={() => answer.mutate(true)}
          >
            {t.accept}
          </Button>
          <Button size="small" isPending={answer.isPending && !answer.variables} onPress={() => answer.mutate(false)}>
            {t.decline}
          </Button>
        </>
      }
    >
      {t.until} <Time value={expires_at} kind="date" />
    </Notice>
  )
}

function CreateTeam({ onClose }: { onClose: () => void }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => call(contract.teams.createTeam, { body: { name } }),
    async onSuccess(team) {
      await queryClient.invalidateQueries({ queryKey: teamKeys.all })
      toasts.good(t.created(team.name))
      await navigate({ to: '/teams/$teamId', params: { teamId: team.id } })
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.createTitle} lead={t.createLead}>
      <Form onSubmit={() => create.mutate()} error={create.error}>
        <TextField
          label={t.name}
          pointer="/name"
          value={name}
          onChange={setName}
          autoFocus
          autoComplete="organization"
        />
        <FormActions>
          <Button type="submit" kind="primary" isPending={create.isPending}>
            {t.create}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
