import type { Invitation, WhichInvitation } from '@mosis/api'
import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { PortalError, call } from '../call.ts'

/** The open invitations to the address of whoever has signed in. */
export const myInvitationsQuery = queryOptions({
  queryKey: ['invitations', 'mine'],
  async queryFn({ signal }) {
    return (await call(contract.teams.listMyInvitations, {}, { signal })).invitations
  },
})

/** One open invitation: by the token of its mail, or by its id for whom it went to. */
export const invitationQuery = (which: WhichInvitation) =>
  queryOptions({
    queryKey: ['invitations', 'one', which],
    gcTime: 0,
    async queryFn({ signal }): Promise<Invitation> {
      if ('token' in which) return call(contract.teams.showInvitation, { body: which }, { signal })
      const { invitations } = await call(contract.teams.listMyInvitations, {}, { signal })
      const found = invitations.find(({ id }) => id === which.invitation_id)
      if (found) return found
      throw new PortalError('There is no such invitation', { code: 'invitation.not_found', status: 404 })
    },
  })
