import { Readable } from 'node:stream'
import { ApiError, screenshotLimits } from '@mosis/api'
import type { Input, ListingRef, Screenshot, ScreenshotRef, listings as contract } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { newId } from '../db/ids.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import type { Storage } from '../storage/storage.ts'
import { recordListing, requireListing } from './listings.ts'
import { requireApp, requireLockedApp } from './ownership.ts'
import { readScreenshot } from './screenshot-image.ts'
import { imageKey, selectScreenshots, toScreenshot } from './screenshot-rows.ts'

/** Adds a screenshot behind the others. */
export async function addScreenshot(
  { db, storage }: { db: Db; storage: Storage },
  call: Call,
  { app_id, locale }: ListingRef,
  { body, caption }: { body: Readable; caption: string },
): Promise<Screenshot[]> {
  // Before a byte is read.
  await requireListing(db, await requireApp(db, call, app_id, 'listing.edit'), locale)
  const image = await readScreenshot(body)
  await storage.put(imageKey(image.sha256), Readable.from([image.bytes]))
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'listing.edit')
    await requireListing(db, app, locale)
    const rows = await selectScreenshots(db, app_id).where('locale', '=', locale).execute()
    if (rows.length >= screenshotLimits.maxCount)
      throw new ApiError('screenshot.too_many', { max: screenshotLimits.maxCount })
    await db
      .insertInto('app_screenshot')
      .values({
        id: newId('shot'),
        app_id,
        locale,
        position: (rows.at(-1)?.position ?? 0) + 1,
        sha256: image.sha256,
        width: image.width,
        height: image.height,
        caption,
        created_at: call.now,
      })
      .execute()
    await recordListing(db, call, app, 'add_screenshot', locale)
    return listScreenshots(db, { app_id, locale })
  })
}

/** Puts all screenshots of a listing into another order. */
export function arrangeScreenshots(
  db: Db,
  call: Call,
  { app_id, locale }: ListingRef,
  { screenshots }: Input<typeof contract.arrangeScreenshots>['body'],
): Promise<Screenshot[]> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'listing.edit')
    await requireListing(db, app, locale)
    const rows = await selectScreenshots(db, app_id).where('locale', '=', locale).execute()
    const named = new Set(screenshots.map(({ id }) => id))
    if (named.size !== screenshots.length || named.size !== rows.length || rows.some(({ id }) => !named.has(id)))
      throw new ApiError('screenshot.others_listed')
    for (const [position, { id, caption }] of screenshots.entries()) {
      await db
        .updateTable('app_screenshot')
        .set({ position, ...(caption !== undefined && { caption }) })
        .where('id', '=', id)
        .execute()
    }
    await recordListing(db, call, app, 'arrange_screenshots', locale)
    return listScreenshots(db, { app_id, locale })
  })
}

/** Removes a screenshot; its bytes go with a later sweep. */
export function deleteScreenshot(db: Db, call: Call, { app_id, locale, screenshot_id }: ScreenshotRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'listing.edit')
    const { numDeletedRows } = await db
      .deleteFrom('app_screenshot')
      .where('id', '=', screenshot_id)
      .where('app_id', '=', app_id)
      .where('locale', '=', locale)
      .executeTakeFirstOrThrow()
    if (numDeletedRows === 0n) throw new ApiError('screenshot.not_found')
    await recordListing(db, call, app, 'remove_screenshot', locale)
  })
}

async function listScreenshots(db: Db, { app_id, locale }: ListingRef): Promise<Screenshot[]> {
  return (await selectScreenshots(db, app_id).where('locale', '=', locale).execute()).map(toScreenshot)
}
