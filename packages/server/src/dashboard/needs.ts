import { mayInTeam } from '@mosis/api'
import type { Need } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { countFindings, findReviews } from './own-apps.ts'
import type { OwnApp } from './own-apps.ts'

/** What comes first. */
const urgency: readonly Need['kind'][] = [
  'quarantine',
  'suspended',
  'fix',
  'reply',
  'verify_email',
  'publish',
  'invitation',
  'transfer',
  'api_key',
  'submit',
  'halted',
  'rollout',
]

/** The most urgent first, and of the same urgency in the order in which they came. */
export function sortNeeds(needs: readonly Need[]): Need[] {
  return needs.toSorted((one, other) => urgency.indexOf(one.kind) - urgency.indexOf(other.kind))
}

/** What waits for the caller about these apps: only what the role in the app's team allows. */
export async function findNeedsOfApps(db: Db, apps: readonly OwnApp[]): Promise<Need[]> {
  if (apps.length === 0) return []
  const byId = new Map(apps.map((app) => [app.id, app]))
  return [
    ...(await findQuarantines(db, byId)),
    ...apps.filter(({ state }) => state === 'suspended').map((app) => ({ kind: 'suspended' as const, ...named(app) })),
    ...(await findFixes(db, apps)),
    ...(await findReplies(db, apps)),
    ...(await findWaiting(db, byId)),
    ...apps.flatMap(findRollout),
  ]
}

const named = ({ id, name }: OwnApp) => ({ app_id: id, app_name: name })

interface VersionOfApp {
  version_id: string
  version: string
  version_code: number
}

const ofVersion = (app: OwnApp, { version_id, version, version_code }: VersionOfApp) => ({
  ...named(app),
  version_id,
  version,
  version_code,
})

/** The newest version of an app; undefined while it has none. */
function newestOf({ newest_id, newest_version, newest_code }: OwnApp): VersionOfApp | undefined {
  if (newest_id === null || newest_version === null || newest_code === null) return undefined
  return { version_id: newest_id, version: newest_version, version_code: newest_code }
}

async function findQuarantines(db: Db, apps: ReadonlyMap<string, OwnApp>): Promise<Need[]> {
  const rows = await db
    .selectFrom('quarantine')
    .innerJoin('version', 'version.id', 'quarantine.version_id')
    .select(['quarantine.app_id', 'quarantine.version_id', 'version.version', 'version.version_code'])
    .select(['quarantine.reason_code', 'quarantine.state', 'quarantine.ends_at', 'quarantine.appealed_at'])
    .where('quarantine.state', 'in', ['open', 'confirmed'])
    .where('quarantine.app_id', 'in', [...apps.keys()])
    .orderBy('quarantine.id')
    .execute()
  return rows.flatMap((row) => {
    const app = apps.get(row.app_id)
    if (!app) return []
    const may_appeal = row.appealed_at === null && mayInTeam(app.role, 'version.appeal')
    const ends_at = row.state === 'open' ? row.ends_at : null
    return [{ kind: 'quarantine', ...ofVersion(app, row), reason_code: row.reason_code, ends_at, may_appeal }]
  })
}

const sentBack = ['failed', 'changes_requested', 'rejected'] as const

async function findFixes(db: Db, apps: readonly OwnApp[]): Promise<Need[]> {
  const wanted = apps.filter(
    ({ newest_state, role }) => sentBack.some((state) => state === newest_state) && mayInTeam(role, 'version.upload'),
  )
  const reviews = await findReviews(
    db,
    wanted.flatMap((app) => newestOf(app)?.version_id ?? []),
  )
  return wanted.flatMap((app) => {
    const [version, state] = [newestOf(app), sentBack.find((state) => state === app.newest_state)]
    if (!version || !state) return []
    const review = reviews.get(version.version_id)
    const counts = review ? countFindings(review) : { errors: 0, warnings: 0 }
    return [{ kind: 'fix', ...ofVersion(app, version), state, ...counts }]
  })
}

const talkedAbout = ['in_review', 'changes_requested', 'rejected'] as const

/** Newest versions about which the reviewers wrote last. */
async function findReplies(db: Db, apps: readonly OwnApp[]): Promise<Need[]> {
  const wanted = apps.flatMap((app) => {
    const version = newestOf(app)
    const isOpen = talkedAbout.some((state) => state === app.newest_state) && mayInTeam(app.role, 'review.write')
    return version && isOpen ? [{ app, version }] : []
  })
  if (wanted.length === 0) return []
  const rows = await db
    .selectFrom('version_message')
    .select(['version_id', 'side', 'created_at'])
    .where('id', 'in', (messages) =>
      messages
        .selectFrom('version_message as last')
        .select((last) => last.fn.max('last.id').as('id'))
        .where(
          'last.version_id',
          'in',
          wanted.map(({ version }) => version.version_id),
        )
        .groupBy('last.version_id'),
    )
    .execute()
  return wanted.flatMap(({ app, version }) => {
    const last = rows.find(({ version_id }) => version_id === version.version_id)
    return last?.side === 'review' ? [{ kind: 'reply', ...ofVersion(app, version), at: last.created_at }] : []
  })
}

const waiting = {
  approved: { kind: 'publish', action: 'version.publish' },
  draft: { kind: 'submit', action: 'version.submit' },
  halted: { kind: 'halted', action: 'version.resume' },
} as const

/** Versions that go no further without the team; what everybody is offered something newer than is over. */
async function findWaiting(db: Db, apps: ReadonlyMap<string, OwnApp>): Promise<Need[]> {
  const rows = await db
    .selectFrom('version')
    .select(['app_id', 'id as version_id', 'version', 'version_code', 'state'])
    .where('app_id', 'in', [...apps.keys()])
    .where('state', 'in', ['approved', 'draft', 'halted'])
    .orderBy('id', 'desc')
    .execute()
  return rows.flatMap((row) => {
    const [app, state] = [apps.get(row.app_id), row.state as keyof typeof waiting]
    if (!app || app.state === 'suspended' || row.version_code <= (app.published_code ?? 0)) return []
    // A draft that another version came after was left behind.
    if (state === 'draft' && row.version_id !== app.newest_id) return []
    const { kind, action } = waiting[state]
    return mayInTeam(app.role, action) ? [{ kind, ...ofVersion(app, row) }] : []
  })
}

function findRollout(app: OwnApp): Need[] {
  const { rollout_id, rollout_version, rollout_code, rollout_percent, rollout_at, role } = app
  if (rollout_id === null || rollout_version === null || rollout_code === null || rollout_percent === null) return []
  if (!mayInTeam(role, 'version.raise')) return []
  const version = { version_id: rollout_id, version: rollout_version, version_code: rollout_code }
  return [{ kind: 'rollout', ...ofVersion(app, version), percent: rollout_percent, since: rollout_at }]
}

const soonMs = 14 * 24 * 60 * 60_000

/** API keys of the account that end within two weeks. */
export async function findEndingKeys(db: Db, call: Call, accountId: string): Promise<Need[]> {
  const rows = await db
    .selectFrom('api_key')
    .select(['id', 'name', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    // Those of CI runs live for minutes.
    .where('trusted_publisher_id', 'is', null)
    .where('expires_at', '>', call.now)
    .where('expires_at', '<', new Date(Date.parse(call.now) + soonMs).toISOString())
    .orderBy('expires_at')
    .execute()
  return rows.map(({ id, name, expires_at }) => ({ kind: 'api_key', api_key_id: id, name, expires_at }))
}

/** Apps that other teams offer to teams in which the account may receive them. */
export async function findOffers(db: Db, call: Call, accountId: string): Promise<Need[]> {
  const rows = await db
    .selectFrom('team_member')
    .innerJoin('app_transfer', 'app_transfer.to_team_id', 'team_member.team_id')
    .innerJoin('team as receiver', 'receiver.id', 'app_transfer.to_team_id')
    .innerJoin('app', 'app.id', 'app_transfer.app_id')
    .innerJoin('team as giver', 'giver.id', 'app.team_id')
    .select(['app.id', 'app.name', 'giver.name as from_team', 'receiver.id as team_id', 'receiver.name as team_name'])
    .select(['app_transfer.expires_at', 'team_member.role'])
    .where('team_member.account_id', '=', accountId)
    .where('app_transfer.expires_at', '>', call.now)
    .orderBy('app_transfer.expires_at')
    .execute()
  return rows
    .filter(({ role }) => mayInTeam(role, 'app.receive'))
    .map(({ id, name, from_team, team_id, team_name, expires_at }) => ({
      kind: 'transfer',
      app_id: id,
      app_name: name,
      from_team,
      to_team: { id: team_id, name: team_name },
      expires_at,
    }))
}
