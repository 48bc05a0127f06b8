// Every page of docs/reference, made from the lists that the programs themselves read.
import { readFileSync } from 'node:fs'
import * as contract from '../packages/api/src/index.ts'
import type { Endpoint } from '../packages/api/src/index.ts'
import { commands } from '../packages/cli/src/commands.ts'
import { exitCodes, failures } from '../packages/cli/src/exits.ts'
import { deviceErrors } from '../packages/device/src/errors.ts'
import { manifestJsonSchema, packageErrors, permissions } from '../packages/format/src/index.ts'
import { categories } from '../packages/format/src/categories.ts'
import { rules } from '../packages/review/src/index.ts'
import { settings } from '../packages/server/src/index.ts'

export interface Page {
  file: string
  text: string
}

export function referencePages(): Page[] {
  return [
    page('http-api', 'HTTP API', httpApi()),
    page('errors', 'Errors', errorPage()),
    page('review-rules', 'Review rules', reviewRules()),
    page('permissions', 'Permissions and categories', permissionPage()),
    page('limits', 'Limits', limitPage()),
    page('configuration', 'Configuration', configuration()),
    page('commands', 'Commands', commandPage()),
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

const isEndpoint = (value: unknown): value is Endpoint => typeof value === 'object' && value !== null && 'path' in value

function httpApi(): string {
  const { accounts, keys, apps, versions, reviews, store, telemetry } = contract
  const parts = { accounts, keys, apps, versions, reviews, store, telemetry }
  return [
    'The same contract as data: `/openapi.json` (OpenAPI 3.1) on a running portal. Bodies are JSON in `snake_case`, times ISO 8601 in UTC.',
    'Lists take `limit` and `cursor` and answer `next_cursor`, null on the last page. A refusal is `application/problem+json` (RFC 9457)',
    'with a stable `code`: see [Errors](errors.md).',
    ...Object.entries(parts).map(([part, members]) => {
      const endpoints = Object.values<unknown>(members).filter((value) => isEndpoint(value))
      const rows = endpoints.map(({ method, path, summary, access, errors }) => [
        `\`${method} ${path}\``,
        summary,
        access,
        errors.map((code) => `\`${code}\``).join(' '),
      ])
      return `\n## ${part.charAt(0).toUpperCase()}${part.slice(1)}\n\n${table(['request', 'what it does', 'who', 'may answer'], rows)}`
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
    .join('\n')
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
