import { ApiError } from '@mosis/api'
import type { Invitation } from '@mosis/api'
import type { Deps } from '../../deps.ts'
import { acceptInvitation, declineInvitation, listMyInvitations, showInvitation } from '../../teams/invitations.ts'
import { fieldOf } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { renderDate, withReturn } from '../serve.ts'
import type { ServePage, Visit } from '../serve.ts'
import { trying } from './faults.ts'
import { brokenLink } from './link.ts'
import { home } from './providers.ts'

/** Being asked into a team: by the link of a mail, or from the account's own page. */
export function invitationPages(serve: ServePage, { db }: Deps): void {
  serve('GET', path, 'anybody', async (visit) => {
    const outcome = await trying({ 'invitation.not_found': ['token'] }, () => findInvitation(visit))
    if (outcome.refused) return gone
    const { account, request } = visit
    const main = renderInvitation(outcome.done, { email: account?.email, here: request.url })
    return { title: 'Join a team', main }
  })

  serve('POST', path, 'signed-in', async (visit) => {
    const decision = fieldOf(visit.form, 'decision')
    if (decision !== 'accept' && decision !== 'decline') return { to: path }
    const { token, id } = whichOf(visit)
    const which = token === '' ? { invitation_id: id } : { token }
    const outcome = await trying({ 'invitation.not_found': ['token'] }, async () => {
      if (decision === 'accept') await acceptInvitation(db, visit.call, which)
      else await declineInvitation(db, visit.call, which)
    })
    return outcome.refused ? gone : { to: `${home}?done=${decision === 'accept' ? 'joined' : 'declined'}` }
  })

  async function findInvitation(visit: Visit): Promise<Invitation> {
    const { token, id } = whichOf(visit)
    if (token !== '') return showInvitation(db, visit.call, { token })
    const own = visit.account ? await listMyInvitations(db, visit.call) : []
    const found = own.find((one) => one.id === id)
    if (!found) throw new ApiError('invitation.not_found')
    return found
  }
}

const path = '/auth/invitation'

const gone = brokenLink('It was answered, withdrawn, or is too old. Ask the team to invite you again.', {
  to: home,
  word: 'Go to your account',
})

function whichOf({ query }: Visit): { token: string; id: string } {
  return { token: fieldOf(query, 'token'), id: fieldOf(query, 'id') }
}

interface InvitationParts {
  /** Undefined: nobody has signed in. */
  email: string | undefined
  /** The address of this page, which says which invitation it is. */
  here: string
}

function renderInvitation(
  { team_name, invited_by, role, expires_at }: Invitation,
  { email, here }: InvitationParts,
): Html {
  return html`<section class="card">
    <h1>Join ${team_name}?</h1>
    <p><strong>${invited_by}</strong> invites you into the team <strong>${team_name}</strong> as ${roleTexts[role]}</p>
    <p class="soft">The invitation ends on ${renderDate(expires_at)}.</p>
    ${
      email === undefined
        ? html`<p>Sign in first, or create an account.</p>
            <p class="actions">
              <a class="button" href="${withReturn('/auth/sign-in', here)}">Sign in</a>
              <a class="button quiet" href="${withReturn('/auth/sign-up', here)}">Create an account</a>
            </p>`
        : html`<p>You would join as <strong>${email}</strong>.</p>
            <form method="post" action="${here}" class="actions">
              <button type="submit" name="decision" value="accept">Join</button>
              <button type="submit" name="decision" value="decline" class="quiet">Decline</button>
            </form>`
    }
  </section>`
}

const roleTexts: Record<Invitation['role'], string> = {
  owner: 'an owner: you may do everything, also change its members.',
  maintainer: 'a maintainer: you may upload and publish its apps.',
  developer: 'a developer: you may upload versions of its apps.',
  viewer: 'a viewer: you may look at its apps.',
}
