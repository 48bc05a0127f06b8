import type { TeamWithMembers } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { PortalError } from '../../call.ts'
import { Badge } from '../../parts/badge.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { teamQuery } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { teamRoles } from '../../words/teams.ts'
import { useWords } from '../../words/use-words.ts'
import { TeamLog } from './log.tsx'
import { Members } from './members.tsx'
import { TeamSettings } from './settings.tsx'
import { teamTabs } from './tabs.ts'
import { teamsTexts } from './teams.texts.ts'
import { Webhooks } from './webhooks.tsx'

const route = getRouteApi('/console/teams/$teamId')

/** A team: its members, the addresses it tells, its log and settings. */
export function TeamPage() {
  const t = useTexts(teamsTexts)
  const { teamId } = route.useParams()
  const { tab = 'members' } = route.useSearch()
  const team = useQuery(teamQuery(teamId))
  useTitle(`${team.data === undefined ? '' : `${team.data.name} · `}${t[tab]}`)
  // An address that was cut off is no team either.
  if (team.error instanceof PortalError && [400, 404].includes(team.error.status)) return <Gone />
  return (
    <>
      {team.data === undefined && (
        <PageHeader title={t[tab]} crumbs={[{ label: t.title, link: { to: '/teams' } }]}>
          <TeamTabs teamId={teamId} />
        </PageHeader>
      )}
      <Loaded query={team} skeleton={<Skeleton kind="table" count={4} />}>
        {(found) => <Page team={found} />}
      </Loaded>
    </>
  )
}

function Gone() {
  const t = useTexts(teamsTexts)
  return (
    <>
      <PageHeader title={t.title} />
      <EmptyState title={t.notFound} actions={<LinkButton to="/teams">{t.toTeams}</LinkButton>}>
        {t.notFoundLead}
      </EmptyState>
    </>
  )
}

function Page({ team }: { team: TeamWithMembers }) {
  const t = useTexts(teamsTexts)
  const word = useWords(teamRoles)
  const { tab = 'members' } = route.useSearch()
  const { id, name, role, is_personal, members } = team
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[{ label: t.title, link: { to: '/teams' } }]}
        status={<Badge>{is_personal ? t.personal : word(role)}</Badge>}
        lead={is_personal ? t.personalLead : undefined}
      >
        <TeamTabs teamId={id} members={members.length} />
      </PageHeader>
      {tab === 'members' && <Members team={team} />}
      {tab === 'webhooks' && (mayInTeam(role, 'webhook.manage') ? <Webhooks teamId={id} /> : <OnlyMaintainers />)}
      {tab === 'log' && (mayInTeam(role, 'team.view_log') ? <TeamLog teamId={id} /> : <OnlyMaintainers />)}
      {tab === 'settings' && <TeamSettings team={team} />}
    </>
  )
}

function TeamTabs({ teamId, members }: { teamId: string; members?: number }) {
  const t = useTexts(teamsTexts)
  const tabs = useMemo(
    () =>
      teamTabs.map((each) => ({
        label: t[each],
        count: each === 'members' ? members : undefined,
        link: { to: '/teams/$teamId' as const, params: { teamId }, search: each === 'members' ? {} : { tab: each } },
      })),
    [t, teamId, members],
  )
  return <Tabs label={t.tabs} tabs={tabs} />
}

function OnlyMaintainers() {
  const t = useTexts(teamsTexts)
  return <ForbiddenState lead={t.forMaintainers} />
}
