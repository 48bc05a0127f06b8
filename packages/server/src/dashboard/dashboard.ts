import type { Dashboard, DashboardApp, Need } from '@mosis/api'
import { ownIconAddress } from '../apps/own-icon.ts'
import type { Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { listMyInvitations } from '../teams/invitations.ts'
import { findEndingKeys, findNeedsOfApps, findOffers, sortNeeds } from './needs.ts'
import { changedAt, describeNewest, listOwnApps } from './own-apps.ts'
import type { OwnApp } from './own-apps.ts'

const shownApps = 12
const mostNeeds = 50
const beingReviewed = new Set(['submitted', 'checking', 'in_review'])

/** The caller's apps at a glance, and what waits for the caller: a dozen questions to the database, however many apps. */
export async function getDashboard(db: Db, call: Call): Promise<Dashboard> {
  const accountId = requireAccount(call)
  const apps = await listOwnApps(db, call)
  const last = apps.toSorted((one, other) => (changedAt(one) < changedAt(other) ? 1 : -1)).slice(0, shownApps)
  const newest = await describeNewest(db, call, last)
  const needs = [
    ...(await findNeedsOfApps(db, apps)),
    ...(await findUnprovedAddress(db, accountId)),
    ...(await findInvitations(db, call)),
    ...(await findOffers(db, call, accountId)),
    ...(await findEndingKeys(db, call, accountId)),
  ]
  return {
    numbers: {
      apps: apps.length,
      published: apps.filter(({ published_code }) => published_code !== null).length,
      in_review: apps.filter(({ newest_state }) => newest_state !== null && beingReviewed.has(newest_state)).length,
      downloads: apps.reduce((sum, { download_count }) => sum + download_count, 0),
      teams: await countTeams(db, accountId),
    },
    needs: sortNeeds(needs).slice(0, mostNeeds),
    apps: last.map((app) => toDashboardApp(app, newest.get(app.id) ?? null)),
  }
}

async function findUnprovedAddress(db: Db, accountId: string): Promise<Need[]> {
  const { email, email_verified_at } = await db
    .selectFrom('account')
    .select(['email', 'email_verified_at'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return email_verified_at === null ? [{ kind: 'verify_email', email }] : []
}

async function findInvitations(db: Db, call: Call): Promise<Need[]> {
  const open = await listMyInvitations(db, call)
  return open.map(({ id, team_name, role, invited_by, expires_at }) => ({
    kind: 'invitation',
    invitation_id: id,
    team_name,
    role,
    invited_by,
    expires_at,
  }))
}

async function countTeams(db: Db, accountId: string): Promise<number> {
  const { teams } = await db
    .selectFrom('team_member')
    .select((member) => member.fn.countAll<number>().as('teams'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return teams
}

function toDashboardApp(app: OwnApp, newest: DashboardApp['newest']): DashboardApp {
  const { id, name, state, team_id, team_name, role, published_version, published_code } = app
  return {
    id,
    name,
    icon_url: ownIconAddress(id),
    state,
    team: { id: team_id, name: team_name },
    role,
    published:
      published_version === null || published_code === null
        ? null
        : { version: published_version, version_code: published_code },
    rollout:
      app.rollout_version === null || app.rollout_percent === null
        ? null
        : { version: app.rollout_version, percent: app.rollout_percent },
    newest,
    downloads: app.download_count,
    changed_at: changedAt(app),
  }
}
