import type { ThreadMessage, Version } from '@mosis/api'
import { askFor } from '../ask.ts'
import { command } from '../command.ts'
import type { Io } from '../io.ts'
import { count, printable, wrap } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'
import type { Portal } from '../portal.ts'
import { describeReasons, describeState, describeWaiting, nameOf } from '../standing.ts'
import { inState, requireVersion, versionCodeOption } from '../versions-at-portal.ts'
import { requireAppId } from './status.ts'

const appArgument = { summary: 'the id of an app (default: the app of this folder)', optional: true } as const

export const reviewThread = command({
  name: 'review thread',
  summary: 'Read what you and the reviewers wrote, or write to them',
  about: 'Without --version-code it is the newest version that was reviewed.',
  group: 'Publish',
  arguments: { app: appArgument },
  options: {
    message: { value: 'TEXT', summary: 'what you want to say to the reviewers' },
    versionCode: versionCodeOption,
    portal: portalOption,
  },
  examples: [
    ['mosis review thread', 'the thread of the app of this folder'],
    ['mosis review thread com.example.clock --message "The camera reads QR codes"', 'writes, then shows it'],
  ],
  async run({ app, message, versionCode, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { reviews } = await import('@mosis/api')
    const version = await requireVersion(portal, app_id, {
      versionCode,
      fits: isReviewed,
      what: 'version that was reviewed',
    })
    const params = { app_id, version_id: version.id }
    if (message !== undefined) await portal.call(reviews.writeToThread, { params, body: { text: message } })
    const messages = await listMessages(portal, params)
    return { data: { portal: portal.url, version, messages }, text: describeThread(io, version, messages) }
  },
})

export const reviewAppeal = command({
  name: 'review appeal',
  summary: 'Appeal against a rejection: another reviewer decides',
  about: 'Once for each version. Say what the reviewer missed; a correction needs no appeal, but a new version.',
  group: 'Publish',
  arguments: { app: appArgument },
  options: {
    message: { value: 'TEXT', summary: 'why the decision should be another one' },
    versionCode: { ...versionCodeOption, default: 'the newest rejected version' },
    portal: portalOption,
  },
  examples: [['mosis review appeal --message "The icon is our own: see the licence in assets/"', 'once']],
  async run({ app, message, versionCode, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const { text } = await askFor(io, {
      text: {
        name: 'message',
        given: message,
        ask: (prompter) => prompter.text({ message: 'Why should the decision be another one?' }),
      },
    })
    const portal = await openPortal(io, given, { appId: app_id })
    const { reviews } = await import('@mosis/api')
    const { id } = await requireVersion(portal, app_id, {
      versionCode,
      fits: inState('rejected'),
      what: 'rejected version',
    })
    const version = await portal.call(reviews.appealVersion, { params: { app_id, version_id: id }, body: { text } })
    const waiting = describeWaiting(version, io)
    const lines = [
      `${io.color.green('Appealed')} for ${io.color.bold(app_id)} ${nameOf(version)}: another reviewer decides`,
      ...(waiting === undefined ? [] : [`  ${waiting}`]),
      `Look again: ${io.color.cyan(`mosis status ${app_id}`)}`,
    ]
    return { data: { portal: portal.url, version }, text: lines.join('\n') }
  },
})

const isReviewed = ({ review }: Version) => review !== null

async function listMessages(
  { call }: Portal,
  params: { app_id: string; version_id: string },
): Promise<ThreadMessage[]> {
  const { reviews } = await import('@mosis/api')
  const messages: ThreadMessage[] = []
  let cursor: string | undefined
  do {
    const page = await call(reviews.listThread, { params, query: { limit: 100, cursor } })
    messages.push(...page.messages)
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return messages
}

function describeThread(io: Io, version: Version, messages: readonly ThreadMessage[]): string {
  const { color, columns } = io
  const waiting = describeWaiting(version, io)
  const head = `${color.bold(version.app_id)} ${nameOf(version)}  ${describeState(version, io)}`
  const lines = [head, ...(waiting === undefined ? [] : [waiting]), ...describeReasons(version, io)]
  if (messages.length === 0) {
    lines.push('', `Nobody wrote anything. Write to the reviewers: ${color.cyan('mosis review thread --message TEXT')}`)
  }
  for (const { from, author, text, created_at } of messages) {
    const who = from === 'team' ? color.bold(printable(author ?? 'your team')) : color.cyan('the reviewer')
    const when = color.dim(created_at.slice(0, 16).replace('T', ' '))
    lines.push('', `${when}  ${who}`, wrap(printable(text), columns, '  '))
  }
  if (messages.length > 0) lines.push('', color.dim(count(messages.length, 'message')))
  return lines.join('\n')
}
