import type { PortalApp } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { MoreHorizontal } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useFormat } from '../../format.ts'
import { AppIcon } from '../../parts/app-icon.tsx'
import { Badge } from '../../parts/badge.tsx'
import { Dotted } from '../../parts/dotted.tsx'
import { FilterSearch } from '../../parts/filter-search.tsx'
import { FilterOrder } from '../../parts/filter-select.tsx'
import { Menu, MenuItem, MenuLink } from '../../parts/menu.tsx'
import { Named } from '../../parts/named.tsx'
import { Status } from '../../parts/status.tsx'
import type { Column } from '../../parts/table.tsx'
import { allAppsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { appStates as stateWords } from '../../words/apps.ts'
import { useWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { adminTexts } from './admin.texts.ts'
import { allAppsTexts } from './all-apps.texts.ts'
import { allAppSorts, appStates } from './choices.ts'
import { FilterSelect } from './filter-select.tsx'
import { ListFrame } from './list-frame.tsx'
import { SuspensionDialog } from './suspension-dialog.tsx'

const route = getRouteApi('/console/admin/admin/apps')
const idOf = ({ id }: PortalApp) => id

/** Every app, and taking one out of the store or back. */
export function AllApps() {
  const t = useTexts(allAppsTexts)
  const common = useTexts(adminTexts)
  const word = useWords(stateWords)
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const apps = useQuery(allAppsQuery(filter))
  const columns = useColumns()
  const [judged, setJudged] = useState<PortalApp>()
  const isFiltered = filter.q !== undefined || filter.state !== undefined
  const set = (changes: Partial<typeof filter>, replace = false) =>
    void navigate({ search: { ...filter, cursor: undefined, ...changes }, replace })
  return (
    <>
      <ListFrame
        title={t.title}
        lead={t.lead}
        filters={
          <>
            <FilterSearch label={t.search} value={filter.q} onChange={(q) => set({ q }, true)} />
            <FilterSelect
              label={common.state}
              value={filter.state}
              options={appStates}
              word={word}
              onChange={(state) => set({ state })}
            />
            <FilterOrder
              label={common.sort}
              value={filter.sort}
              options={allAppSorts}
              say={(sort) => t.sorts[sort]}
              onChange={(sort) => set({ sort })}
            />
          </>
        }
        onClear={isFiltered ? () => void navigate({ search: { sort: filter.sort } }) : undefined}
        query={apps}
        rowsOf={(page) => page.apps}
        empty={t.empty}
        emptyLead={t.emptyLead}
        cursor={filter.cursor}
        onPage={(cursor) => set({ cursor })}
        columns={columns}
        rowKey={idOf}
        rowActions={(app) => <Actions app={app} onJudge={() => setJudged(app)} />}
      />
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
  const stateWord = useWords(stateWords)
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
                <span className={styles.beside}>
                  <code>
                    <Dotted text={id} />
                  </code>
                  {likeness}
                </span>
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
            <Status state={state} label={stateWord(state)} /> {is_featured && <Badge kind="accent">{t.featured}</Badge>}
          </>
        ),
      },
      {
        key: 'version',
        label: t.version,
        isNarrow: true,
        isSpare: true,
        cell: ({ published }) => published?.version ?? <span className={styles.soft}>{common.none}</span>,
      },
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
    [t, common, number, list, stateWord],
  )
}
