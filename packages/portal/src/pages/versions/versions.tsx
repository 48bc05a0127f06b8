import { mayInTeam } from '@mosis/api/roles'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PackageOpen, Upload } from 'lucide-react'
import { portalFlag } from '../../commands.ts'
import { CopyField } from '../../parts/copy-field.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useApp } from '../../queries/apps.ts'
import { versionsQuery } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { UnfinishedUpload } from './unfinished-upload.tsx'
import { VersionsFilter } from './versions-filter.tsx'
import { VersionsTable } from './versions-table.tsx'
import { versionsTexts } from './versions.texts.ts'
import styles from './versions.module.css'

const route = getRouteApi('/console/apps/$appId/versions')

/** Every version of an app; the filter stands in the address. */
export function Versions() {
  const t = useTexts(versionsTexts)
  const { appId } = route.useParams()
  const app = useApp(appId)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(versionsQuery(appId, search))
  const pager = usePager(
    search.cursor,
    query.data?.next_cursor,
    (cursor) => void navigate({ search: { ...search, cursor } }),
  )
  useTitle(`${t.title} · ${app.name}`)
  const isFiltered = search.state !== undefined || search.track !== undefined
  const clear = () => void navigate({ search: { sort: search.sort } })
  const isFirst = query.data?.versions.length === 0 && !isFiltered
  return (
    <Section title={t.title} lead={t.lead}>
      <UnfinishedUpload appId={appId} />
      {!isFirst && <VersionsFilter total={query.data?.total} onClear={isFiltered ? clear : undefined} />}
      <Loaded
        query={query}
        waiting={t.waiting}
        failed={t.failed}
        skeleton={<Skeleton kind="table" count={6} />}
        isEmpty={({ versions }) => versions.length === 0}
        empty={isFiltered ? <NothingFits onClear={clear} /> : <NoVersions appId={appId} />}
      >
        {({ versions }) => (
          <>
            <VersionsTable appId={appId} versions={versions} />
            <Pages label={t.title} isPending={query.isPlaceholderData} {...pager} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

function NoVersions({ appId }: { appId: string }) {
  const t = useTexts(versionsTexts)
  const { role, state } = useApp(appId)
  const mayUpload = state !== 'suspended' && mayInTeam(role, 'version.upload')
  return (
    <EmptyState
      icon={PackageOpen}
      title={t.emptyTitle}
      actions={
        mayUpload && (
          <LinkButton to="/apps/$appId/versions/new" params={{ appId }} icon={Upload}>
            {t.upload}
          </LinkButton>
        )
      }
    >
      {mayUpload ? (
        <div className={styles.first}>
          <p>{t.emptyLead}</p>
          <CopyField label={t.command} value={`mosis publish${portalFlag(location.origin)}`} />
        </div>
      ) : (
        t.emptyForOthers
      )}
    </EmptyState>
  )
}
