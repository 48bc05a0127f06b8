import type { AppOverview, DashboardApp, Finding } from '@mosis/api'
import type { Db, ReviewRow } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { describePlace, findPlaces } from '../versions/waiting.ts'

/** Whoever is in more teams' apps than this sees those that changed last. */
const mostApps = 500

/** The apps of the caller's teams with their newest versions, those that changed last first. */
export async function listOwnApps(db: Db, call: Call, appId?: string) {
  let wanted = db
    .selectFrom('team_member')
    .innerJoin('app', 'app.team_id', 'team_member.team_id')
    .innerJoin('team', 'team.id', 'app.team_id')
    .leftJoin('version as newest', (join) =>
      join.onRef('newest.app_id', '=', 'app.id').on('newest.version_code', '=', (newest) =>
        newest
          .selectFrom('version as any')
          .select((any) => any.fn.max('any.version_code').as('code'))
          .whereRef('any.app_id', '=', 'app.id'),
      ),
    )
    .leftJoin('version as published', 'published.id', 'app.published_version_id')
    .leftJoin('version as rollout', 'rollout.id', 'app.rollout_version_id')
    .select(['app.id', 'app.name', 'app.state', 'app.download_count', 'app.updated_at'])
    .select(['team.id as team_id', 'team.name as team_name', 'team_member.role'])
    .select(['newest.id as newest_id', 'newest.version as newest_version', 'newest.version_code as newest_code'])
    .select(['newest.state as newest_state', 'newest.created_at as newest_at'])
    .select(['published.version as published_version', 'published.version_code as published_code'])
    .select(['rollout.id as rollout_id', 'rollout.version as rollout_version', 'rollout.version_code as rollout_code'])
    .select(['rollout.rollout_percent as rollout_percent', 'rollout.published_at as rollout_at'])
    .where('team_member.account_id', '=', requireAccount(call))
  if (appId !== undefined) wanted = wanted.where('app.id', '=', appId)
  return wanted.orderBy('app.updated_at', 'desc').orderBy('app.id').limit(mostApps).execute()
}

export type OwnApp = Awaited<ReturnType<typeof listOwnApps>>[number]

/** When an app, or its newest version, changed last. */
export const changedAt = ({ updated_at, newest_at }: OwnApp) =>
  newest_at !== null && newest_at > updated_at ? newest_at : updated_at

/** The last review of each of these versions, by their ids. */
export async function findReviews(
  db: Db,
  versionIds: readonly string[],
): Promise<Map<string, Pick<ReviewRow, 'id' | 'version_id' | 'state' | 'findings'>>> {
  if (versionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('review')
    .select(['id', 'version_id', 'state', 'findings'])
    .where('version_id', 'in', versionIds)
    .orderBy('id')
    .execute()
  // Ids rise with time, so that of the rows for one version the last one stays.
  return new Map(rows.map((row) => [row.version_id, row]))
}

/** How many findings of a review are errors, and how many warnings. */
export function countFindings({ findings }: Pick<ReviewRow, 'findings'>): { errors: number; warnings: number } {
  const all = JSON.parse(findings) as Finding[]
  const count = (severity: Finding['severity']) => all.filter((finding) => finding.severity === severity).length
  return { errors: count('error'), warnings: count('warning') }
}

/** The newest version of each of these apps, by the app's id; one without versions is not there. */
export async function describeNewest(
  db: Db,
  call: Call,
  apps: readonly OwnApp[],
): Promise<Map<string, NonNullable<AppOverview['newest']>>> {
  const ids = apps.map(({ newest_id }) => newest_id).filter((id) => id !== null)
  const reviews = await findReviews(db, ids)
  const places = await findPlaces(db, call, [...reviews.values()])
  const described = apps.flatMap((app) => {
    const { id, newest_id, newest_version, newest_code, newest_state, newest_at } = app
    if (newest_id === null || newest_version === null || newest_code === null || newest_at === null) return []
    const review = reviews.get(newest_id)
    const place = review && places.get(review.id)
    const newest: NonNullable<AppOverview['newest']> = {
      id: newest_id,
      version: newest_version,
      version_code: newest_code,
      state: newest_state as NonNullable<DashboardApp['newest']>['state'],
      created_at: newest_at,
      ...(review ? countFindings(review) : { errors: 0, warnings: 0 }),
      review: review
        ? {
            id: review.id,
            position: place?.position ?? null,
            ahead: place ? place.position - 1 : null,
            estimate: place?.estimate ?? null,
            waiting: place ? describePlace(place) : null,
          }
        : null,
    }
    return [[id, newest] as const]
  })
  return new Map(described)
}
