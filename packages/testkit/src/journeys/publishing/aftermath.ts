import { setTimeout as wait } from 'node:timers/promises'
import { sessions, versions, webhookEvents } from '@mosis/api'
import type { AuditEvent } from '@mosis/api'
import { must } from '../../steps.ts'
import { isGenuine } from '../../webhook-receiver.ts'
import { appId } from './stage.ts'
import type { Stage } from './stage.ts'

const versionEvents = new Set<string>(webhookEvents)

/** What is left when all is done: the audit log, what the webhook heard, and what was refused. */
export async function lookBack({ step, admin, dana, receiver, refused }: Stage, secret: string): Promise<void> {
  const events = await step('Every state was reached', async () => {
    const events = await readVersionEvents(admin)
    const reached = new Set(events.map(({ to }) => to))
    const missing = versions.versionStates.filter((state) => !reached.has(state))
    must(missing.length === 0, `every state was reached: ${missing.join(', ')} not`)
    return {
      proved: `${versions.versionStates.length} states in ${events.length} changes, each in the audit log`,
      value: events,
    }
  })

  await step('The webhook heard of all of it', async () => {
    const { versions: own } = await dana.call(versions.listVersions, {
      params: { app_id: appId },
      query: { limit: 100 },
    })
    const ids = new Set(own.map(({ id }) => id))
    const isTold = ({ subject, from, to }: AuditEvent) =>
      ids.has(subject.id) && from !== to && versionEvents.has(`version.${to}`)
    const isHeard = ({ subject, to }: AuditEvent) =>
      receiver.messages.some(({ body }) => body.includes(subject.id) && body.includes(`"type":"version.${to}"`))
    const wanted = events.filter(isTold)
    const end = performance.now() + 20_000
    while (!wanted.every(isHeard) && performance.now() < end) await wait(50)
    const missing = wanted.filter((event) => !isHeard(event)).map(({ action, subject }) => `${action} of ${subject.id}`)
    must(missing.length === 0, `every change was told: ${missing.join(', ')} not`)
    must(
      receiver.messages.every((message) => isGenuine(secret, message)),
      'each is signed',
    )
    return { proved: `${receiver.messages.length} messages, each signed`, value: undefined }
  })

  await step('Everything that may not be was tried', async () => {
    return { proved: `${refused.size} kinds of refusal: ${[...refused].toSorted().join(', ')}`, value: undefined }
  })
}

async function readVersionEvents(admin: Stage['admin']): Promise<AuditEvent[]> {
  const events: AuditEvent[] = []
  let cursor: string | undefined
  do {
    const page = await admin(sessions.listAudit, { query: { limit: 100, ...(cursor !== undefined && { cursor }) } })
    events.push(...page.events.filter(({ subject }) => subject.type === 'version'))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return events
}
