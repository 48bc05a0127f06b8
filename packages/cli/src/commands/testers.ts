import type { Tester, TesterLink } from '@mosis/api'
import { requireConsent, yesOption } from '../agree.ts'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { count, printable, table } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'
import type { Portal } from '../portal.ts'
import { requireAppId } from './status.ts'

const appArgument = { summary: 'the id of an app (default: the app of this folder)', optional: true } as const

export const testersList = command({
  name: 'testers list',
  summary: 'List the testers of an app, open invitations and links',
  group: 'Publish',
  arguments: { app: appArgument },
  options: { portal: portalOption },
  examples: [['mosis testers list', 'who is offered the versions on the track beta']],
  async run({ app, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { testers: contract } = await import('@mosis/api')
    const testers = await listTesters(portal, app_id)
    const { links } = await portal.call(contract.listTesterLinks, { params: { app_id } })
    const joined = testers.filter(({ state }) => state === 'joined').length
    const invite = io.color.cyan(`mosis testers invite EMAIL ${app_id}`)
    const lines = [`${count(joined, 'tester')} of ${io.color.bold(app_id)}`]
    const rows = [...testers.map((tester) => testerCells(io, tester)), ...links.map((link) => linkCells(io, link))]
    lines.push(rows.length > 0 ? table(rows, '  ') : `Invite somebody: ${invite}, or make a link: mosis testers link`)
    return { data: { portal: portal.url, app_id, testers, links }, text: lines.join('\n') }
  },
})

export const testersInvite = command({
  name: 'testers invite',
  summary: 'Mail somebody a link that makes one device a tester',
  group: 'Publish',
  arguments: { email: { summary: 'their e-mail address' }, app: appArgument },
  options: { portal: portalOption },
  examples: [['mosis testers invite ada@example.com com.example.clock', 'one device, once']],
  async run({ email, app, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { testers } = await import('@mosis/api')
    const tester = await portal.call(testers.inviteTester, { params: { app_id }, body: { email } })
    const until = tester.expires_at === null ? '' : `; the invitation ends ${tester.expires_at.slice(0, 10)}`
    const text = `${io.color.green('Invited')} ${printable(tester.email ?? email)} to test ${io.color.bold(app_id)}${until}`
    return { data: { portal: portal.url, app_id, tester }, text }
  },
})

export const testersLink = command({
  name: 'testers link',
  summary: 'Make a link by which several people may join',
  group: 'Publish',
  arguments: { app: appArgument },
  options: {
    max: { value: 'NUMBER', summary: 'how many may join by it', default: '50' },
    days: { value: 'DAYS', summary: 'how long it works', default: '14' },
    portal: portalOption,
  },
  examples: [['mosis testers link --max 20 --days 7', 'for a chat room; it is shown this once']],
  async run({ app, max, days, portal: given }, io) {
    const body = { max_testers: readNumber(max, '--max'), expires_in_days: readNumber(days, '--days') }
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { testers } = await import('@mosis/api')
    const link = await portal.call(testers.createTesterLink, { params: { app_id }, body })
    const text = [
      link.url,
      `  ${count(link.max_testers, 'device')} may join ${io.color.bold(app_id)} by it until ${link.expires_at.slice(0, 10)}. It is shown this once.`,
      `  On a device: ${io.color.cyan('mosis device join-beta LINK')}`,
    ]
    return { data: { portal: portal.url, app_id, link }, text: text.join('\n') }
  },
})

export const testersRemove = command({
  name: 'testers remove',
  summary: 'Take a tester out, or an invitation or a link back',
  about: 'A device keeps what it has and gets no further beta. Who joined by a link that is taken back stays a tester.',
  group: 'Publish',
  arguments: { who: { summary: 'an id, as mosis testers list shows it, or an e-mail address' }, app: appArgument },
  options: { yes: yesOption, portal: portalOption },
  examples: [['mosis testers remove ada@example.com com.example.clock --yes', 'no further beta for that device']],
  async run({ who, app, yes, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { testers } = await import('@mosis/api')
    const isLink = who.startsWith('tsl_')
    const id = who.includes('@') ? await findTester(portal, app_id, who) : who
    const what = isLink ? `the link ${who}` : who
    await requireConsent(io, yes, `${isLink ? 'Take back' : 'Remove'} ${printable(what)} of the testers of ${app_id}?`)
    if (isLink) await portal.call(testers.revokeTesterLink, { params: { app_id, link_id: id } })
    else await portal.call(testers.removeTester, { params: { app_id, tester_id: id } })
    const text = isLink
      ? `${io.color.green('Taken back')} ${what}; who joined ${io.color.bold(app_id)} by it stays a tester`
      : `${io.color.green('Removed')} ${printable(what)} from the testers of ${io.color.bold(app_id)}`
    return { data: { portal: portal.url, app_id, id }, text }
  },
})

/** Every tester and open invitation of an app. */
export async function listTesters({ call }: Portal, app_id: string): Promise<Tester[]> {
  const { testers } = await import('@mosis/api')
  const found: Tester[] = []
  let cursor: string | undefined
  do {
    const page = await call(testers.listTesters, { params: { app_id }, query: { limit: 100, cursor } })
    found.push(...page.testers)
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return found
}

async function findTester(portal: Portal, app_id: string, email: string): Promise<string> {
  const { ApiError } = await import('@mosis/api')
  const found = (await listTesters(portal, app_id)).find((tester) => tester.email === email.toLowerCase())
  if (!found) throw new ApiError('tester.not_found')
  return found.id
}

function testerCells({ color }: Io, { id, email, state, joined_at, expires_at, created_at }: Tester): string[] {
  const since = joined_at ? `joined ${joined_at.slice(0, 10)}` : `invited ${created_at.slice(0, 10)}`
  const until = state === 'invited' && expires_at ? `ends ${expires_at.slice(0, 10)}` : ''
  return [id, email === null ? color.dim('by a link') : color.bold(printable(email)), since, until]
}

const linkCells = ({ color }: Io, { id, joined, max_testers, expires_at }: TesterLink): string[] => [
  id,
  color.bold('a link'),
  `${joined} of ${max_testers} joined`,
  `ends ${expires_at.slice(0, 10)}`,
]

/** The portal knows the limits; here it only has to be a number. */
function readNumber(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new Failure('usage.wrong', `Cannot use "${text}" for ${flag}: it is no whole number above 0`, {
    field: flag,
    fix: `Write it like ${flag} 20`,
  })
}
