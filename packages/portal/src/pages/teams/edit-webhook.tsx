import type { NewWebhook, Webhook, WebhookEvent } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contract, words } from 'virtual:contract'
import { call } from '../../call.ts'
import { Button } from '../../parts/button.tsx'
import { Checkbox } from '../../parts/checkbox.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { FieldSet } from '../../parts/field-set.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { webhooksQuery } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { webhookEvents } from '../../words/webhooks.ts'
import { useWords } from '../../words/use-words.ts'
import { teamsTexts } from './teams.texts.ts'

/** Every change that a webhook can be told of. */
export const allEvents: readonly WebhookEvent[] = words.webhookEvents

interface EditWebhookProps {
  teamId: string
  /** Without it a new one is made. */
  webhook?: Webhook
  onClose: () => void
  onMade: (webhook: NewWebhook) => void
}

/** Where changes are told, and which. */
export function EditWebhook({ teamId, webhook, onClose, onMade }: EditWebhookProps) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const eventWord = useWords(webhookEvents)
  const queryClient = useQueryClient()
  const [url, setUrl] = useState(webhook?.url ?? 'https://')
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? allEvents)
  const save = useMutation({
    async mutationFn(): Promise<NewWebhook | undefined> {
      const body = { url, events: [...events] }
      if (!webhook) return call(contract.webhooks.createWebhook, { params: { team_id: teamId }, body })
      await call(contract.webhooks.updateWebhook, { params: { team_id: teamId, webhook_id: webhook.id }, body })
      return undefined
    },
    async onSuccess(made) {
      await queryClient.invalidateQueries(webhooksQuery(teamId))
      if (made) return onMade(made)
      toasts.good(t.switched)
      onClose()
    },
  })
  const toggle = (event: WebhookEvent, isThere: boolean) =>
    setEvents(allEvents.filter((each) => (each === event ? isThere : events.includes(each))))
  return (
    <Dialog isOpen onClose={onClose} title={webhook ? t.edit : t.newWebhook} size="wide">
      <Form onSubmit={() => save.mutate()} error={save.error}>
        <TextField
          label={t.url}
          hint={t.urlHint}
          pointer="/url"
          type="url"
          isCode
          autoFocus
          autoComplete="off"
          value={url}
          onChange={setUrl}
        />
        <FieldSet label={t.events} pointer="/events" isInColumns>
          {allEvents.map((event) => (
            <Checkbox
              key={event}
              label={eventWord(event)}
              isChecked={events.includes(event)}
              onChange={(isThere) => toggle(event, isThere)}
            />
          ))}
        </FieldSet>
        <FormActions>
          <Button type="submit" kind="primary" isPending={save.isPending}>
            {t.save}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
