import type { PortalSetting } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Badge } from '../../parts/badge.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { settingsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { settingSources } from '../../words/operation.ts'
import { useSettingWords, useWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { operationTexts } from './operation.texts.ts'

/** What the portal runs with, and where each setting comes from. */
export function Settings() {
  const t = useTexts(operationTexts)
  const settings = useQuery(settingsQuery)
  const columns = useColumns()
  useTitle(t.settingsTitle)
  return (
    <>
      <PageHeader title={t.settingsTitle} lead={t.settingsLead} />
      <div className={styles.stack}>
        <Loaded query={settings} skeleton={<Skeleton kind="table" count={12} />}>
          {(found) => <Table label={t.settingsTitle} columns={columns} rows={found} rowKey={nameOf} />}
        </Loaded>
      </div>
    </>
  )
}

const nameOf = ({ name }: PortalSetting) => name

function useColumns(): readonly Column<PortalSetting>[] {
  const t = useTexts(operationTexts)
  const say = useSettingWords()
  const sourceWord = useWords(settingSources)
  return useMemo(
    () => [
      {
        key: 'setting',
        label: t.setting,
        cell(setting) {
          const { description } = say(setting)
          return (
            <Named note={<span lang={description.lang}>{description.text}</span>}>
              <code>{setting.name}</code>
            </Named>
          )
        },
      },
      {
        key: 'value',
        label: t.value,
        cell: ({ value, is_secret, source, standard }) => (
          <>
            {value === null ? (
              <span className={styles.soft}>{is_secret && source !== 'default' ? t.secret : t.notSet}</span>
            ) : (
              <code className={styles.value}>{value}</code>
            )}
            {standard !== null && standard !== '' && standard !== value && (
              <span className={styles.soft}>{t.standard(standard)}</span>
            )}
          </>
        ),
      },
      {
        key: 'source',
        label: t.source,
        isNarrow: true,
        cell: ({ source }) => <Badge kind={source === 'default' ? 'plain' : 'accent'}>{sourceWord(source)}</Badge>,
      },
    ],
    [t, say, sourceWord],
  )
}
