import type { Account } from '@mosis/api'
import { listIdentities } from '../../../accounts/oauth/identities.ts'
import { oauthProviders, providerNames } from '../../../accounts/oauth/configured.ts'
import { getSecondFactor } from '../../../accounts/second-factor.ts'
import type { Deps } from '../../../deps.ts'
import { listMyInvitations } from '../../../teams/invitations.ts'
import { fieldOf, lookUp, renderDone } from '../../form.ts'
import { html } from '../../html.ts'
import type { Html } from '../../html.ts'
import { renderDate } from '../../serve.ts'
import type { ServePage, Visit } from '../../serve.ts'
import { renderRows } from './rows.ts'

/** The account at a glance, and the way to each part of it. */
export function overviewPage(serve: ServePage, { db, config }: Deps): void {
  serve('GET', '/auth/account', 'signed-in', async (visit) => {
    const { call, query } = visit
    const account = accountOf(visit)
    const parts = {
      account,
      factor: await getSecondFactor(db, call),
      identities: await listIdentities(db, call),
      hasProviders: oauthProviders(config).length > 0,
      invitations: await listMyInvitations(db, call),
      done: lookUp(doneTexts, fieldOf(query, 'done')),
    }
    return { title: 'Your account', main: renderOverview(parts) }
  })
}

/** Who has signed in; the page is for nobody else. */
export function accountOf({ account }: Visit): Account {
  if (account === undefined) throw new Error('A page for signed-in people was shown to somebody else')
  return account
}

const doneTexts: Partial<Record<string, string>> = {
  verified: 'The e-mail address is confirmed.',
  email: 'The new e-mail address counts from now on.',
  'email-asked': 'A mail is on its way to the new address. It counts once its link was opened.',
  name: 'The name is changed.',
  password: 'The new password counts from now on. Every other session was ended.',
  joined: 'You are in the team.',
  declined: 'The invitation is declined.',
}

interface OverviewParts {
  account: Account
  factor: Awaited<ReturnType<typeof getSecondFactor>>
  identities: Awaited<ReturnType<typeof listIdentities>>
  hasProviders: boolean
  invitations: Awaited<ReturnType<typeof listMyInvitations>>
  done: string | undefined
}

function renderOverview({ account, factor, identities, hasProviders, invitations, done }: OverviewParts): Html {
  const { name, email, email_verified, has_password, role, created_at } = account
  return html`<div class="page">
    <h1>Your account</h1>
    <p class="soft">
      ${role === 'developer' ? 'Developer' : role === 'reviewer' ? 'Reviewer' : 'Admin'} since ${renderDate(created_at)}
    </p>
    ${renderDone(done)} ${invitations.map(renderInvitation)}
    <section aria-labelledby="profile">
      <h2 id="profile">Profile</h2>
      ${renderRows([
        { name: 'Name', is: name, action: { to: '/auth/account/name', word: 'Change', what: 'the name' } },
        {
          name: 'E-mail address',
          is: html`${email}
          ${email_verified ? html`<span class="mark good">Confirmed</span>` : html`<span class="mark warn">Not confirmed</span> <a href="/auth/check-mail">Confirm it</a>`}`,
          action: { to: '/auth/account/email', word: 'Change', what: 'the e-mail address' },
        },
      ])}
    </section>
    <section aria-labelledby="signing-in">
      <h2 id="signing-in">Signing in</h2>
      ${renderRows([
        {
          name: 'Password',
          is: has_password ? 'Set' : 'None: you sign in another way',
          action: { to: '/auth/account/password', word: has_password ? 'Change' : 'Set', what: 'the password' },
        },
        {
          name: 'Passkeys',
          is:
            factor.passkeys === 0
              ? 'None yet: sign in with a fingerprint, a face or a PIN'
              : counted(factor.passkeys, 'passkey'),
          action: { to: '/auth/account/passkeys', word: factor.passkeys === 0 ? 'Add' : 'Manage', what: 'passkeys' },
        },
        {
          name: 'Authenticator app',
          is:
            factor.totp_confirmed_at === null
              ? 'Off: the password alone is enough'
              : html`<span class="mark good">On</span> ${counted(factor.recovery_codes_left, 'recovery code')} left`,
          action: {
            to: '/auth/account/totp',
            word: factor.totp_confirmed_at === null ? 'Set up' : 'Manage',
            what: 'the authenticator app',
          },
        },
        hasProviders || identities.length > 0
          ? {
              name: 'GitHub and Google',
              is:
                identities.length === 0
                  ? 'Not linked'
                  : `Linked: ${identities.map((one) => providerNames[one.provider]).join(', ')}`,
              action: { to: '/auth/account/linked', word: 'Manage', what: 'linked accounts' },
            }
          : undefined,
      ])}
    </section>
    <section aria-labelledby="activity">
      <h2 id="activity">Sessions and activity</h2>
      ${renderRows([
        {
          name: 'Sessions',
          is: 'Where you are signed in, in browsers and on machines',
          action: { to: '/auth/sessions', word: 'Look', what: 'at the sessions' },
        },
        {
          name: 'Activity',
          is: 'Every sign-in and every change, with time and place',
          action: { to: '/auth/activity', word: 'Look', what: 'at the activity' },
        },
      ])}
    </section>
    <section aria-labelledby="data">
      <h2 id="data">Your data</h2>
      ${renderRows([
        {
          name: 'Export',
          is: 'Everything that the portal holds about you, as a file',
          action: { to: '/auth/account/export', word: 'Download', what: 'the export' },
        },
        {
          name: 'Delete the account',
          is: 'For ever, after one more question',
          action: { to: '/auth/account/delete', word: 'Delete', what: 'the account' },
        },
      ])}
    </section>
  </div>`
}

const counted = (count: number, noun: string) => (count === 1 ? `One ${noun}` : `${count} ${noun}s`)

function renderInvitation({ id, team_name, invited_by }: { id: string; team_name: string; invited_by: string }): Html {
  return html`<p class="note">
    ${invited_by} invites you into the team <strong>${team_name}</strong>.
    <a href="/auth/invitation?id=${id}">Answer</a>
  </p>`
}
