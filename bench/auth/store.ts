import { newId } from '../../packages/server/src/db/ids.ts'
import type { TestServer } from '../../packages/server/src/testing.ts'
import { startSampleApp } from '../../packages/server/src/versions/testing.ts'

/** Published apps, as many as asked for: one that went all the way through review, and copies of it under other ids. */
export async function fillStore(server: TestServer, count: number): Promise<void> {
  const { db } = server.deps
  const { id } = await (await startSampleApp(server, 'com.bench.clock')).published()
  const version = await db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const app = await db.selectFrom('app').selectAll().where('id', '=', version.app_id).executeTakeFirstOrThrow()
  const words = await db.selectFrom('search_word').selectAll().where('app_id', '=', app.id).execute()
  for (let number = 1; number < count; number += 1) {
    const app_id = `com.bench.clock${number}`
    const versionId = newId('ver')
    const copy = { ...app, id: app_id, name: `Clock ${number}`, sort_name: `clock ${number}`, download_count: number }
    await db
      .insertInto('app')
      .values({ ...copy, published_version_id: null })
      .execute()
    await db
      .insertInto('version')
      .values({ ...version, id: versionId, app_id })
      .execute()
    await db.updateTable('app').set({ published_version_id: versionId }).where('id', '=', app_id).execute()
    await db
      .insertInto('search_word')
      .values(words.map((word) => ({ ...word, app_id })))
      .execute()
  }
}
