import type { AuditEvent } from '@mosis/api'
import { listOwnAudit } from '../../accounts/audit-log.ts'
import type { Deps } from '../../deps.ts'
import { fieldOf } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { renderTime } from '../serve.ts'
import type { ServePage } from '../serve.ts'
import { renderMore, renderSubPage } from './account/rows.ts'

/** What was done by and to the account, the newest first. */
export function activityPage(serve: ServePage, { db }: Deps): void {
  serve('GET', path, 'signed-in', async ({ call, query }) => {
    const cursor = fieldOf(query, 'cursor')
    const { events, next_cursor } = await listOwnAudit(db, call, { limit: 50, ...(cursor !== '' && { cursor }) })
    const main = html`<p>
        Every sign-in, and every change of keys, teams and apps that you made or that was made to your account.
      </p>
      ${
        events.length === 0
          ? html`<p class="empty">Nothing has happened yet.</p>`
          : html`<ol class="rows">
              ${events.map((event) => renderEvent(event, call.accountId))}
            </ol>`
      }
      ${renderMore(path, next_cursor)}`
    return { title, main: renderSubPage(title, main) }
  })
}

const path = '/auth/activity'
const title = 'Activity'

function renderEvent(
  { at, actor, subject, words, from, to, reason, address }: AuditEvent,
  accountId: string | null,
): Html {
  const by = actor === null ? 'by the portal' : actor.id === accountId ? undefined : `by ${actor.name}`
  const facts = [
    // An app's id is its name; the other ids say nothing to a person.
    subject.type === 'app' ? subject.id : undefined,
    from !== null && to !== null ? `${from} → ${to}` : undefined,
    reason ?? undefined,
    by,
    address === null ? undefined : `from ${address}`,
  ].filter((fact) => fact !== undefined)
  return html`<li class="row short">
    <div>
      <p class="name">${words}</p>
      <p class="soft">${renderTime(at)}${facts.length === 0 ? '' : ` · ${facts.join(' · ')}`}</p>
    </div>
  </li>`
}
