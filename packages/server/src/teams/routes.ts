import { teams as api } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import {
  acceptInvitation,
  declineInvitation,
  invite,
  listInvitations,
  listMyInvitations,
  showInvitation,
  withdrawInvitation,
} from './invitations.ts'
import { changeMember, removeMember } from './members.ts'
import { listTeamEvents } from './team-log.ts'
import { createTeam, deleteTeam, getTeam, listTeams, renameTeam } from './teams.ts'

export function teamRoutes(serve: Serve, deps: Deps): void {
  const { db } = deps
  serve(api.listTeams, async ({ call }) => ({ teams: await listTeams(db, call) }))
  serve(api.createTeam, ({ call, body }) => createTeam(db, call, body))
  serve(api.getTeam, ({ call, params }) => getTeam(db, call, params))
  serve(api.renameTeam, ({ call, params, body }) => renameTeam(db, call, params, body))
  serve(api.deleteTeam, async ({ call, params }) => {
    await deleteTeam(db, call, params)
    return {}
  })
  serve(api.listTeamEvents, ({ call, params, query }) => listTeamEvents(db, call, params, query))
  serve(api.changeMember, ({ call, params, body }) => changeMember(db, call, params, body))
  serve(api.removeMember, async ({ call, params }) => {
    await removeMember(db, call, params)
    return {}
  })

  serve(api.invite, ({ call, params, body }) => invite(deps, call, params, body))
  serve(api.listInvitations, async ({ call, params }) => ({ invitations: await listInvitations(db, call, params) }))
  serve(api.withdrawInvitation, async ({ call, params }) => {
    await withdrawInvitation(db, call, params)
    return {}
  })
  serve(api.listMyInvitations, async ({ call }) => ({ invitations: await listMyInvitations(db, call) }))
  serve(api.showInvitation, ({ call, body }) => showInvitation(db, call, body))
  serve(api.acceptInvitation, ({ call, body }) => acceptInvitation(db, call, body))
  serve(api.declineInvitation, async ({ call, body }) => {
    await declineInvitation(db, call, body)
    return {}
  })
}
