import { listings } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { sendImage } from './images.ts'
import { deleteListing, getListing, listListings, putListing } from './listings.ts'
import { addScreenshot, arrangeScreenshots, deleteScreenshot } from './screenshots.ts'

export function listingRoutes(serve: Serve, deps: Pick<Deps, 'db' | 'storage' | 'limits'>): void {
  const { db, limits } = deps
  serve(listings.listListings, async ({ call, params }) => ({ listings: await listListings(db, call, params) }))
  serve(listings.getListing, ({ call, params }) => getListing(db, call, params))
  serve(listings.putListing, ({ call, params, body }) => putListing(db, call, params, body))
  serve(listings.deleteListing, async ({ call, params }) => {
    await deleteListing(db, call, params)
    return {}
  })
  serve(listings.addScreenshot, async ({ call, params, query, body }) => {
    if (call.accountId !== null) await limits.take('screenshot_upload', call.accountId)
    return { screenshots: await addScreenshot(deps, call, params, { body, caption: query.caption }) }
  })
  serve(listings.arrangeScreenshots, async ({ call, params, body }) => ({
    screenshots: await arrangeScreenshots(db, call, params, body),
  }))
  serve(listings.deleteScreenshot, async ({ call, params }) => {
    await deleteScreenshot(db, call, params)
    return {}
  })
  serve(listings.getImage, ({ params, reply }) => sendImage(deps, params, reply))
}
