import type { Analytics } from '@mosis/api'
import { useMemo } from 'react'
import { Section } from '../../parts/section.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { useTexts } from '../../texts.ts'
import { analyticsTexts } from './analytics.texts.ts'
import { useSayCount } from './use-say-count.tsx'
import { rateOf } from './usage.ts'

type VersionNumbers = Analytics['versions'][number]

/** The versions that were used in the span, the most used first. */
export function VersionsTable({ versions }: { versions: readonly VersionNumbers[] }) {
  const t = useTexts(analyticsTexts)
  const say = useSayCount()
  const columns = useMemo<readonly Column<VersionNumbers>[]>(
    () => [
      { key: 'version', label: t.versionColumn, cell: ({ version }) => version },
      { key: 'devices', label: t.devicesColumn, align: 'end', cell: ({ devices }) => say(devices) },
      { key: 'starts', label: t.startsColumn, align: 'end', cell: ({ starts }) => say(starts) },
      { key: 'crashes', label: t.crashesColumn, align: 'end', cell: ({ crashes }) => say(crashes) },
      { key: 'rate', label: t.rateColumn, align: 'end', cell: ({ crashes, starts }) => say(rateOf(crashes, starts)) },
    ],
    [t, say],
  )
  return (
    <Section title={t.versions} lead={t.versionsLead}>
      <Table label={t.versions} columns={columns} rows={versions} rowKey={({ version }) => version} />
    </Section>
  )
}
