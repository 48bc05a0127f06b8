import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { AppIcon } from '../../parts/app-icon.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import { Named } from '../../parts/named.tsx'
import { Pages } from '../../parts/pages.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Section } from '../../parts/section.tsx'
import { Select } from '../../parts/select.tsx'
import { Status } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import styles from './gallery.module.css'
import { apps, words } from './sample.ts'
import type { SampleApp } from './sample.ts'

const columns: readonly Column<SampleApp>[] = [
  { key: 'name', label: 'App', isSortable: true, cell: ({ name }) => <AppName name={name} /> },
  { key: 'state', label: 'State', cell: ({ state }) => <Status state={state} label={state.replaceAll('_', ' ')} /> },
  { key: 'installs', label: 'Devices', align: 'end', isSortable: true, cell: ({ installs }) => installs },
  { key: 'updated', label: 'Updated', isNarrow: true, cell: ({ updated }) => <Time value={updated} /> },
]
const few = apps.slice(0, 6)
const route = getRouteApi('/__gallery')

function AppName({ name }: { name: string }) {
  return (
    <Named picture={<AppIcon name={name} />} note={words.short}>
      {name}
    </Named>
  )
}

/** Tables and what stands around them. */
export function ListParts() {
  const { sort = 'name', direction = 'ascending' } = route.useSearch()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(['com.example.app1']))
  return (
    <Section title="Lists">
      <div className={styles.stack}>
        <FilterBar label="Filter the apps" count="120 apps" onClear={() => {}}>
          <SearchField
            label="Search"
            isLabelHidden
            size="medium"
            value=""
            onSearch={() => {}}
            placeholder="Name or id"
          />
          <Select
            label="State"
            isLabelHidden
            size="medium"
            value="all"
            options={[{ value: 'all', label: 'All states' }]}
            onChange={() => {}}
          />
        </FilterBar>
        <Table
          label="Apps"
          columns={columns}
          rows={few}
          rowKey={idOf}
          rowLink={() => ({ to: '/__gallery' })}
          sort={{ key: sort, direction }}
          sortLink={(key, direction) => ({ to: '/__gallery', search: { sort: key, direction } })}
          rowActions={({ name }) => (
            <Menu label={`Actions of ${name}`} trigger={<Ellipsis size={20} strokeWidth={1.5} aria-hidden />}>
              <MenuItem onAction={() => {}}>{words.choose}</MenuItem>
            </Menu>
          )}
        />
        <Pages label="Apps" total={1204} older={() => void navigate({ to: '/__gallery' })} />
        <Table
          label="Apps to choose from"
          columns={columns}
          rows={few}
          rowKey={idOf}
          density="compact"
          selection={{
            chosen,
            onChange: setChosen,
            rowName: ({ name }) => name,
            actions: <Button size="small">{words.delete}</Button>,
          }}
        />
        <Card title="In a card" isFlush>
          <Table label="Apps in a card" columns={columns} rows={few.slice(0, 3)} rowKey={idOf} isBare />
        </Card>
        <Table label="Many apps" columns={columns} rows={apps.slice(0, 24)} rowKey={idOf} density="compact" />
      </div>
    </Section>
  )
}

const idOf = ({ id }: SampleApp) => id
