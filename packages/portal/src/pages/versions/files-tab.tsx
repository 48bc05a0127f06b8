import type { Version } from '@mosis/api'
import { getRouteApi } from '@tanstack/react-router'
import { PackageFiles } from '../../findings/package-files.tsx'

const route = getRouteApi('/console/apps/$appId/versions/$versionId')
const none: readonly never[] = []

/** Every file of the package with its size, and the one that is read. */
export function FilesTab({ version: { app_id, id, findings } }: { version: Version }) {
  const search = route.useSearch()
  return <PackageFiles place={{ app_id, version_id: id }} search={search} findings={findings ?? none} changes={none} />
}
