import type { NewWebhook, Webhook } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleSlash, MoreHorizontal, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
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
import { useToasts } from '../../parts/toast.tsx'
import { webhooksQuery } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { Deliveries } from './deliveries.tsx'
import styles from './teams.module.css'
import { teamsTexts } from './teams.texts.ts'
import { EditWebhook, allEvents } from './edit-webhook.tsx'

type Act = { name: 'add' } | { name: 'edit' | 'delete' | 'deliveries'; webhook: Webhook }
const idOf = ({ id }: Webhook) => id

/** The addresses that are told of changes of a team's versions. */
export function Webhooks({ teamId }: { teamId: string }) {
  const t = useTexts(teamsTexts)
  const webhooks = useQuery(webhooksQuery(teamId))
  const [act, setAct] = useState<Act>()
  const [made, setMade] = useState<NewWebhook>()
  const columns = useColumns()
  const end = () => setAct(undefined)
  const add = (
    <Button kind="primary" icon={Plus} onPress={() => setAct({ name: 'add' })}>
      {t.newWebhook}
    </Button>
  )
  return (
    <Section title={t.webhooks} lead={t.webhooksLead} actions={webhooks.data?.length ? add : undefined}>
      <Loaded
        query={webhooks}
        skeleton={<Skeleton kind="table" count={2} />}
        empty={
          <EmptyState title={t.noWebhooks} actions={add}>
            {t.noWebhooksLead}
          </EmptyState>
        }
      >
        {(all) => (
          <Table
            label={t.webhooks}
            columns={columns}
            rows={all}
            rowKey={idOf}
            rowActions={(webhook) => <Actions webhook={webhook} onAct={(name) => setAct({ name, webhook })} />}
          />
        )}
      </Loaded>
      {act?.name === 'add' && (
        <EditWebhook
          teamId={teamId}
          onClose={end}
          onMade={(webhook) => {
            end()
            setMade(webhook)
          }}
        />
      )}
      {act?.name === 'edit' && <EditWebhook teamId={teamId} webhook={act.webhook} onClose={end} onMade={end} />}
      {act?.name === 'delete' && <DeleteWebhook webhook={act.webhook} onClose={end} />}
      {act?.name === 'deliveries' && <Deliveries webhook={act.webhook} onClose={end} />}
      {made && <KeptSecret webhook={made} onClose={() => setMade(undefined)} />}
    </Section>
  )
}

function Actions({ webhook, onAct }: { webhook: Webhook; onAct: (name: 'edit' | 'delete' | 'deliveries') => void }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const queryClient = useQueryClient()
  const params = { team_id: webhook.team_id, webhook_id: webhook.id }
  const isOff = webhook.disabled_at !== null
  const onError = (failure: unknown) => toasts.bad(say(failure).message)
  const turn = useMutation({
    mutationFn: () => call(contract.webhooks.updateWebhook, { params, body: { is_enabled: isOff } }),
    onError,
    async onSuccess() {
      toasts.good(t.switched)
      await queryClient.invalidateQueries(webhooksQuery(webhook.team_id))
    },
  })
  const test = useMutation({
    mutationFn: () => call(contract.webhooks.testWebhook, { params }),
    onError,
    onSuccess: () => toasts.info(t.testSent),
  })
  return (
    <Menu label={t.actionsOf(webhook.url)} trigger={<MoreHorizontal size={20} strokeWidth={1.5} aria-hidden />}>
      <MenuItem onAction={() => onAct('deliveries')}>{t.deliveries}</MenuItem>
      <MenuItem onAction={() => test.mutate()}>{t.test}</MenuItem>
      <MenuItem onAction={() => onAct('edit')}>{t.edit}</MenuItem>
      <MenuItem onAction={() => turn.mutate()}>{isOff ? t.enable : t.disable}</MenuItem>
      <MenuItem kind="danger" onAction={() => onAct('delete')}>
        {t.delete}
      </MenuItem>
    </Menu>
  )
}

function DeleteWebhook({ webhook: { id, team_id, url }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => call(contract.webhooks.deleteWebhook, { params: { team_id, webhook_id: id } }),
    async onSuccess() {
      await queryClient.invalidateQueries(webhooksQuery(team_id))
      toasts.good(t.deleted)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.deleteWebhookTitle}
      act={t.delete}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p>{t.deleteWebhookLead}</p>
      <code className={styles.soft}>{url}</code>
    </ConfirmDialog>
  )
}

/** The secret, this once. Only its button closes it: a slip of the hand would lose it. */
function KeptSecret({ webhook, onClose }: { webhook: NewWebhook; onClose: () => void }) {
  const t = useTexts(teamsTexts)
  return (
    <Dialog
      isOpen
      isDismissable={false}
      onClose={onClose}
      title={t.secret}
      lead={t.secretLead}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t.kept}
        </Button>
      }
    >
      <CopyField label={t.secret} value={webhook.secret} />
    </Dialog>
  )
}

function useColumns(): readonly Column<Webhook>[] {
  const t = useTexts(teamsTexts)
  return useMemo(
    () => [
      {
        key: 'url',
        label: t.url,
        cell: ({ url, events }) => (
          <Named note={events.length === allEvents.length ? t.allEvents : t.eventCount(events.length)}>
            <code>{url}</code>
          </Named>
        ),
      },
      {
        key: 'state',
        label: t.state,
        isNarrow: true,
        cell: ({ disabled_at }) =>
          disabled_at === null ? (
            <StatusPill colour="green" icon={CircleCheck} label={t.isOn} />
          ) : (
            <StatusPill colour="grey" icon={CircleSlash} label={t.isOff} />
          ),
      },
      {
        key: 'since',
        label: t.since,
        isNarrow: true,
        cell: ({ created_at }) => <Time value={created_at} kind="date" />,
      },
    ],
    [t],
  )
}
