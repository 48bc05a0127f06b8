import type { Webhook, WebhookDelivery } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleX, Clock } from 'lucide-react'
import { useMemo } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { deliveriesQuery } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useErrorWords, useWords } from '../../words/use-words.ts'
import { deliveryStates, webhookEvents } from '../../words/webhooks.ts'
import styles from './teams.module.css'
import { teamsTexts } from './teams.texts.ts'

const idOf = ({ id }: WebhookDelivery) => id

/** What was sent to an address, and what became of it. */
export function Deliveries({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useTexts(teamsTexts)
  const deliveries = useQuery(deliveriesQuery(webhook.team_id, webhook.id))
  const columns = useColumns()
  return (
    <Dialog isOpen onClose={onClose} title={t.deliveries} lead={webhook.url} size="wide">
      <Loaded query={deliveries} empty={<EmptyState title={t.noDeliveries} />}>
        {(all) => (
          <Table
            label={t.deliveries}
            columns={columns}
            rows={all}
            rowKey={idOf}
            density="compact"
            rowActions={({ id, state }) => (state === 'failed' ? <Again webhook={webhook} deliveryId={id} /> : null)}
          />
        )}
      </Loaded>
    </Dialog>
  )
}

function Again({ webhook: { id, team_id }, deliveryId }: { webhook: Webhook; deliveryId: string }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const queryClient = useQueryClient()
  const retry = useMutation({
    mutationFn: () =>
      call(contract.webhooks.retryWebhookDelivery, {
        params: { team_id, webhook_id: id, delivery_id: deliveryId },
      }),
    onError: (failure) => toasts.bad(say(failure).message),
    onSuccess: () => queryClient.invalidateQueries(deliveriesQuery(team_id, id)),
  })
  return (
    <Button size="small" isPending={retry.isPending} onPress={() => retry.mutate()}>
      {t.again}
    </Button>
  )
}

const looks = {
  waiting: { colour: 'grey', icon: Clock },
  delivered: { colour: 'green', icon: CircleCheck },
  failed: { colour: 'red', icon: CircleX },
} as const

function useColumns(): readonly Column<WebhookDelivery>[] {
  const t = useTexts(teamsTexts)
  const eventWord = useWords(webhookEvents)
  const stateWord = useWords(deliveryStates)
  const sayNote = useNotes()
  return useMemo(
    () => [
      {
        key: 'event',
        label: t.event,
        cell: ({ event, last_error, last_error_note }) => (
          <Named note={last_error === null ? undefined : sayNote(last_error, last_error_note)}>
            {event === 'test' ? t.trial : eventWord(event)}
          </Named>
        ),
      },
      {
        key: 'state',
        label: t.state,
        isNarrow: true,
        cell: ({ state }) => <StatusPill {...looks[state]} label={stateWord(state)} />,
      },
      {
        key: 'answer',
        label: t.answer,
        isNarrow: true,
        cell: ({ last_status, attempts }) => (
          <>
            {last_status}
            <span className={styles.soft}>{t.attempts(attempts)}</span>
          </>
        ),
      },
      { key: 'when', label: t.when, isNarrow: true, cell: ({ created_at }) => <Time value={created_at} /> },
    ],
    [t, eventWord, stateWord, sayNote],
  )
}
