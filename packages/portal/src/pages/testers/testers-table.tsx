import type { Tester } from '@mosis/api'
import { CircleCheck, Mail, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useFormat } from '../../format.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { testerStates } from '../../words/apps.ts'
import { useWords } from '../../words/use-words.ts'
import { RemoveTester } from './remove-tester.tsx'
import { testersTexts } from './testers.texts.ts'
import styles from './testers.module.css'

interface TestersTableProps {
  appId: string
  testers: readonly Tester[]
}

/** Devices that test, and invitations that nobody took yet. */
export function TestersTable({ appId, testers }: TestersTableProps) {
  const t = useTexts(testersTexts)
  const columns = useColumns()
  const [leaving, setLeaving] = useState<Tester>()
  return (
    <>
      <Table
        label={t.title}
        columns={columns}
        rows={testers}
        rowKey={({ id }) => id}
        rowActions={(tester) => (
          <IconButton
            icon={Trash2}
            kind="danger"
            size="small"
            label={t.remove(tester.email ?? t.someTester)}
            onPress={() => setLeaving(tester)}
          />
        )}
      />
      {leaving && <RemoveTester appId={appId} tester={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  )
}

function useColumns(): readonly Column<Tester>[] {
  const t = useTexts(testersTexts)
  const say = useWords(testerStates)
  const { ago } = useFormat()
  return useMemo(
    () => [
      {
        key: 'who',
        label: t.who,
        cell: ({ email }) => email ?? <span className={styles.soft}>{t.byLink}</span>,
      },
      {
        key: 'state',
        label: t.state,
        cell: ({ state, expires_at }) => (
          <span className={styles.state}>
            <StatusPill
              colour={state === 'joined' ? 'green' : 'blue'}
              icon={state === 'joined' ? CircleCheck : Mail}
              label={say(state)}
            />
            {state === 'invited' && expires_at !== null && (
              <span className={styles.soft}>{t.ends(ago(expires_at))}</span>
            )}
          </span>
        ),
      },
      {
        key: 'invited',
        label: t.invitedAt,
        cell: ({ email, created_at }) => (email === null ? t.never : <Time value={created_at} kind="date" />),
      },
      {
        key: 'joined',
        label: t.joinedAt,
        cell: ({ joined_at }) => (joined_at === null ? t.never : <Time value={joined_at} />),
      },
    ],
    [t, say, ago],
  )
}
