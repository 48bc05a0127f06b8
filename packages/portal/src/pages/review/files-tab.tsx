import type { Review } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PackageFiles } from '../../findings/package-files.tsx'
import { reviewDifferenceQuery } from '../../queries/reviews.ts'

const route = getRouteApi('/console/reviewer/review/$reviewId')
const none: readonly never[] = []

/** Every file of the package, what changed first, and the one that is read. */
export function FilesTab({ review: { id, findings } }: { review: Review }) {
  const search = route.useSearch()
  // The list does not wait for the comparison: what has changed is marked as soon as that is known.
  const { data: difference } = useQuery(reviewDifferenceQuery(id))
  return (
    <PackageFiles place={{ review_id: id }} search={search} findings={findings} changes={difference?.files ?? none} />
  )
}
