import type { Listing, Screenshot, Sent, listings as contractOfListings } from '@mosis/api'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { appKeys } from './apps.ts'

const { listings } = contract

/** What the store says about an app in every language, the default one first. */
export const listingsQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'listings'],
    async queryFn({ signal }) {
      const answer = await call(listings.listListings, { params: { app_id: appId } }, { signal })
      return answer.listings
    },
  })

/** A listing: whose, and in which language. */
export interface ListingRef {
  appId: string
  locale: string
}

const of = ({ appId, locale }: ListingRef) => ({ app_id: appId, locale })

export type ListingTexts = NonNullable<Sent<typeof contractOfListings.putListing>['body']>

export const putListing = (ref: ListingRef, body: ListingTexts): Promise<Listing> =>
  call(listings.putListing, { params: of(ref), body })

export const deleteListing = (ref: ListingRef) => call(listings.deleteListing, { params: of(ref) })

/** Adds a screenshot behind the others; answers all of them. */
export async function addScreenshot(ref: ListingRef, file: Blob, caption?: string): Promise<Screenshot[]> {
  const body = new Uint8Array(await file.arrayBuffer())
  const { screenshots } = await call(listings.addScreenshot, { params: of(ref), query: { caption }, body })
  return screenshots
}

/** Puts the screenshots into this order; a caption that is not given stays. */
export async function arrangeScreenshots(
  ref: ListingRef,
  screenshots: { id: string; caption?: string }[],
): Promise<Screenshot[]> {
  const answer = await call(listings.arrangeScreenshots, { params: of(ref), body: { screenshots } })
  return answer.screenshots
}

export const deleteScreenshot = (ref: ListingRef, screenshotId: string) =>
  call(listings.deleteScreenshot, { params: { ...of(ref), screenshot_id: screenshotId } })

/** The picture itself, to bring it back after it was removed. */
export async function readScreenshot({ url }: Screenshot): Promise<Blob> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The screenshot ${url} answered ${response.status}`)
  return response.blob()
}

/** Shows other screenshots of a listing at once, before or without asking the portal. */
export function useShowScreenshots({ appId, locale }: ListingRef): (screenshots: Screenshot[]) => void {
  const queryClient = useQueryClient()
  return (screenshots) =>
    queryClient.setQueryData(listingsQuery(appId).queryKey, (all) =>
      all?.map((listing) => (listing.locale === locale ? { ...listing, screenshots } : listing)),
    )
}
