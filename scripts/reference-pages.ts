// Every page of docs/reference, made from the lists that the programs themselves read.
import { readFileSync } from 'node:fs'
import * as contract from '../packages/api/src/index.ts'
import type { Endpoint, TeamAction } from '../packages/api/src/index.ts'
import { commands } from '../packages/cli/src/commands.ts'
import { exitCodes, failures } from '../packages/cli/src/exits.ts'
import { deviceErrors } from '../packages/device/src/errors.ts'
import { testApi, testFailures, testJsonSchema } from '../packages/device/src/test-driver/test-api.ts'
import { manifestJsonSchema, packageErrors, permissions } from '../packages/format/src/index.ts'
import { categories } from '../packages/format/src/categories.ts'
import { rules } from '../packages/review/src/index.ts'
import { auditWords } from '../packages/server/src/accounts/audit-words.ts'
import { callLimits, sharedLimits } from '../packages/server/src/accounts/limits.ts'
import type { Limit } from '../packages/server/src/accounts/limits.ts'
import { settings } from '../packages/server/src/index.ts'
import { changes, stateWords } from '../packages/server/src/versions/states.ts'
import type { Change } from '../packages/server/src/versions/states.ts'
import { luaPage, luaPages } from './reference-lua.ts'

export interface Page {
  file: string
  text: string
}

export function referencePages(): Page[] {
  return [
    page('http-api', 'HTTP API', httpApi()),
    page('errors', 'Errors', errorPage()),
    page('review-rules', 'Review rules', reviewRules()),
    page('review-reasons', 'Manual review', reviewReasonPage()),
    page('safety', 'After publishing', safetyPage()),
    page('permissions', 'Permissions and categories', permissionPage()),
    page('limits', 'Limits', `How large and how much at most: packages, running apps, calls.\n\n${limitPage()}`),
    page('roles', 'Roles', rolePage()),
    page('version-states', 'States of a version', versionStatesPage()),
    page('audit-log', 'Audit log', auditPage()),
    page('configuration', 'Configuration', configuration()),
    page(
      'commands',
      'Commands',
      `What \`mosis\` does; \`mosis COMMAND --help\` says the same offline.\n\n${commandPage()}`,
    ),
    ...luaPages().map(({ name, title, text }) => page(`lua/${name}`, title, text)),
    page('tests', 'Tests', `${luaPage(testApi)}\n\n${testFailurePart()}`),
    { file: 'docs/schemas/test-v1.json', text: `${JSON.stringify(testJsonSchema, null, 2)}\n` },
    { file: 'docs/schemas/manifest-v1.json', text: `${JSON.stringify(manifestJsonSchema, null, 2)}\n` },
  ]
}

const page = (name: string, title: string, text: string): Page => ({
  file: `docs/reference/${name}.md`,
  text: `# ${title}\n\n<!-- Made by npm run reference; do not edit. -->\n\n${text.trimEnd()}\n`,
})

const cell = (text: unknown) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
const row = (...cells: unknown[]) => `| ${cells.map(cell).join(' | ')} |`
const table = (head: string[], rows: unknown[][]) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n')

/** Why a test fails. */
function testFailurePart(): string {
  const rows = Object.entries(testFailures).map(([code, { about, fix }]) => [`\`${code}\``, about, fix])
  return ['## Why a test fails', '', table(['code', 'what it means', 'what to do'], rows)].join('\n')
}

const isEndpoint = (value: unknown): value is Endpoint => typeof value === 'object' && value !== null && 'path' in value

/** The features of the contract with their endpoints. */
function contractParts(): [string, Endpoint[]][] {
  return Object.entries<unknown>(contract).flatMap(([part, members]): [string, Endpoint[]][] => {
    if (typeof members !== 'object' || members === null) return []
    const values: unknown[] = Object.values(members)
    const endpoints = values.filter((value) => isEndpoint(value))
    return endpoints.length === 0 ? [] : [[part, endpoints]]
  })
}

/** `trustedPublishing` is "Trusted publishing". */
const inWords = (name: string) =>
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

function httpApi(): string {
  return [
    'The same contract as data: `/openapi.json` (OpenAPI 3.1) on a running portal. Bodies are JSON in `snake_case`, times ISO 8601 in UTC.',
    'Lists take `limit` and `cursor` and answer `next_cursor`, null on the last page. A refusal is `application/problem+json` (RFC 9457)',
    'with a stable `code`: see [Errors](errors.md).',
    ...contractParts().map(([part, endpoints]) => {
      const rows = endpoints.map(({ method, path, summary, access, errors }) => [
        `\`${method} ${path}\``,
        summary,
        access,
        errors.map((code) => `\`${code}\``).join(' '),
      ])
      return `\n## ${inWords(part)}\n\n${table(['request', 'what it does', 'who', 'may answer'], rows)}`
    }),
  ].join('\n')
}

function errorPage(): string {
  const api = Object.entries(contract.errors).map(([code, { status, message, fix }]) => [
    `\`${code}\``,
    status === 0 ? 'client' : status,
    message,
    fix,
  ])
  const device = Object.entries(deviceErrors).map(([code, { message, fix }]) => [`\`${code}\``, message, fix])
  const command = Object.entries(failures).map(([code, { exit, about }]) => [
    `\`${code}\``,
    exitCodes[exit].code,
    about,
  ])
  const packages = Object.entries(packageErrors).map(([code, { explanation, fix }]) => [
    `\`${code}\``,
    explanation,
    fix,
  ])
  return [
    'Codes are stable; `mosis explain CODE` says the same offline.',
    `\n## The portal\n\n${table(['code', 'status', 'what is', 'what to do'], api)}`,
    `\n## The device\n\n${table(['code', 'what is', 'what to do'], device)}`,
    `\n## The command\n\n${table(['code', 'exit code', 'what is'], command)}`,
    `\n## Packages\n\nThe same verdict by command line, portal and device.\n\n${table(['code', 'why', 'what to do'], packages)}`,
  ].join('\n')
}

function reviewRules(): string {
  const tiers = ['the package', 'its content', 'its security']
  return [
    'An `error` blocks, a `warning` asks for a human, an `info` is a hint. Faults of the package itself are in [Errors](errors.md#packages).',
    ...tiers.map((what, index) => {
      const rows = rules
        .filter(({ tier }) => tier === index + 1)
        .map(({ code, severity, explanation, fix }) => [`\`${code}\``, severity, explanation, fix])
      return rows.length === 0
        ? ''
        : `\n## Tier ${index + 1}: ${what}\n\n${table(['code', 'severity', 'why', 'what to do'], rows)}`
    }),
  ].join('\n')
}

function reviewReasonPage(): string {
  const { reviewChecklist, reviewReasons, riskReasons } = contract
  const reasons = Object.entries(reviewReasons).map(([code, { sentence, fix }]) => [`\`${code}\``, sentence, fix])
  const risks = Object.entries(riskReasons).map(([code, { weight, about }]) => [`\`${code}\``, weight, about])
  const items = Object.entries(reviewChecklist).map(([code, sentence]) => [`\`${code}\``, sentence])
  return [
    'A person decides about a version that the automated review let pass, unless the operator has it approved by itself (`AUTO_APPROVE`).',
    'Its developer sees its place in the queue and, once enough versions were decided, between when and when to expect the decision.',
    '\n## Why a version is not approved\n',
    'A reviewer names one or more of these, adds words, or both. The developer reads all of it, may answer in the thread of the version,',
    'and may appeal once against a rejection: then another reviewer decides.',
    `\n${table(['code', 'what the developer reads', 'what to do'], reasons)}`,
    '\n## Before approving\n',
    `What the reviewer ticks is kept with the decision.\n\n${table(['code', 'item'], items)}`,
    '\n## The order of the queue\n',
    'Each reason has a weight; together they are the risk, at most 100. From 50 on a version is due within one day, else within two.',
    'What is due first comes first, and of what is due at the same moment the riskier.',
    `\n${table(['code', 'weight', 'what it means'], risks)}`,
  ].join('\n')
}

function safetyPage(): string {
  const { portalReasons, reportCategories, safetyReasons } = contract
  const categories = Object.entries(reportCategories).map(([code, { about, counts }]) => [
    `\`${code}\``,
    about,
    counts ? 'yes' : '',
  ])
  const reasons = Object.entries({ ...safetyReasons, ...portalReasons }).map(([code, about]) => [`\`${code}\``, about])
  return [
    'What happens to an app that harms, and how everybody can follow it. `docs/operate/after-publishing.md` says what reviewers and admins do.',
    '\n## What people report\n',
    'One network counts once a day for each app. Enough of the reports that count put the app into quarantine by themselves',
    '(`REPORT_QUARANTINE_THRESHOLD`).',
    `\n${table(['category', 'what it means', 'counts'], categories)}`,
    '\n## Reasons of decisions\n',
    'The public log at `GET /v1/store/decisions` names one with each decision; of a rejection it is a reason of the manual review.',
    `\n${table(['code', 'what it means'], reasons)}`,
  ].join('\n')
}

function permissionPage(): string {
  const rows = permissions.map(({ name, risk, needsGesture, description }) => [
    `\`${name}\``,
    risk,
    needsGesture ? 'within 5 s of a touch' : '',
    description,
  ])
  return [
    'A normal permission is granted without asking but must be declared; a dangerous one is asked for; a signature one is for apps of the platform.',
    `\n${table(['permission', 'risk', 'asked', 'what people read'], rows)}`,
    `\n## Categories\n\n${table(
      ['category', 'description'],
      categories.map(({ name, description }) => [`\`${name}\``, description]),
    )}`,
  ].join('\n')
}

/** Numbers with the sentence that stands above each in its source: unit and reason are written once. */
function limitPage(): string {
  const sources = [
    ['Packages', 'packages/format/src/limits.ts'],
    ['A running app', 'packages/sandbox/src/limits.ts'],
  ] as const
  return sources
    .map(([title, file]) => {
      const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
      const rows = [...source.matchAll(/\/\*\* (.+) \*\/\n\s+(\w+): ([\d_]+)/g)].map(([, why, name, number]) => [
        `\`${name}\``,
        Number(number?.replaceAll('_', '')).toLocaleString('en'),
        why,
      ])
      return `## ${title}\n\n${table(['limit', 'number', 'unit and reason'], rows)}\n`
    })
    .concat(`## Calls to the portal\n\n${attemptLimits()}`)
    .join('\n')
}

/** Token buckets: how many at once, and how long until one more. */
function attemptLimits(): string {
  const all: [string, Limit][] = [...Object.entries(sharedLimits), ...Object.entries(callLimits)]
  const rows = all.map(([name, { counts, per, buckets }]) => [
    `\`${name}\``,
    counts,
    per.replaceAll('_', ' '),
    buckets.map(({ burst, refillMs }) => `${burst} at once, then one every ${inTime(refillMs)}`).join('; '),
  ])
  return [
    'Whoever sends more is answered 429 `rate_limited` with `Retry-After`. Where there are several lines, every one of them counts.',
    `\n${table(['limit', 'counts', 'for each', 'how many'], rows)}`,
  ].join('\n')
}

function inTime(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`
  if (ms % 60_000 === 0) return `${ms / 60_000} min`
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`
}

function auditPage(): string {
  const rows = Object.entries(auditWords).flatMap(([subject, actions]) =>
    Object.entries(actions).map(([action, words]) => [`\`${subject}\``, `\`${action}\``, words]),
  )
  return [
    'Every change of a sign-in, key, role, team, app, version and review is noted with who, when, from where and why, in the transaction that',
    "makes it. Read your own at `GET /v1/auth/audit` or `/auth/activity`, your team's at `GET /v1/teams/{team_id}/audit`; admins read all at",
    '`GET /v1/audit`.',
    `\n${table(['about', 'action', 'in words'], rows)}`,
    '\n## Notes',
    '\nWhere the portal itself gives a reason, or says what failed, the answer has it as a sentence and in parts: a code, and the facts that stand',
    'in braces here (`reason_note`, `last_error_note`, `manual_notes`). `{error}` is the code of a [refusal](errors.md) with its details beside it,',
    '`{reasons}` are codes of [review reasons](review-reasons.md). What a person wrote has no note.',
    `\n${table(
      ['code', 'sentence'],
      Object.entries(contract.portalNotes).map(([code, words]) => [`\`${code}\``, words]),
    )}`,
  ].join('\n')
}

const mark = (is: boolean) => (is ? 'yes' : '')

function rolePage(): string {
  const { mayInTeam, portalRoles, teamActions, teamRoles } = contract
  const names = Object.keys(teamActions).filter((name): name is TeamAction => name in teamActions)
  const actions = names.map((name) => [
    `\`${name}\``,
    teamActions[name].about,
    ...teamRoles.map((role) => mark(mayInTeam(role, name))),
  ])
  const requests = contractParts()
    .flatMap(([, endpoints]) => endpoints)
    .filter(({ access }) => access === 'reviewer' || access === 'admin')
    .map(({ method, path, summary, access }) => [
      `\`${method} ${path}\``,
      summary,
      mark(access === 'reviewer'),
      mark(true),
    ])
  return [
    'Teams own apps. Everybody has a personal team and may make others; in each one a member has one role. Whoever is in no team of an',
    'app is told that there is no such app. A member whose role does not reach gets `auth.forbidden` with the role that does.',
    `\n## In a team\n\n${table(['action', 'what it is', ...teamRoles], actions)}`,
    `\n## On the portal\n\n${table(['role', 'what it is for'], Object.entries(portalRoles))}`,
    `\n${table(['request', 'what it does', 'reviewer', 'admin'], requests)}`,
    '\nAn API key does what its scopes name, in the teams of its account and for its apps; it never reaches what only a person does: the',
    'account, its sessions and keys, teams and portal roles.',
  ].join('\n')
}

function versionStatesPage(): string {
  const { teamActions } = contract
  const roles: Readonly<Record<string, { role: string }>> = teamActions
  const entries: [string, Change][] = Object.entries(changes)
  const whoOf = (action: string, by: Change['by']) =>
    by.map((actor) => (actor === 'member' ? `${roles[`version.${action}`]?.role} in the app's team` : actor)).join(', ')
  const ways = entries.map(([action, { from, to, by, about }]) => [
    `\`${action}\``,
    from.map((state) => `\`${state}\``).join(' '),
    `\`${to}\``,
    whoOf(action, by),
    about,
  ])
  const states = Object.entries(stateWords).map(([state, words]) => [
    `\`${state}\``,
    words,
    entries
      .filter(([, { from }]) => from.some((possible) => possible === state))
      .map(([action, { to }]) => `\`${action}\`${to === state ? '' : ` → \`${to}\``}`)
      .join(', '),
  ])
  return [
    'A version is in one state at a time, and goes only the ways below. What is not possible in its state is refused with `version.wrong_state`,',
    'which names the states where it is; who may not gets `auth.forbidden`, and whoever is not in the team `app.not_found`. Every step is in the',
    '[audit log](audit-log.md) with who, when and why.',
    `\n## States\n\n${table(['state', 'what it means', 'what may happen next'], states)}`,
    `\n## Steps\n\n${table(['step', 'from', 'to', 'who', 'what happens'], ways)}`,
    '\n## How a published version reaches devices\n',
    '- On the track `production` it is offered to everybody, or with `rollout_percent` to a part of all devices; everybody else goes on getting',
    '  the version before. The percent only rises. At 100 the version before is superseded; halting it leaves the others where they are.',
    '- The portal does not know which devices are in the part. It tells each the percent and a salt; a device places itself by a hash of a secret',
    '  that never leaves it, the app and the salt. Who is in at 5 % is in at 20 %. It is so for updates and installations alike, also when a person',
    '  asks for them: whoever is not in the part gets the version for everybody.',
    '- Only an update of what everybody gets can be rolled out in stages. What everybody gets can be corrected meanwhile.',
    '- On the track `beta` it is offered only to devices that joined the testers of the app; so are its package and its page. Publishing it on',
    '  `production` later takes no new review.',
    '- Publishing a superseded version is rolling back. Devices never go back: only new installations and devices below it get it.',
  ].join('\n')
}

function configuration(): string {
  const rows = Object.entries(settings).map(([name, { standard, description, should }]) => [
    `\`${name}\``,
    standard === null ? '' : `\`${standard}\``,
    description,
    should,
  ])
  return `Environment variables of the portal. All mistakes are reported at once, before anything starts.\n\n${table(
    ['setting', 'default', 'what it is', 'what it may be'],
    rows,
  )}`
}

function commandPage(): string {
  const groups = [...new Set(commands.map(({ group }) => group))]
  return groups
    .map((group) => {
      const members = commands.filter((command) => command.group === group).map(describeCommand)
      return `## ${group}\n\n${members.join('\n')}`
    })
    .join('\n')
}

function describeCommand({ name, summary, about, examples, ...command }: (typeof commands)[number]): string {
  const words = Object.entries(command.arguments).map(([word, { optional, many }]) => {
    const shown = `${word.toUpperCase()}${many ? '…' : ''}`
    return optional ? `[${shown}]` : shown
  })
  const flags = Object.entries(command.options).map(([flag, { value, summary: what }]) => [
    `\`--${flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}${value ? ` ${value}` : ''}\``,
    what,
  ])
  return [
    `### mosis ${[name, ...words].join(' ')}\n`,
    `${about ?? summary}\n`,
    ...(flags.length > 0 ? [`${table(['flag', 'what it does'], flags)}\n`] : []),
    ...(examples.length > 0
      ? [`\`\`\`sh\n${examples.map(([line, meaning]) => `${line}   # ${meaning}`).join('\n')}\n\`\`\`\n`]
      : []),
  ].join('\n')
}
