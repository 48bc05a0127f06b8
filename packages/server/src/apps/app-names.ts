import type { AppRow, Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { flagLookalikes } from './flag-lookalikes.ts'
import { normalizeText, saveSearchWords } from './search-words.ts'

/** Writes what an app is called in its default language, and what follows from its names: search words, look-alikes. */
export async function saveNames(
  db: Db,
  call: Call,
  app: AppRow,
  { name, description }: Pick<AppRow, 'name' | 'description'>,
): Promise<void> {
  await db
    .updateTable('app')
    .set({ name, sort_name: normalizeText(name), description, updated_at: call.now })
    .where('id', '=', app.id)
    .execute()
  const team = await db.selectFrom('team').select('name').where('id', '=', app.team_id).executeTakeFirstOrThrow()
  const tags = JSON.parse(app.tags) as string[]
  await saveSearchWords(db, { id: app.id, name, description, tags, developer: team.name })
  await flagLookalikes(db, call, app.id)
}
