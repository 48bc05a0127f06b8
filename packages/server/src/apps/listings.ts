import { ApiError } from '@mosis/api'
import type { AppRef, Input, Listing, ListingRef, listings as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import type { AppListingRow, AppRow, AppScreenshotRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { saveNames } from './app-names.ts'
import { requireApp, requireLockedApp } from './ownership.ts'
import { selectScreenshots, toScreenshot } from './screenshot-rows.ts'

/** More than there are languages with many readers. */
const maxListings = 50

/** What the store says about an app in every language, the default one first. */
export async function listListings(db: Db, call: Call, { app_id }: AppRef): Promise<Listing[]> {
  return getListings(db, await requireApp(db, call, app_id, 'app.view'))
}

/** Every listing of an app, the default one first. */
export async function getListings(db: Db, app: AppRow): Promise<Listing[]> {
  const rows = await db.selectFrom('app_listing').selectAll().where('app_id', '=', app.id).orderBy('locale').execute()
  const screenshots = await selectScreenshots(db, app.id).execute()
  const own = rows.find(({ locale }) => locale === app.default_locale) ?? toRow(app)
  const others = rows.filter((row) => row !== own)
  return [own, ...others].map((row) => toListing(row, { app, screenshots }))
}

/** What the store says about an app in one language. */
export async function getListing(db: Db, call: Call, { app_id, locale }: ListingRef): Promise<Listing> {
  const listing = (await listListings(db, call, { app_id })).find((one) => one.locale === locale)
  if (!listing) throw new ApiError('listing.not_found')
  return listing
}

/** Says it in a language. The name and the short text in the default one are also the app's own. */
export function putListing(
  db: Db,
  call: Call,
  { app_id, locale }: ListingRef,
  texts: Input<typeof contract.putListing>['body'],
): Promise<Listing> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'listing.edit')
    await refuseTooMany(db, app, locale)
    await db
      .insertInto('app_listing')
      .values({ app_id, locale, ...texts, updated_at: call.now })
      .onConflict((conflict) => conflict.columns(['app_id', 'locale']).doUpdateSet({ ...texts, updated_at: call.now }))
      .execute()
    const { name, description } = locale === app.default_locale ? texts : app
    await saveNames(db, call, app, { name, description })
    await recordListing(db, call, app, 'edit_listing', locale)
    return getListing(db, call, { app_id, locale })
  })
}

/** Before another language becomes the default one: what the app says now is from then on a listing like others. */
export async function keepDefaultListing(db: Db, app: AppRow): Promise<void> {
  const { name, description } = app
  await db
    .insertInto('app_listing')
    .values(toRow(app))
    .onConflict((conflict) => conflict.columns(['app_id', 'locale']).doUpdateSet({ name, description }))
    .execute()
}

/** Takes a language away; nobody is left without a text, so the default one stays. */
export function deleteListing(db: Db, call: Call, { app_id, locale }: ListingRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'listing.edit')
    if (locale === app.default_locale) throw new ApiError('listing.is_default', { locale })
    const { numDeletedRows } = await db
      .deleteFrom('app_listing')
      .where('app_id', '=', app_id)
      .where('locale', '=', locale)
      .executeTakeFirstOrThrow()
    if (numDeletedRows === 0n) throw new ApiError('listing.not_found')
    await db.deleteFrom('app_screenshot').where('app_id', '=', app_id).where('locale', '=', locale).execute()
    await saveNames(db, call, app, app)
    await recordListing(db, call, app, 'remove_listing', locale)
  })
}

/** Refuses a language in which the app says nothing. */
export async function requireListing(db: Db, app: AppRow, locale: string): Promise<void> {
  if (locale === app.default_locale) return
  const row = await db
    .selectFrom('app_listing')
    .select('locale')
    .where('app_id', '=', app.id)
    .where('locale', '=', locale)
    .executeTakeFirst()
  if (!row) throw new ApiError('listing.not_found')
}

export async function recordListing(
  db: Db,
  call: Call,
  app: AppRow,
  action: 'edit_listing' | 'remove_listing' | 'add_screenshot' | 'arrange_screenshots' | 'remove_screenshot',
  locale: string,
): Promise<void> {
  const { id, state, team_id: teamId } = app
  await recordChange(db, call, { subject: 'app', id, action, from: state, to: state, reason: locale, teamId })
}

async function refuseTooMany(db: Db, app: AppRow, locale: string): Promise<void> {
  const rows = await db.selectFrom('app_listing').select('locale').where('app_id', '=', app.id).execute()
  const isNew = rows.every((row) => row.locale !== locale)
  if (isNew && rows.length >= maxListings) throw new ApiError('listing.too_many', { max: maxListings })
}

/** Until somebody writes a long text, the default listing is what the app itself says. */
function toRow({ id, default_locale, name, description, updated_at }: AppRow): AppListingRow {
  return { app_id: id, locale: default_locale, name, description, long_text: '', updated_at }
}

function toListing(
  { locale, name, description, long_text, updated_at }: AppListingRow,
  { app, screenshots }: { app: AppRow; screenshots: readonly AppScreenshotRow[] },
): Listing {
  const isDefault = locale === app.default_locale
  return {
    locale,
    is_default: isDefault,
    // Changed with the app, these are newer there.
    name: isDefault ? app.name : name,
    description: isDefault ? app.description : description,
    long_text,
    screenshots: screenshots.filter((row) => row.locale === locale).map(toScreenshot),
    updated_at,
  }
}
