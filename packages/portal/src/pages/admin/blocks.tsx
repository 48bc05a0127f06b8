import type { Block } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Ban } from 'lucide-react'
import { useMemo, useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Named } from '../../parts/named.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { adminKey, blocksQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { blockKinds as kindWords } from '../../words/safety.ts'
import { useWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { blockKinds } from './choices.ts'
import { FilterSelect } from './filter-select.tsx'
import { ListFrame } from './list-frame.tsx'
import { moreTexts } from './more.texts.ts'
import { NewBlock } from './new-block.tsx'

const route = getRouteApi('/console/admin/admin/blocks')
const idOf = ({ id }: Block) => id

/** What this portal refuses whoever sends it. */
export function Blocks() {
  const t = useTexts(moreTexts)
  const word = useWords(kindWords)
  const { kind, cursor } = route.useSearch()
  const navigate = route.useNavigate()
  const blocks = useQuery(blocksQuery({ kind, cursor }))
  const columns = useColumns()
  const [isAdding, setIsAdding] = useState(false)
  const [going, setGoing] = useState<Block>()
  return (
    <>
      <ListFrame
        title={t.blocksTitle}
        lead={t.blocksLead}
        actions={
          <Button kind="primary" icon={Ban} onPress={() => setIsAdding(true)}>
            {t.newBlock}
          </Button>
        }
        filters={
          <FilterSelect
            label={t.kind}
            value={kind}
            options={blockKinds}
            word={word}
            onChange={(chosen) => void navigate({ search: { kind: chosen } })}
          />
        }
        onClear={kind === undefined ? undefined : () => void navigate({ search: {} })}
        query={blocks}
        rowsOf={(page) => page.blocks}
        empty={t.noBlocks}
        emptyLead={t.noBlocksLead}
        cursor={cursor}
        onPage={(to) => void navigate({ search: { kind, cursor: to } })}
        columns={columns}
        rowKey={idOf}
        rowActions={(block) => (
          <Button size="small" onPress={() => setGoing(block)}>
            {t.takeBack}
          </Button>
        )}
      />
      {isAdding && <NewBlock onClose={() => setIsAdding(false)} />}
      {going && <TakeBack block={going} onClose={() => setGoing(undefined)} />}
    </>
  )
}

function TakeBack({ block: { id, value }, onClose }: { block: Block; onClose: () => void }) {
  const t = useTexts(moreTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => callConfirmed(contract.safety.removeBlock, { params: { block_id: id } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: adminKey })
      toasts.good(t.tookBack)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.takeBackTitle}
      act={t.takeBack}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p>{t.takeBackLead}</p>
      <code className={styles.value}>{value}</code>
    </ConfirmDialog>
  )
}

function useColumns(): readonly Column<Block>[] {
  const t = useTexts(moreTexts)
  const word = useWords(kindWords)
  return useMemo(
    () => [
      {
        key: 'value',
        label: t.hash,
        cell: ({ value, kind }) => <Named note={<code>{value}</code>}>{word(kind)}</Named>,
      },
      {
        key: 'why',
        label: t.forOperators,
        cell: ({ reason, public_reason }) => (
          <>
            {public_reason}
            {reason !== public_reason && <span className={styles.soft}>{reason}</span>}
          </>
        ),
      },
      {
        key: 'since',
        label: t.since,
        isNarrow: true,
        cell: ({ created_at }) => <Time value={created_at} kind="date" />,
      },
    ],
    [t, word],
  )
}
