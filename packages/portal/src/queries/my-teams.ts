import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

/** The teams of whoever has signed in, the oldest first, with the role in each. */
export const myTeamsQuery = queryOptions({
  queryKey: ['teams', 'mine'],
  staleTime: 60_000,
  async queryFn({ signal }) {
    const { teams } = await call(contract.teams.listTeams, {}, { signal })
    return teams
  },
})

/** The people of a team that one is in. */
export const teamMembersQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['teams', 'members', teamId],
    staleTime: 60_000,
    async queryFn({ signal }) {
      const { members } = await call(contract.teams.getTeam, { params: { team_id: teamId } }, { signal })
      return members
    },
  })
