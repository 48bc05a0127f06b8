import { ApiError } from '@mosis/api'
import { saveSearchWords } from '../apps/search-words.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { changeVersion } from './change.ts'

/** Makes a version that was just published the one that the store offers; the one offered until now is superseded. */
export async function offerVersion(db: Db, call: Call, app: AppRow, version: VersionRow): Promise<void> {
  if (app.state === 'suspended') throw new ApiError('app.suspended')
  if (app.published_version_id !== null && app.published_version_id !== version.id) {
    await changeVersion(db, call, app.published_version_id, 'supersede', 'portal', {
      reason: `${version.version} is published instead`,
    })
  }
  await db
    .updateTable('app')
    .set({
      state: 'published',
      published_version_id: version.id,
      // Of the version: one that is offered again after a halt is not new.
      published_at: version.published_at,
      updated_at: call.now,
    })
    .where('id', '=', app.id)
    .execute()
  // The name of the developer may have changed since the listing was last written.
  const team = await db.selectFrom('team').select('name').where('id', '=', app.team_id).executeTakeFirstOrThrow()
  await saveSearchWords(db, { ...app, tags: JSON.parse(app.tags) as string[], developer: team.name })
}

/** Takes a version that was just halted or withdrawn out of the store; the app then offers none until one is published. */
export async function stopOffering(db: Db, call: Call, app: AppRow, version: VersionRow): Promise<void> {
  await db
    .updateTable('app')
    .set({ published_version_id: null, updated_at: call.now })
    .where('id', '=', app.id)
    .where('published_version_id', '=', version.id)
    .execute()
}
