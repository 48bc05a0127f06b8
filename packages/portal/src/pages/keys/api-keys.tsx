import type { ApiKey, NewApiKey } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleSlash, Clock, MoreHorizontal, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import { Named } from '../../parts/named.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { apiKeysQuery } from '../../queries/keys.ts'
import { useTexts } from '../../texts.ts'
import { scopes as scopeWords } from '../../words/keys.ts'
import { useWords } from '../../words/use-words.ts'
import { stateOf } from './api-key-state.ts'
import { KeptKey } from './kept-key.tsx'
import styles from './keys.module.css'
import { keysTexts } from './keys.texts.ts'
import { NewApiKeyDialog } from './new-api-key.tsx'
import { RenameApiKey } from './rename-api-key.tsx'
import { RevokeApiKey } from './revoke-api-key.tsx'
import { RotateApiKey } from './rotate-api-key.tsx'

type Act = { name: 'make' } | { name: 'rename' | 'rotate' | 'revoke'; key: ApiKey }

/** The keys that call the API for an account. */
export function ApiKeys() {
  const t = useTexts(keysTexts)
  const keys = useQuery(apiKeysQuery)
  const [act, setAct] = useState<Act>()
  const [made, setMade] = useState<NewApiKey>()
  const columns = useColumns()
  const end = () => setAct(undefined)
  const show = (key: NewApiKey) => {
    end()
    setMade(key)
  }
  const make = (
    <Button kind="primary" icon={Plus} onPress={() => setAct({ name: 'make' })}>
      {t.newApiKey}
    </Button>
  )
  const table = (label: string, rows: readonly ApiKey[]) => (
    <Table
      label={label}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowActions={(key) =>
        stateOf(key).isOver ? null : (
          <Menu label={t.actionsOf(key.name)} trigger={<MoreHorizontal size={20} strokeWidth={1.5} aria-hidden />}>
            <MenuItem onAction={() => setAct({ name: 'rename', key })}>{t.rename}</MenuItem>
            {key.trusted_publisher_id === null && (
              <MenuItem onAction={() => setAct({ name: 'rotate', key })}>{t.rotate}</MenuItem>
            )}
            <MenuItem kind="danger" onAction={() => setAct({ name: 'revoke', key })}>
              {t.revoke}
            </MenuItem>
          </Menu>
        )
      }
    />
  )
  return (
    <Section title={t.apiKeys} actions={keys.data?.length ? make : undefined}>
      <Loaded
        query={keys}
        skeleton={<Skeleton kind="table" count={4} />}
        empty={
          <EmptyState title={t.noApiKeys} actions={make}>
            {t.noApiKeysLead}
          </EmptyState>
        }
      >
        {(all) => {
          const ended = all.filter((key) => stateOf(key).isOver)
          const working = all.filter((key) => !stateOf(key).isOver)
          return (
            <div className={styles.stack}>
              {working.length > 0 && table(t.apiKeys, working)}
              {ended.length > 0 && (
                <details className={styles.ended}>
                  <summary>{t.endedKeys(ended.length)}</summary>
                  {table(t.endedKeys(ended.length), ended)}
                </details>
              )}
            </div>
          )
        }}
      </Loaded>
      {act?.name === 'make' && <NewApiKeyDialog onClose={end} onMade={show} />}
      {act?.name === 'rename' && <RenameApiKey apiKey={act.key} onClose={end} />}
      {act?.name === 'rotate' && <RotateApiKey apiKey={act.key} onClose={end} onMade={show} />}
      {act?.name === 'revoke' && <RevokeApiKey apiKey={act.key} onClose={end} />}
      {made && <KeptKey apiKey={made} onClose={() => setMade(undefined)} />}
    </Section>
  )
}

const looks = {
  inUse: { colour: 'green', icon: CircleCheck },
  endsSoon: { colour: 'amber', icon: Clock },
  ended: { colour: 'grey', icon: CircleSlash },
  revoked: { colour: 'red', icon: CircleSlash },
} as const

function useColumns(): readonly Column<ApiKey>[] {
  const t = useTexts(keysTexts)
  const scopeWord = useWords(scopeWords)
  return useMemo(
    () => [
      {
        key: 'name',
        label: t.name,
        cell: ({ name, hint, trusted_publisher_id }) => (
          <Named
            note={
              <>
                <code>{hint}</code>
                {trusted_publisher_id !== null && ` · ${t.ofCi}`}
              </>
            }
          >
            {name}
          </Named>
        ),
      },
      {
        key: 'scopes',
        label: t.scopes,
        cell: ({ scopes, app_ids }) => (
          <>
            <ul className={styles.rights}>
              {scopes.map((scope) => (
                <li key={scope}>{scopeWord(scope)}</li>
              ))}
            </ul>
            <span className={styles.soft}>{app_ids === null ? t.allApps : app_ids.join(', ')}</span>
          </>
        ),
      },
      {
        key: 'state',
        label: t.state,
        isNarrow: true,
        cell: (key) => {
          const { name } = stateOf(key)
          return <StatusPill {...looks[name]} label={t[name]} />
        },
      },
      {
        key: 'used',
        label: t.lastUsed,
        isNarrow: true,
        cell: ({ last_used_at }) => (last_used_at === null ? t.neverUsed : <Time value={last_used_at} />),
      },
      {
        key: 'ends',
        label: t.ends,
        isNarrow: true,
        cell: ({ expires_at }) => <Time value={expires_at} kind="date" />,
      },
    ],
    [t, scopeWord],
  )
}
