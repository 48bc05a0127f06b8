import type { PortalApp } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { MoreHorizontal } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useFormat } from '../../format.ts'
import { AppIcon } from '../../parts/app-icon.tsx'
import { Badge } from '../../parts/badge.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Menu, MenuItem, MenuLink } from '../../parts/menu.tsx'
import { Named } from '../../parts/named.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Select } from '../../parts/select.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Status } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { allAppsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { appStates as stateWords } from '../../words/apps.ts'
import { useWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { adminTexts } from './admin.texts.ts'
import { allAppsTexts } from './all-apps.texts.ts'
import { allAppSorts, appStates } from './choices.ts'
import { EmptyList } from './empty-list.tsx'
import { FilterSelect } from './filter-select.tsx'
import { SuspensionDialog } from './suspension-dialog.tsx'

const route = getRouteApi('/console/admin/admin/apps')
const idOf = ({ id }: PortalApp) => id

/** Every app, and taking one out of the store or back. */
export function AllApps() {
  const t = useTexts(allAppsTexts)
  const common = useTexts(adminTexts)
  const { number } = useFormat()
  const word = useWords(stateWords)
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const apps = useQuery(allAppsQuery(filter))
  const columns = useColumns()
  const [judged, setJudged] = useState<PortalApp>()
  const pager = usePager(
    filter.cursor,
    apps.data?.next_cursor,
    (cursor) => void navigate({ search: { ...filter, cursor } }),
  )
  const clear = () => void navigate({ search: { sort: filter.sort } })
  const isFiltered = filter.q !== undefined || filter.state !== undefined
  const total = apps.data?.total
  useTitle(t.title)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className={styles.stack}>
        <FilterBar
          label={t.title}
          count={total !== undefined && common.count(total, number(total))}
          onClear={isFiltered ? clear : undefined}
        >
          <SearchField
            label={t.search}
            isLabelHidden
            size="medium"
            placeholder={t.search}
            value={filter.q ?? ''}
            onSearch={(q) =>
              void navigate({ search: { ...filter, cursor: undefined, q: q || undefined }, replace: true })
            }
          />
          <FilterSelect
            label={common.state}
            value={filter.state}
            options={appStates}
            word={word}
            onChange={(state) => void navigate({ search: { ...filter, cursor: undefined, state } })}
          />
          <Select
            label={common.sort}
            isLabelHidden
            size="medium"
            value={filter.sort ?? 'newest'}
            options={allAppSorts.map((value) => ({ value, label: t.sorts[value] }))}
            onChange={(sort) => void navigate({ search: { ...filter, cursor: undefined, sort } })}
          />
        </FilterBar>
        <Loaded
          query={apps}
          skeleton={<Skeleton kind="table" count={8} />}
          isEmpty={(page) => page.apps.length === 0}
          empty={
            <EmptyList title={t.empty} onClear={isFiltered ? clear : undefined}>
              {t.emptyLead}
            </EmptyList>
          }
        >
          {(page) => (
            <>
              <Table
                label={t.title}
                columns={columns}
                rows={page.apps}
                rowKey={idOf}
                rowActions={(app) => <Actions app={app} onJudge={() => setJudged(app)} />}
              />
              <Pages label={t.title} isPending={apps.isPlaceholderData} {...pager} />
            </>
          )}
        </Loaded>
      </div>
      {judged && <SuspensionDialog app={judged} onClose={() => setJudged(undefined)} />}
    </>
  )
}

function Actions({ app: { id, name, state }, onJudge }: { app: PortalApp; onJudge: () => void }) {
  const t = useTexts(allAppsTexts)
  const common = useTexts(adminTexts)
  return (
    <Menu label={common.actionsOf(name)} trigger={<MoreHorizontal size={20} strokeWidth={1.5} aria-hidden />}>
      {state === 'published' && (
        <MenuLink to="/store/$appId" params={{ appId: id }}>
          {t.inStore}
        </MenuLink>
      )}
      <MenuLink to="/admin/audit" search={{ subject: id }}>
        {t.log}
      </MenuLink>
      <MenuItem kind={state === 'suspended' ? 'plain' : 'danger'} onAction={onJudge}>
        {state === 'suspended' ? t.restore : t.suspend}
      </MenuItem>
    </Menu>
  )
}

function useColumns(): readonly Column<PortalApp>[] {
  const t = useTexts(allAppsTexts)
  const common = useTexts(adminTexts)
  const { number, list } = useFormat()
  return useMemo(
    () => [
      {
        key: 'app',
        label: t.app,
        cell({ id, name, state, published, similar_to }) {
          const isInStore = state === 'published' && published !== null
          const likeness = similar_to.length > 0 && (
            <Badge kind="warn">{t.similar(list(similar_to.map((other) => other.name)))}</Badge>
          )
          return (
            <Named
              picture={
                <AppIcon name={name} size="small" src={isInStore ? `/v1/store/apps/${id}/icon?size=64` : null} />
              }
              note={
                <>
                  <code>{id}</code> {likeness}
                </>
              }
            >
              {name}
            </Named>
          )
        },
      },
      { key: 'team', label: t.team, cell: ({ team }) => team.name },
      {
        key: 'state',
        label: common.state,
        isNarrow: true,
        cell: ({ state, is_featured }) => (
          <>
            <Status state={state} /> {is_featured && <Badge kind="accent">{t.featured}</Badge>}
          </>
        ),
      },
      { key: 'version', label: t.version, isNarrow: true, cell: ({ published }) => published?.version ?? common.none },
      {
        key: 'downloads',
        label: t.downloads,
        align: 'end',
        isNarrow: true,
        cell: ({ downloads }) => number(downloads),
      },
      {
        key: 'reports',
        label: t.reports,
        align: 'end',
        isNarrow: true,
        cell: ({ open_reports }) => number(open_reports),
      },
    ],
    [t, common, number, list],
  )
}
