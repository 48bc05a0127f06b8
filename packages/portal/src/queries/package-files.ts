import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { addressOf, call, send } from '../call.ts'
import { reviewKeys } from './reviews.ts'
import { versionKeys } from './versions.ts'

const { reviews, versions } = contract

/** Whose package is read: that of a version, by its team, or of one in review, by a reviewer. */
export type PackagePlace = { app_id: string; version_id: string } | { review_id: string }

const keyOf = (place: PackagePlace): readonly unknown[] =>
  'review_id' in place ? reviewKeys.one(place.review_id) : versionKeys.one(place.app_id, place.version_id)

/** The files of a package; they never change. */
export const filesQuery = (place: PackagePlace) =>
  queryOptions({
    queryKey: [...keyOf(place), 'files'],
    staleTime: Infinity,
    async queryFn({ signal }) {
      const { files } =
        'review_id' in place
          ? await call(reviews.listReviewFiles, { params: place }, { signal })
          : await call(versions.listVersionFiles, { params: place }, { signal })
      return files
    },
  })

/** A file of a package as text; null: it is none. */
export const fileQuery = (place: PackagePlace, path: string) =>
  queryOptions({
    queryKey: [...keyOf(place), 'file', path],
    staleTime: Infinity,
    async queryFn({ signal }): Promise<string | null> {
      const response =
        'review_id' in place
          ? await send(reviews.getReviewFile, { params: { ...place, path } }, { signal })
          : await send(versions.getVersionFile, { params: { ...place, path } }, { signal })
      const isText = response.headers.get('content-type')?.startsWith('text/plain') ?? false
      if (isText) return response.text()
      await response.body?.cancel()
      return null
    },
  })

/** Where a file of a package is downloaded. */
export const fileAddress = (place: PackagePlace, path: string): string =>
  'review_id' in place
    ? addressOf(contract.reviews.getReviewFile, { params: { ...place, path } })
    : addressOf(contract.versions.getVersionFile, { params: { ...place, path } })
