import type { PortalStorage } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { storageQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { databaseNames, diskContents, storageKinds } from '../../words/operation.ts'
import { useWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { operationTexts } from './operation.texts.ts'

/** What lies where, and how much room is left. */
export function Storage() {
  const t = useTexts(operationTexts)
  const storage = useQuery(storageQuery)
  useTitle(t.storageTitle)
  return (
    <>
      <PageHeader title={t.storageTitle} lead={t.storageLead} />
      <Loaded query={storage} skeleton={<Skeleton kind="table" count={6} />}>
        {(found) => <Places storage={found} />}
      </Loaded>
    </>
  )
}

type Kind = PortalStorage['kinds'][number]
type DatabaseFile = PortalStorage['databases'][number]

function Places({ storage: { disks, kinds, databases, sweep } }: { storage: PortalStorage }) {
  const t = useTexts(operationTexts)
  const { bytes, list } = useFormat()
  const diskWord = useWords(diskContents)
  const { kindColumns, databaseColumns } = useColumns()
  return (
    <>
      <Section title={t.disks}>
        <div className={styles.needs}>
          {disks.map(({ holds, free_bytes, total_bytes }) => (
            <ProgressBar
              key={holds.join()}
              label={list(holds.map(diskWord))}
              share={total_bytes === 0 ? 0 : (total_bytes - free_bytes) / total_bytes}
              note={t.diskFree(bytes(free_bytes), bytes(total_bytes))}
            />
          ))}
        </div>
      </Section>
      <Section title={t.contents}>
        <Table label={t.contents} columns={kindColumns} rows={kinds} rowKey={kindOf} />
      </Section>
      {databases.length > 0 && (
        <Section title={t.databases}>
          <Table label={t.databases} columns={databaseColumns} rows={databases} rowKey={nameOf} />
        </Section>
      )}
      <Section title={t.sweep}>
        <p>{sweep.files === 0 ? t.sweepNone : t.sweepLead(sweep.files, bytes(sweep.bytes))}</p>
        {sweep.next_at !== null && (
          <p className={styles.soft}>
            {t.sweepAt} <Time value={sweep.next_at} />
          </p>
        )}
      </Section>
    </>
  )
}

const kindOf = ({ kind }: Kind) => kind
const nameOf = ({ name }: DatabaseFile) => name

function useColumns() {
  const t = useTexts(operationTexts)
  const kindWord = useWords(storageKinds)
  const databaseWord = useWords(databaseNames)
  const { number, bytes } = useFormat()
  return useMemo(() => {
    const kindColumns: readonly Column<Kind>[] = [
      { key: 'kind', label: t.kind, cell: ({ kind }) => <Named>{kindWord(kind)}</Named> },
      { key: 'files', label: t.files, align: 'end', cell: ({ files }) => number(files) },
      { key: 'size', label: t.size, align: 'end', cell: (kind) => bytes(kind.bytes) },
    ]
    const databaseColumns: readonly Column<DatabaseFile>[] = [
      { key: 'database', label: t.database, cell: ({ name }) => <Named>{databaseWord(name)}</Named> },
      { key: 'size', label: t.size, align: 'end', cell: (file) => bytes(file.bytes) },
    ]
    return { kindColumns, databaseColumns }
  }, [t, kindWord, databaseWord, number, bytes])
}
