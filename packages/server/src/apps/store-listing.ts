import type { Screenshot } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { findBestLocale } from './best-locale.ts'
import { getListings } from './listings.ts'

/** What somebody reads about an app before it is installed. */
export interface StoreListing {
  locale: string
  locales: string[]
  name: string
  description: string
  long_text: string
  screenshots: Screenshot[]
  contact_email: string | null
  contact_url: string | null
  privacy_url: string | null
}

/** The listing in the best of the languages that somebody reads; in the default one where none fits. */
export async function getStoreListing(db: Db, appId: string, languages: readonly string[]): Promise<StoreListing> {
  const app = await db.selectFrom('app').selectAll().where('id', '=', appId).executeTakeFirstOrThrow()
  const listings = await getListings(db, app)
  const locales = listings.map(({ locale }) => locale)
  const best = findBestLocale(languages, locales) ?? app.default_locale
  const byDefault = listings.find(({ is_default }) => is_default)
  const listing = listings.find(({ locale }) => locale === best) ?? byDefault
  if (!listing || !byDefault) throw new Error(`The app ${appId} has no default listing`)
  const { name, description, long_text, screenshots } = listing
  return {
    locale: best,
    locales,
    name,
    description,
    // A picture or a text in another language says more than none.
    long_text: long_text === '' ? byDefault.long_text : long_text,
    screenshots: screenshots.length === 0 ? byDefault.screenshots : screenshots,
    contact_email: app.contact_email,
    contact_url: app.contact_url,
    privacy_url: app.privacy_url,
  }
}
