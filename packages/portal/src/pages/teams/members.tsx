import type { Member, TeamWithMembers } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { MoreHorizontal, UserPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Avatar } from '../../parts/avatar.tsx'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import { Named } from '../../parts/named.tsx'
import { Section } from '../../parts/section.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { teamRoleSentences, teamRoles } from '../../words/teams.ts'
import { useOptions, useWords } from '../../words/use-words.ts'
import { ChangeRole, RemoveMember } from './change-member.tsx'
import { OpenInvitations, Invite } from './invitations.tsx'
import { Offers } from './offers.tsx'
import styles from './teams.module.css'
import { teamsTexts } from './teams.texts.ts'

type Act = { name: 'invite' } | { name: 'role' | 'remove'; member: Member }
const idOf = ({ account_id }: Member) => account_id

/** Who belongs to a team, with which role. */
export function Members({ team }: { team: TeamWithMembers }) {
  const t = useTexts(teamsTexts)
  const account = useAccount()
  const [act, setAct] = useState<Act>()
  const columns = useColumns(account.id)
  const end = () => setAct(undefined)
  const may = (action: Parameters<typeof mayInTeam>[1]) => !team.is_personal && mayInTeam(team.role, action)
  const actions = (member: Member) => {
    const isOwn = member.account_id === account.id
    const mayRemove = isOwn || may('team.remove_member')
    if (team.is_personal || (!mayRemove && !may('team.change_role'))) return null
    return (
      <Menu label={t.actionsOf(member.name)} trigger={<MoreHorizontal size={20} strokeWidth={1.5} aria-hidden />}>
        {may('team.change_role') && (
          <MenuItem onAction={() => setAct({ name: 'role', member })}>{t.changeRole}</MenuItem>
        )}
        {mayRemove && (
          <MenuItem kind="danger" onAction={() => setAct({ name: 'remove', member })}>
            {isOwn ? t.leave : t.remove}
          </MenuItem>
        )}
      </Menu>
    )
  }
  return (
    <>
      <Section
        title={t.members}
        actions={
          may('team.invite') && (
            <Button kind="primary" icon={UserPlus} onPress={() => setAct({ name: 'invite' })}>
              {t.invite}
            </Button>
          )
        }
      >
        <Table label={t.members} columns={columns} rows={team.members} rowKey={idOf} rowActions={actions} />
      </Section>
      {may('team.invite') && <OpenInvitations teamId={team.id} />}
      {mayInTeam(team.role, 'app.receive') && <Offers teamId={team.id} />}
      {!team.is_personal && <Roles />}
      {act?.name === 'invite' && <Invite teamId={team.id} onClose={end} />}
      {act?.name === 'role' && <ChangeRole teamId={team.id} member={act.member} onClose={end} />}
      {act?.name === 'remove' && (
        <RemoveMember team={team} member={act.member} isOwn={act.member.account_id === account.id} onClose={end} />
      )}
    </>
  )
}

function Roles() {
  const t = useTexts(teamsTexts)
  const roles = useOptions(teamRoles)
  const sentence = useWords(teamRoleSentences)
  return (
    <Section title={t.mayDo}>
      <dl className={styles.roles}>
        {roles.map(({ id, name }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{sentence(id)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function useColumns(ownId: string): readonly Column<Member>[] {
  const t = useTexts(teamsTexts)
  const word = useWords(teamRoles)
  return useMemo(
    () => [
      {
        key: 'member',
        label: t.member,
        cell: ({ account_id, name, email }) => (
          <Named picture={<Avatar name={name} />} note={email}>
            <span className={styles.name}>
              {name}
              {account_id === ownId && <Badge>{t.you}</Badge>}
            </span>
          </Named>
        ),
      },
      { key: 'role', label: t.memberRole, isNarrow: true, cell: ({ role }) => word(role) },
      {
        key: 'since',
        label: t.since,
        isNarrow: true,
        cell: ({ created_at }) => <Time value={created_at} kind="date" />,
      },
    ],
    [t, word, ownId],
  )
}
