import type { Backup, PortalBackups } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Archive, CircleCheck, CircleX } from 'lucide-react'
import { useMemo } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { backupsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { backupStates } from '../../words/operation.ts'
import { useErrorWords, useWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { operationTexts } from './operation.texts.ts'

/** The snapshots of the database, and making one now. */
export function Backups() {
  const t = useTexts(operationTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const queryClient = useQueryClient()
  const backups = useQuery(backupsQuery)
  const make = useMutation({
    mutationFn: () => call(contract.admin.makeBackup, {}),
    onError: (failure) => toasts.bad(say(failure).message),
    async onSuccess() {
      toasts.info(t.backupStarted)
      await queryClient.invalidateQueries(backupsQuery)
    },
  })
  const isPossible = backups.data?.is_supported === true
  useTitle(t.backupsTitle)
  return (
    <>
      <PageHeader
        title={t.backupsTitle}
        lead={isPossible && backups.data ? t.backupsLead(backups.data.kept) : undefined}
        actions={
          isPossible && (
            <Button
              kind="primary"
              icon={Archive}
              isPending={make.isPending || backups.data?.is_running}
              onPress={() => make.mutate()}
            >
              {t.backupNow}
            </Button>
          )
        }
      />
      <Loaded query={backups} skeleton={<Skeleton kind="table" count={4} />}>
        {(found) => (found.is_supported ? <Snapshots backups={found} /> : <NotSupported />)}
      </Loaded>
    </>
  )
}

function NotSupported() {
  const t = useTexts(operationTexts)
  return (
    <Notice kind="info" title={t.notSupported}>
      {t.notSupportedLead}
    </Notice>
  )
}

function Snapshots({ backups: { backups, is_running, next_at, last } }: { backups: PortalBackups }) {
  const t = useTexts(operationTexts)
  const columns = useColumns()
  return (
    <div className={styles.stack}>
      {is_running && <ProgressBar label={t.making} />}
      {last && !last.is_good && (
        <Notice kind="bad" title={t.backupFailed}>
          {last.error}
        </Notice>
      )}
      <KeyValues
        items={[
          ...(last === null
            ? []
            : [
                {
                  label: t.last,
                  value: (
                    <>
                      <Time value={last.at} /> · {last.is_good ? t.wentWell : t.failed}
                    </>
                  ),
                },
              ]),
          ...(next_at === null ? [] : [{ label: t.next, value: <Time value={next_at} /> }]),
        ]}
      />
      {backups.length === 0 ? (
        <EmptyState icon={Archive} title={t.noBackups}>
          {t.noBackupsLead}
        </EmptyState>
      ) : (
        <Table label={t.backupsTitle} columns={columns} rows={backups} rowKey={nameOf} />
      )}
      <Section title={t.restore}>
        <p className={styles.text}>{t.restoreLead}</p>
      </Section>
    </div>
  )
}

const nameOf = ({ name }: Backup) => name

function useColumns(): readonly Column<Backup>[] {
  const t = useTexts(operationTexts)
  const word = useWords(backupStates)
  const { bytes } = useFormat()
  return useMemo(
    () => [
      {
        key: 'file',
        label: t.file,
        cell: ({ name }) => (
          <Named>
            <code>{name}</code>
          </Named>
        ),
      },
      {
        key: 'state',
        label: t.state,
        isNarrow: true,
        cell: ({ state }) =>
          state === 'good' ? (
            <StatusPill colour="green" icon={CircleCheck} label={word(state)} />
          ) : (
            <StatusPill colour="red" icon={CircleX} label={word(state)} />
          ),
      },
      { key: 'size', label: t.size, align: 'end', isNarrow: true, cell: (backup) => bytes(backup.bytes) },
      {
        key: 'made',
        label: t.made,
        isNarrow: true,
        cell: ({ created_at }) => <Time value={created_at} kind="dateTime" />,
      },
    ],
    [t, word, bytes],
  )
}
