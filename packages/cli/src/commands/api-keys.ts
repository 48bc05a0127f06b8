import type { ApiKey, NewApiKey } from '@mosis/api'
import { missingFlags } from '../ask.ts'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { count, printable, table } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'
import { withRecentSignIn } from '../recent-sign-in.ts'
import { readScopes, scopeOption } from '../scopes.ts'

const days = { value: 'DAYS', summary: 'whole days until it ends, at most 365', default: '90' } as const

export const apiKeysCreate = command({
  name: 'api-keys create',
  summary: 'Make an API key; it is shown once',
  about:
    'For CI and other programs: set MOSIS_TOKEN to the key, or hand it to mosis login --with-token. It needs a recent sign-in.',
  group: 'Publish',
  options: {
    name: { value: 'NAME', summary: 'what you call it' },
    scope: scopeOption,
    app: { value: 'ID', many: true, summary: 'only for this app; several times' },
    expiresInDays: days,
    portal: portalOption,
  },
  examples: [
    ['mosis api-keys create --name ci --scope versions:upload', 'a key that uploads'],
    ['mosis api-keys create --name ci --scope apps:read --app com.example.clock', 'for one app alone'],
  ],
  async run({ name, scope, app, expiresInDays, portal: given }, io) {
    const missing = [...(name === undefined ? ['name'] : []), ...(scope.length === 0 ? ['scope'] : [])]
    if (name === undefined || missing.length > 0) {
      throw missingFlags(missing, 'see mosis api-keys create --help')
    }
    const { apiKeys } = await import('@mosis/api')
    const portal = await openPortal(io, given)
    const body = {
      name,
      scopes: await readScopes(scope),
      app_ids: app.length > 0 ? [...app] : null,
      expires_in_days: readNumber(expiresInDays, '--expires-in-days'),
    }
    const key = await withRecentSignIn(io, portal, () => portal.call(apiKeys.createApiKey, { body }))
    return { data: { portal: portal.url, api_key: key }, text: newKeyText(io, 'Made', key) }
  },
})

export const apiKeysList = command({
  name: 'api-keys list',
  summary: "List the account's API keys, with their last use",
  group: 'Publish',
  options: { portal: portalOption },
  examples: [['mosis api-keys list', 'those that work and those that ended']],
  async run({ portal: given }, io) {
    const { apiKeys } = await import('@mosis/api')
    const { url, call } = await openPortal(io, given)
    const { api_keys } = await call(apiKeys.listApiKeys, {})
    const make = io.color.cyan('mosis api-keys create')
    const text =
      api_keys.length === 0
        ? `No API key at ${url}. Make one: ${make}`
        : `${count(api_keys.length, 'API key')} at ${url}\n${table(
            api_keys.map((key) => toCells(io, key)),
            '  ',
          )}`
    return { data: { portal: url, api_keys }, text }
  },
})

export const apiKeysRotate = command({
  name: 'api-keys rotate',
  summary: 'Replace an API key by a new one with the same rights',
  group: 'Publish',
  arguments: { id: { summary: 'its id, as mosis api-keys list shows it' } },
  options: {
    expiresInDays: days,
    overlapMinutes: { value: 'MINUTES', summary: 'how long the old key still works', default: '0' },
    portal: portalOption,
  },
  examples: [['mosis api-keys rotate ak_01k0000000 --overlap-minutes 60', 'an hour to change it everywhere']],
  async run({ id, expiresInDays, overlapMinutes, portal: given }, io) {
    const { apiKeys } = await import('@mosis/api')
    const portal = await openPortal(io, given)
    const sent = {
      params: { api_key_id: id },
      body: {
        expires_in_days: readNumber(expiresInDays, '--expires-in-days'),
        overlap_minutes: readNumber(overlapMinutes, '--overlap-minutes'),
      },
    }
    const key = await withRecentSignIn(io, portal, () => portal.call(apiKeys.rotateApiKey, sent))
    return { data: { portal: portal.url, api_key: key }, text: newKeyText(io, 'Replaced by', key) }
  },
})

export const apiKeysRevoke = command({
  name: 'api-keys revoke',
  summary: 'Revoke an API key: it is refused from now on',
  group: 'Publish',
  arguments: { id: { summary: 'its id, as mosis api-keys list shows it' } },
  options: { portal: portalOption },
  examples: [['mosis api-keys revoke ak_01k0000000', 'at once, on every machine']],
  async run({ id, portal }, io) {
    const { apiKeys } = await import('@mosis/api')
    const { url, call } = await openPortal(io, portal)
    await call(apiKeys.revokeApiKey, { params: { api_key_id: id } })
    return { data: { portal: url, id }, text: `${io.color.green('Revoked')} the API key ${printable(id)} at ${url}` }
  },
})

function newKeyText(io: Io, verb: string, key: NewApiKey): string {
  return [
    `${io.color.green(verb)} the API key ${io.color.bold(printable(key.name))} (${key.id})`,
    table(
      [
        ['key', key.key],
        ['may', key.scopes.join(', ')],
        ['apps', key.app_ids?.join(', ') ?? 'all of your teams'],
        ['ends', day(key.expires_at)],
      ],
      '  ',
    ),
    '',
    'It is shown this once: put it where your CI keeps its secrets, as MOSIS_TOKEN.',
  ].join('\n')
}

function toCells(io: Io, key: ApiKey): string[] {
  const { id, name, hint, scopes, app_ids, expires_at, last_used_at, revoked_at } = key
  const isOver = revoked_at !== null || Date.parse(expires_at) <= io.now()
  const state = revoked_at ? `revoked ${day(revoked_at)}` : `${isOver ? 'ended' : 'ends'} ${day(expires_at)}`
  return [
    isOver ? io.color.dim(id) : id,
    io.color.bold(printable(name)),
    hint,
    scopes.join(',') + (app_ids ? ` for ${app_ids.join(',')}` : ''),
    last_used_at ? `used ${day(last_used_at)}` : 'never used',
    state,
  ]
}

const day = (time: string) => time.slice(0, 10)

/** The portal knows the limits; here it only has to be a number. */
function readNumber(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new Failure('usage.wrong', `Cannot use "${text}" for ${flag}: it is not a whole number`, {
    field: flag,
    fix: `Write it like ${flag} 30`,
  })
}
