import type { CrashGroup } from '@mosis/api'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { crashesTexts } from './crashes.texts.ts'
import { useCrashType } from './use-crash-type.ts'
import styles from './crashes.module.css'

const shownVersions = 3

/** One line for each cause. */
export function CrashesTable({ appId, groups }: { appId: string; groups: readonly CrashGroup[] }) {
  const t = useTexts(crashesTexts)
  const columns = useColumns()
  return (
    <Table
      label={t.title}
      columns={columns}
      rows={groups}
      rowKey={({ id }) => id}
      rowLink={({ id }) => ({ to: '/apps/$appId/crashes/$groupId', params: { appId, groupId: id } })}
    />
  )
}

function useColumns(): readonly Column<CrashGroup>[] {
  const t = useTexts(crashesTexts)
  const sayType = useCrashType()
  const { number, list } = useFormat()
  return useMemo(
    () => [
      {
        key: 'cause',
        label: t.cause,
        cell: ({ message, type, top_frame }) => (
          <span className={styles.cause}>
            <span className={styles.message}>{message}</span>
            <span className={styles.soft}>
              {sayType(type)}
              {top_frame !== null && <code>{top_frame}</code>}
            </span>
          </span>
        ),
      },
      { key: 'crashes', label: t.crashes, align: 'end', isNarrow: true, cell: ({ crashes }) => number(crashes) },
      {
        key: 'devices',
        label: t.devices,
        align: 'end',
        isNarrow: true,
        cell: ({ devices }) => (devices === null ? <span className={styles.few}>{t.tooFew}</span> : number(devices)),
      },
      {
        key: 'versions',
        label: t.versions,
        cell: ({ versions }) => list(versions.slice(0, shownVersions)),
      },
      { key: 'last', label: t.lastAt, isNarrow: true, cell: ({ last_at }) => <Time value={last_at} /> },
    ],
    [t, sayType, number, list],
  )
}
