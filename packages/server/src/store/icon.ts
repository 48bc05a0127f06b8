import { createHash } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { AppRef, Input, apps, store as contract } from '@mosis/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requireApp } from '../apps/ownership.ts'
import type { TestedApps } from '../apps/tester-tokens.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { drawIcon } from './drawn-icon.ts'
import { entityTag, isNamed } from '../http/entity-tag.ts'

/** The icon of the offered version as a PNG file, or an SVG that is drawn from the app's name. */
export type Icon = ({ sha256: string } | { svg: string }) & {
  cacheControl: string
}

/** The address stays when the icon changes, so that it is asked again after a while. */
const forHours = 'max-age=3600'

/** Finds the icon of an app that is offered. */
export async function getIcon(
  db: Db,
  { app_id }: { app_id: string },
  { size }: Input<typeof contract.getStoreIcon>['query'],
  tested: TestedApps,
): Promise<Icon> {
  const ofVersion = (column: 'app.published_version_id' | 'app.beta_version_id') =>
    db
      .selectFrom('app')
      .innerJoin('version', 'version.id', column)
      .select(['app.id', 'app.name', 'version.icons'])
      .where('app.id', '=', app_id)
      .where('app.state', '=', 'published')
      .executeTakeFirst()
  const known = await ofVersion('app.published_version_id')
  const row = known ?? (tested.has(app_id) ? await ofVersion('app.beta_version_id') : undefined)
  if (!row) throw new ApiError('store.app_not_found')
  // What only its testers know is nothing for a cache that many share.
  return { ...chooseIcon(row, size), cacheControl: `${known ? 'public' : 'private'}, ${forHours}` }
}

/** The icon of the newest version of an app, published or not, for members of its team. */
export async function getOwnIcon(
  db: Db,
  call: Call,
  { app_id }: AppRef,
  { size }: Input<typeof apps.getAppIcon>['query'],
): Promise<Icon> {
  const { id, name } = await requireApp(db, call, app_id, 'app.view')
  const newest = await db
    .selectFrom('version')
    .select('icons')
    .where('app_id', '=', app_id)
    .orderBy('version_code', 'desc')
    .executeTakeFirst()
  // Whoever has just uploaded a version looks for its icon at once.
  return { ...chooseIcon({ id, name, icons: newest?.icons ?? '{}' }, size), cacheControl: 'private, no-cache' }
}

/** The icon of this size, else the next larger one, else the largest, else a drawn one. */
function chooseIcon(row: Pick<AppRow, 'id' | 'name'> & Pick<VersionRow, 'icons'>, size: string) {
  const icons = JSON.parse(row.icons) as Record<string, string>
  const sizes = Object.keys(icons).sort((a, b) => Number(a) - Number(b))
  const best = sizes.find((candidate) => Number(candidate) >= Number(size)) ?? sizes.at(-1)
  const sha256 = best === undefined ? undefined : icons[best]
  return sha256 === undefined ? { svg: drawIcon(row) } : { sha256 }
}

/** Sends an icon, or word that the client has it already. */
export async function sendIcon(
  readIcon: (sha256: string) => Promise<Buffer>,
  icon: Icon,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const tag = entityTag('svg' in icon ? createHash('sha256').update(icon.svg).digest('hex') : icon.sha256)
  reply.headers({ etag: tag, 'cache-control': icon.cacheControl })
  if (isNamed(request.headers['if-none-match'], tag)) return reply.code(304).send()
  if ('svg' in icon) return reply.type('image/svg+xml').send(icon.svg)
  return reply.type('image/png').send(await readIcon(icon.sha256))
}
