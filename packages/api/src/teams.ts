import { z } from 'zod'
import { email } from './accounts.ts'
import { endpoint, nothing } from './endpoint.ts'
import { appId, idOf, pageOf, time } from './fields.ts'
import { personName } from './names.ts'
import { teamRoles } from './roles.ts'
import { auditQuery, AuditEvent } from './sessions.ts'

export const TeamRole = z.enum(teamRoles)

export const Team = z.object({
  id: idOf('team'),
  name: z.string(),
  is_personal: z
    .boolean()
    .describe('Made with the account, for one person; it carries that name and has no other members'),
  role: TeamRole.describe("The caller's own role in it"),
  created_at: time,
})
export type Team = z.output<typeof Team>

export const Member = z.object({
  account_id: idOf('acc'),
  name: z.string(),
  email: z.string(),
  role: TeamRole,
  created_at: time,
})
export type Member = z.output<typeof Member>

export const TeamWithMembers = Team.extend({ members: z.array(Member) })
export type TeamWithMembers = z.output<typeof TeamWithMembers>

export const Invitation = z.object({
  id: idOf('inv'),
  team_id: idOf('team'),
  team_name: z.string(),
  email: z.string(),
  role: TeamRole,
  invited_by: z.string().describe('The name of the owner who invites'),
  created_at: time,
  expires_at: time,
})
export type Invitation = z.output<typeof Invitation>

/** An app that its team offers to another one. */
export const TransferOffer = z.object({
  app_id: appId,
  app_name: z.string(),
  from_team_id: idOf('team'),
  from_team_name: z.string(),
  to_team_id: idOf('team'),
  to_team_name: z.string(),
  offered_by: z.string().describe('The name of the owner who offers it'),
  created_at: time,
  expires_at: time,
})
export type TransferOffer = z.output<typeof TransferOffer>

/** What became of an app that was given away: done at once, or offered to the other team's owners. */
export const Transfer = z.object({
  app_id: appId,
  to_team_id: idOf('team'),
  state: z.enum(['done', 'offered']),
  expires_at: time.nullable().describe('When the offer ends; null when the app has moved'),
})
export type Transfer = z.output<typeof Transfer>

export const TeamRef = z.object({ team_id: idOf('team') })
export type TeamRef = z.output<typeof TeamRef>

const MemberRef = TeamRef.extend({ account_id: idOf('acc') })
export type MemberRef = z.output<typeof MemberRef>

const InvitationRef = TeamRef.extend({ invitation_id: idOf('inv') })
export type InvitationRef = z.output<typeof InvitationRef>

const AppRef = z.object({ app_id: appId })

export const listTeams = endpoint({
  name: 'listTeams',
  method: 'GET',
  path: '/v1/teams',
  summary: "List the caller's teams, the oldest first",
  access: 'account',
  result: z.object({ teams: z.array(Team) }),
})

export const createTeam = endpoint({
  name: 'createTeam',
  method: 'POST',
  path: '/v1/teams',
  summary: 'Create a team; the caller is its owner',
  access: 'account',
  requires: ['verified_email'],
  body: z.object({ name: personName }),
  result: TeamWithMembers,
  status: 201,
  errors: ['team.too_many'],
})

export const getTeam = endpoint({
  name: 'getTeam',
  method: 'GET',
  path: '/v1/teams/{team_id}',
  summary: 'Get a team with its members',
  access: 'account',
  params: TeamRef,
  result: TeamWithMembers,
  errors: ['team.not_found'],
})

export const renameTeam = endpoint({
  name: 'renameTeam',
  method: 'PATCH',
  path: '/v1/teams/{team_id}',
  summary: 'Rename a team; the store names it as the developer of its apps',
  access: 'account',
  params: TeamRef,
  body: z.object({ name: personName }),
  result: TeamWithMembers,
  errors: ['team.not_found', 'team.personal'],
})

export const deleteTeam = endpoint({
  name: 'deleteTeam',
  method: 'DELETE',
  path: '/v1/teams/{team_id}',
  summary: 'Delete a team that has no apps',
  access: 'account',
  requires: ['recent_sign_in'],
  params: TeamRef,
  result: nothing,
  status: 204,
  errors: ['team.not_found', 'team.personal', 'team.has_apps'],
})

export const changeMember = endpoint({
  name: 'changeMember',
  method: 'PATCH',
  path: '/v1/teams/{team_id}/members/{account_id}',
  summary: 'Give a member another role',
  access: 'account',
  requires: ['recent_sign_in'],
  params: MemberRef,
  body: z.object({ role: TeamRole }),
  result: Member,
  errors: ['team.not_found', 'team.member_not_found', 'team.last_owner'],
})

export const removeMember = endpoint({
  name: 'removeMember',
  method: 'DELETE',
  path: '/v1/teams/{team_id}/members/{account_id}',
  summary: 'Take a member out of a team, or leave it',
  access: 'account',
  requires: ['recent_sign_in'],
  params: MemberRef,
  result: nothing,
  status: 204,
  errors: ['team.not_found', 'team.member_not_found', 'team.last_owner'],
})

export const invite = endpoint({
  name: 'invite',
  method: 'POST',
  path: '/v1/teams/{team_id}/invitations',
  summary: 'Invite somebody by e-mail; a second invitation of the same address replaces the first',
  access: 'account',
  requires: ['verified_email', 'recent_sign_in'],
  params: TeamRef,
  body: z.object({ email, role: TeamRole }),
  result: Invitation,
  status: 201,
  errors: ['team.not_found', 'team.personal', 'team.already_member', 'team.full', 'rate_limited'],
})

export const listInvitations = endpoint({
  name: 'listInvitations',
  method: 'GET',
  path: '/v1/teams/{team_id}/invitations',
  summary: "List a team's open invitations",
  access: 'account',
  params: TeamRef,
  result: z.object({ invitations: z.array(Invitation) }),
  errors: ['team.not_found'],
})

export const withdrawInvitation = endpoint({
  name: 'withdrawInvitation',
  method: 'DELETE',
  path: '/v1/teams/{team_id}/invitations/{invitation_id}',
  summary: 'Take an invitation back',
  access: 'account',
  params: InvitationRef,
  result: nothing,
  status: 204,
  errors: ['team.not_found', 'invitation.not_found'],
})

export const listMyInvitations = endpoint({
  name: 'listMyInvitations',
  method: 'GET',
  path: '/v1/invitations',
  summary: "List the open invitations to the caller's verified e-mail address",
  access: 'account',
  result: z.object({ invitations: z.array(Invitation) }),
})

const invitationToken = z.string().min(20).max(128).describe('From the link in the mail')
const whichInvitation = z.union([
  z.object({ token: invitationToken }),
  z.object({ invitation_id: idOf('inv').describe("One to the caller's verified e-mail address") }),
])
/** One open invitation: by the token of its mail, or by its id for the account whose verified address it went to. */
export type WhichInvitation = z.output<typeof whichInvitation>

export const showInvitation = endpoint({
  name: 'showInvitation',
  method: 'POST',
  path: '/v1/invitations/show',
  summary: 'Read the invitation of a mailed link, without an account and without answering it',
  access: 'public',
  body: z.object({ token: invitationToken }),
  result: Invitation,
  errors: ['invitation.not_found'],
})

export const acceptInvitation = endpoint({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/v1/invitations/accept',
  summary: 'Accept an invitation and join the team',
  access: 'account',
  body: whichInvitation,
  result: TeamWithMembers,
  errors: ['invitation.not_found', 'team.full'],
})

export const declineInvitation = endpoint({
  name: 'declineInvitation',
  method: 'POST',
  path: '/v1/invitations/decline',
  summary: 'Decline an invitation',
  access: 'account',
  body: whichInvitation,
  result: nothing,
  status: 204,
  errors: ['invitation.not_found'],
})

export const listTeamEvents = endpoint({
  name: 'listTeamEvents',
  method: 'GET',
  path: '/v1/teams/{team_id}/audit',
  summary: 'List who changed what in a team and its apps, the newest first',
  access: 'account',
  params: TeamRef,
  query: z.object(auditQuery),
  result: pageOf('events', AuditEvent),
  errors: ['team.not_found', 'invalid_cursor'],
})

export const transferApp = endpoint({
  name: 'transferApp',
  method: 'POST',
  path: '/v1/apps/{app_id}/transfer',
  summary: 'Give an app to another team: at once when the caller owns both, else as an offer',
  access: 'account',
  requires: ['recent_sign_in'],
  params: AppRef,
  body: z.object({ team_id: idOf('team') }),
  result: Transfer,
  errors: ['app.not_found', 'app.suspended', 'team.not_found', 'transfer.same_team', 'rate_limited'],
})

export const getTransfer = endpoint({
  name: 'getTransfer',
  method: 'GET',
  path: '/v1/apps/{app_id}/transfer',
  summary: 'Get the open offer of an app',
  access: 'account',
  params: AppRef,
  result: TransferOffer,
  errors: ['app.not_found', 'transfer.not_found'],
})

export const withdrawTransfer = endpoint({
  name: 'withdrawTransfer',
  method: 'DELETE',
  path: '/v1/apps/{app_id}/transfer',
  summary: 'Take the offer of an app back',
  access: 'account',
  params: AppRef,
  result: nothing,
  status: 204,
  errors: ['app.not_found', 'transfer.not_found'],
})

export const acceptTransfer = endpoint({
  name: 'acceptTransfer',
  method: 'POST',
  path: '/v1/apps/{app_id}/transfer/accept',
  summary: 'Take over an app that is offered to an own team',
  access: 'account',
  requires: ['recent_sign_in'],
  params: AppRef,
  result: Transfer,
  errors: ['transfer.not_found', 'app.suspended'],
})

export const declineTransfer = endpoint({
  name: 'declineTransfer',
  method: 'POST',
  path: '/v1/apps/{app_id}/transfer/decline',
  summary: 'Decline an app that is offered to an own team',
  access: 'account',
  params: AppRef,
  result: nothing,
  status: 204,
  errors: ['transfer.not_found'],
})

export const listTransfers = endpoint({
  name: 'listTransfers',
  method: 'GET',
  path: '/v1/teams/{team_id}/transfers',
  summary: 'List the apps that are offered to a team',
  access: 'account',
  params: TeamRef,
  result: z.object({ transfers: z.array(TransferOffer) }),
  errors: ['team.not_found'],
})
