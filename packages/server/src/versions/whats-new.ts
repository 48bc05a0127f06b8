import type { Input, VersionRef, versions as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { findBestLocale } from '../apps/best-locale.ts'
import { requireApp, requireLockedApp } from '../apps/ownership.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { requireVersion } from './change.ts'

/** What is said to be new in a version, by language; where nothing fits, its release notes are shown. */
export async function getWhatsNew(db: Db, call: Call, ref: VersionRef): Promise<{ texts: Record<string, string> }> {
  await requireApp(db, call, ref.app_id, 'app.view')
  const { id } = await requireVersion(db, ref)
  return { texts: await readTexts(db, id) }
}

/** Says it anew in all languages. */
export function putWhatsNew(
  db: Db,
  call: Call,
  ref: VersionRef,
  { texts }: Input<typeof contract.putWhatsNew>['body'],
): Promise<{ texts: Record<string, string> }> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, ref.app_id, 'listing.edit')
    const version = await requireVersion(db, ref)
    await db.deleteFrom('version_text').where('version_id', '=', version.id).execute()
    const rows = Object.entries(texts).map(([locale, whats_new]) => ({ version_id: version.id, locale, whats_new }))
    if (rows.length > 0) await db.insertInto('version_text').values(rows).execute()
    await recordChange(db, call, {
      subject: 'version',
      id: version.id,
      action: 'edit_whats_new',
      from: version.state,
      to: version.state,
      reason: Object.keys(texts).join(', '),
      appId: app.id,
      teamId: app.team_id,
    })
    return { texts: await readTexts(db, version.id) }
  })
}

/** What is new in a version, in the best of the languages that somebody reads; undefined where it is said in none of them. */
export async function findWhatsNew(
  db: Db,
  versionId: string,
  languages: readonly string[],
): Promise<string | undefined> {
  const texts = await readTexts(db, versionId)
  const best = findBestLocale(languages, Object.keys(texts))
  return best === undefined ? undefined : texts[best]
}

async function readTexts(db: Db, versionId: string): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('version_text')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('locale')
    .execute()
  return Object.fromEntries(rows.map(({ locale, whats_new }) => [locale, whats_new]))
}
