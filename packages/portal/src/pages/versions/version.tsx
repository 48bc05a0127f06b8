import type { Version } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PackageX } from 'lucide-react'
import type { ReactNode } from 'react'
import { PortalError } from '../../call.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useApp } from '../../queries/apps.ts'
import { versionQuery } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { FilesTab } from './files-tab.tsx'
import { FindingsTab } from './findings-tab.tsx'
import { NotesTab } from './notes-tab.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { RuleDrawer } from '../../rules/rule-drawer.tsx'
import type { VersionTab } from './search-words.ts'
import { ThreadTab } from './thread-tab.tsx'
import { VersionHead } from './version-head.tsx'
import { versionTexts } from './version.texts.ts'
import styles from './version.module.css'

const route = getRouteApi('/console/apps/$appId/versions/$versionId')

/** One version: where it stands, what was found in it, its files, its release notes, and the words with the reviewers. */
export function VersionPage() {
  const t = useTexts(versionTexts)
  const { appId, versionId } = route.useParams()
  const query = useQuery(versionQuery(appId, versionId))
  const { error } = query
  const app = useApp(appId)
  const { tab = 'overview' } = route.useSearch()
  const shown = query.data && `${query.data.version} · `
  useTitle(`${shown ?? ''}${t.tabs[tab]} · ${app.name}`)
  if (query.data === undefined && error instanceof PortalError && isMissing(error)) return <NoVersion appId={appId} />
  return (
    <Loaded query={query} waiting={t.waiting} failed={t.failed} skeleton={<Shape />}>
      {(version) => <Shown version={version} />}
    </Loaded>
  )
}

function Shape() {
  return (
    <div className={styles.page}>
      <Skeleton count={2} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Skeleton kind="cards" count={1} />
          <Skeleton kind="cards" count={1} />
          <Skeleton kind="table" count={4} />
        </div>
        <div className={styles.side}>
          <Skeleton kind="cards" count={1} />
          <Skeleton kind="cards" count={1} />
        </div>
      </div>
    </div>
  )
}

// An id that cannot be one is refused as input; to the person it is the same.
const isMissing = ({ code }: PortalError) => code === 'version.not_found' || code === 'invalid_input'

const views: Readonly<Record<VersionTab, (props: { version: Version }) => ReactNode>> = {
  overview: OverviewTab,
  findings: FindingsTab,
  files: FilesTab,
  notes: NotesTab,
  thread: ThreadTab,
}

function Shown({ version }: { version: Version }) {
  const { tab = 'overview', rule } = route.useSearch()
  const navigate = route.useNavigate()
  const View = views[tab]
  return (
    <div className={styles.page}>
      <VersionHead version={version} />
      <View version={version} />
      <RuleDrawer
        code={rule}
        onClose={() => void navigate({ search: (old) => ({ ...old, rule: undefined }), resetScroll: false })}
      />
    </div>
  )
}

function NoVersion({ appId }: { appId: string }) {
  const t = useTexts(versionTexts)
  useTitle(t.notFoundTitle)
  return (
    <EmptyState
      icon={PackageX}
      title={t.notFoundTitle}
      actions={
        <LinkButton to="/apps/$appId/versions" params={{ appId }}>
          {t.toVersions}
        </LinkButton>
      }
    >
      {t.notFound}
    </EmptyState>
  )
}
