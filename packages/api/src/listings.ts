import { z } from 'zod'
import { AppRef } from './apps.ts'
import { bytes, download, endpoint, nothing } from './endpoint.ts'
import { idOf, locale, sha256, time } from './fields.ts'

/** What the store says about an app in one language. */
export const Listing = z.object({
  locale,
  is_default: z.boolean().describe('Shown where no other listing fits better'),
  name: z.string(),
  description: z.string(),
  long_text: z.string(),
  screenshots: z.array(
    z.object({
      id: idOf('shot'),
      url: z.string().describe('Never changes what it names'),
      width: z.int(),
      height: z.int(),
      caption: z.string(),
    }),
  ),
  updated_at: time,
})
export type Listing = z.output<typeof Listing>
export type Screenshot = Listing['screenshots'][number]

/** What a picture of an app may be; it is stored as WebP, without what the camera or the program wrote into it. */
export const screenshotLimits = {
  maxBytes: 5 * 1024 * 1024,
  minSide: 320,
  maxSide: 3840,
  /** The longer side by the shorter one. */
  maxRatio: 2.3,
  maxCount: 8,
} as const

export const ListingRef = AppRef.extend({ locale })
export type ListingRef = z.output<typeof ListingRef>
export const ScreenshotRef = ListingRef.extend({ screenshot_id: idOf('shot') })
export type ScreenshotRef = z.output<typeof ScreenshotRef>

const caption = z.string().trim().max(100)
const Screenshots = z.object({ screenshots: Listing.shape.screenshots })

export const listListings = endpoint({
  name: 'listListings',
  method: 'GET',
  path: '/v1/apps/{app_id}/listings',
  summary: 'What the store says about an app, in every language',
  access: 'apps:read',
  params: AppRef,
  result: z.object({ listings: z.array(Listing) }),
  errors: ['app.not_found'],
})

export const getListing = endpoint({
  name: 'getListing',
  method: 'GET',
  path: '/v1/apps/{app_id}/listings/{locale}',
  summary: 'What the store says about an app in one language',
  access: 'apps:read',
  params: ListingRef,
  result: Listing,
  errors: ['app.not_found', 'listing.not_found'],
})

export const putListing = endpoint({
  name: 'putListing',
  method: 'PUT',
  path: '/v1/apps/{app_id}/listings/{locale}',
  summary: 'Say it in a language, or say it anew',
  access: 'apps:write',
  params: ListingRef,
  body: z.object({
    name: z.string().trim().min(1).max(30),
    description: z.string().trim().max(80).default('').describe('The short text, in lists'),
    long_text: z.string().trim().max(4000).default(''),
  }),
  result: Listing,
  errors: ['app.not_found', 'listing.too_many'],
})

export const deleteListing = endpoint({
  name: 'deleteListing',
  method: 'DELETE',
  path: '/v1/apps/{app_id}/listings/{locale}',
  summary: 'Take a language away, with its screenshots',
  access: 'apps:write',
  params: ListingRef,
  result: nothing,
  status: 204,
  errors: ['app.not_found', 'listing.not_found', 'listing.is_default'],
})

export const addScreenshot = endpoint({
  name: 'addScreenshot',
  method: 'POST',
  path: '/v1/apps/{app_id}/listings/{locale}/screenshots',
  summary: 'Add a screenshot: the bytes of a PNG, JPEG or WebP file',
  access: 'apps:write',
  params: ListingRef,
  query: z.object({ caption: caption.default('') }),
  body: bytes,
  result: Screenshots,
  status: 201,
  errors: [
    'app.not_found',
    'listing.not_found',
    'screenshot.not_an_image',
    'screenshot.wrong_size',
    'screenshot.too_large',
    'screenshot.too_many',
    'disk_full',
    'rate_limited',
  ],
})

export const arrangeScreenshots = endpoint({
  name: 'arrangeScreenshots',
  method: 'PUT',
  path: '/v1/apps/{app_id}/listings/{locale}/screenshots',
  summary: 'Put the screenshots into another order, and write their captions',
  access: 'apps:write',
  params: ListingRef,
  body: z.object({
    screenshots: z.array(z.object({ id: idOf('shot'), caption: caption.optional() })).max(screenshotLimits.maxCount),
  }),
  result: Screenshots,
  errors: ['app.not_found', 'listing.not_found', 'screenshot.others_listed'],
})

export const deleteScreenshot = endpoint({
  name: 'deleteScreenshot',
  method: 'DELETE',
  path: '/v1/apps/{app_id}/listings/{locale}/screenshots/{screenshot_id}',
  summary: 'Remove a screenshot',
  access: 'apps:write',
  params: ScreenshotRef,
  result: nothing,
  status: 204,
  errors: ['app.not_found', 'screenshot.not_found'],
})

export const getImage = endpoint({
  name: 'getImage',
  method: 'GET',
  path: '/images/{file}',
  summary: 'A stored screenshot',
  access: 'public',
  params: z.object({ file: z.templateLiteral([sha256, '.webp']) }),
  result: download,
  errors: ['screenshot.not_found'],
})
