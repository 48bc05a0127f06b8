import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as contract from '@mosis/api'
import { bytes, mayInTeam, nothing } from '@mosis/api'
import type { Endpoint, ErrorCode } from '@mosis/api'
import { sql } from 'kysely'
import { z } from 'zod'
import { startTestServer } from '../testing.ts'
import { samplePackage } from '../versions/testing.ts'
import { accessRules } from './access-rules.testing.ts'
import type { AccessRule } from './access-rules.testing.ts'
import { sampleBodies } from './access-bodies.testing.ts'
import { startAccessWorld } from './access-world.testing.ts'
import type { AccessWorld, Persona } from './access-world.testing.ts'

const server = await startTestServer()
after(() => server.close())
let world: AccessWorld
before(async () => {
  world = await startAccessWorld(server)
})

const isEndpoint = (value: unknown): value is Endpoint => typeof value === 'object' && value !== null && 'path' in value
const inContract = Object.values<unknown>(contract)
  .flatMap((part) => (typeof part === 'object' && part !== null ? Object.values<unknown>({ ...part }) : []))
  .filter((value) => isEndpoint(value))
const served = new Set(
  [...(await server.inject('/openapi.json')).body.matchAll(/"operationId":"(\w+)"/g)].map(([, name]) => name),
)
/** Every endpoint that the portal serves; the one that ends the caller's session comes last. */
const endpoints = inContract
  .filter(({ name }) => served.has(name))
  .toSorted((one, other) => Number(one.name === 'logout') - Number(other.name === 'logout'))

const ruleOf = ({ name }: Endpoint): AccessRule => {
  const rule = accessRules.get(name)
  assert.ok(rule, `${name} has no rule: say in access-rules.testing.ts whose the thing is that it is about`)
  return rule
}

/** Answers that say no because of who asks. */
const refusals = new Set<string>([
  'auth.required',
  'auth.invalid_token',
  'auth.invalid_api_key',
  'auth.account_locked',
  'auth.session_required',
  'auth.forbidden',
  'auth.recent_sign_in_required',
  'auth.email_not_verified',
  'auth.cross_site',
])

/** What an endpoint must answer somebody; undefined where nothing may be refused because of who asks. */
function refusalFor({ access, requires }: Endpoint, rule: AccessRule, persona: Persona): ErrorCode | undefined {
  if (access === 'public') return undefined
  if (persona.credential === undefined) return 'auth.required'
  const isForKeys = access !== 'account' && access !== 'reviewer' && access !== 'admin'
  if (persona.scopes && !isForKeys) return 'auth.session_required'
  if (persona.scopes && isForKeys && !persona.scopes.includes(access)) return 'auth.forbidden'
  if (access === 'reviewer' && persona.portalRole === 'developer') return 'auth.forbidden'
  if (access === 'admin' && persona.portalRole !== 'admin') return 'auth.forbidden'
  if (requires.includes('recent_sign_in') && persona.isStale) return 'auth.recent_sign_in_required'
  if (requires.includes('verified_email') && persona.isUnverified) return 'auth.email_not_verified'
  switch (rule.of) {
    case 'caller':
      return undefined
    case 'nobody':
      return rule.missing
    case 'account':
      return persona.isOwner ? undefined : rule.missing
    default:
      // A key for one app sees no other one, and makes none.
      if (persona.isLimited) return rule.of === 'team' ? 'auth.forbidden' : rule.missing
      if (persona.teamRole === undefined) return rule.missing
      return mayInTeam(persona.teamRole, rule.action) ? undefined : 'auth.forbidden'
  }
}

async function send(
  endpoint: Endpoint,
  { credential, remoteAddress }: Persona,
  params: Record<string, string>,
  extra: Record<string, unknown> = {},
) {
  const { statusCode, body } = await server.inject({
    method: endpoint.method,
    url: endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
    remoteAddress,
    headers: {
      ...(credential !== undefined && { authorization: `Bearer ${credential}` }),
      ...(endpoint.body === bytes && { 'content-type': 'application/octet-stream' }),
      ...(hasJson(endpoint) && { 'content-type': 'application/json' }),
    },
    ...(endpoint.body === bytes && { payload: samplePackage({ id: params.app_id ?? '' }) }),
    ...(hasJson(endpoint) && { payload: JSON.stringify({ ...extra, ...bodyOf(endpoint, params) }) }),
  })
  const problem: unknown = statusCode >= 400 ? JSON.parse(body) : undefined
  return { statusCode, body, code: z.object({ code: z.string() }).safeParse(problem).data?.code }
}

const hasJson = ({ body }: Endpoint) => body !== bytes && body !== (nothing as z.ZodType)

function bodyOf({ name, body }: Endpoint, params: Record<string, string>): Record<string, unknown> {
  const sample = sampleBodies[name]?.(params)
  assert.ok(sample && body.safeParse(sample).success, `${name} needs a body in access-bodies.testing.ts that fits`)
  return sample
}

const prepareFor = (endpoint: Endpoint, rule: AccessRule) =>
  rule.of === 'offer' ? world.prepareOffer() : world.prepare(endpoint)

test("a part of somebody else's app or team is not there under an own one", async () => {
  const owner = world.personas.find(({ isOwner, scopes }) => isOwner && !scopes)
  assert.ok(owner)
  const withParts = endpoints.filter((endpoint) => {
    const { of } = ruleOf(endpoint)
    // A PUT makes what its path names.
    return (of === 'app' || of === 'team') && endpoint.path.split('{').length > 2 && endpoint.name !== 'putListing'
  })
  assert.ok(withParts.length > 15)
  for (const endpoint of withParts) {
    const rule = ruleOf(endpoint)
    assert.ok('part' in rule, `${endpoint.name} needs the answer for a part of somebody else's thing`)
    const { code } = await send(endpoint, owner, await world.prepareMixed(endpoint))
    assert.equal(code, rule.part, endpoint.name)
  }
})

const withValue = (fields: string, value: string) =>
  Object.fromEntries(fields.split(' ').map((field) => [field, value]))

/** What nobody may set by naming it: a marker of its own for each endpoint, so that a trace says where it came in. */
const markersOf = (index: number) => {
  const at = `2001-02-03T04:05:06.${String(index).padStart(3, '0')}Z`
  const key = index.toString(16).padStart(64, 'f')
  return {
    ...withValue('id account_id actor_id', `acc_attack${index}`),
    ...withValue('created_at updated_at published_at submitted_at decided_at last_used_at', at),
    ...withValue('email_verified_at authenticated_at revoked_at expires_at deleted_at locked_at', at),
    ...withValue('key_id password_hash token_hash cookie_hash sha256 published_version_id', key),
  }
}
/** The same for what has few values: what became of them shows in counts. */
const steps = {
  is_personal: true,
  is_admin: true,
  email_verified: true,
  download_count: 777_000_777,
  app_ids: ['com.attack.mine'],
}

test('fields that an endpoint does not take are refused or do nothing', async () => {
  const [session, admin] = [
    world.personas.find(({ isOwner, scopes }) => isOwner && !scopes),
    world.personas.find(({ portalRole }) => portalRole === 'admin'),
  ]
  assert.ok(session && admin)
  const before = await countRights()
  const done = new Set<string>()
  for (const [index, endpoint] of endpoints.filter(hasJson).entries()) {
    const rule = ruleOf(endpoint)
    const params = await prepareFor(endpoint, rule)
    const taken = fieldsOf(endpoint)
    const role = rule.of === 'team' ? 'owner' : 'admin'
    const smuggled = { ...markersOf(index), ...steps, role, state: 'published', team_id: world.strangersTeamId }
    const extra = Object.fromEntries(Object.entries(smuggled).filter(([field]) => !taken.has(field)))
    const isForPortal = endpoint.access === 'admin' || endpoint.access === 'reviewer'
    // The owner has more teams than anybody may make.
    const caller = isForPortal ? admin : rule.of === 'caller' ? world.bystander : session
    const { statusCode, body } = await send(endpoint, caller, params, extra)
    assert.ok(statusCode < 500 || statusCode === 501, `${endpoint.name}: ${body}`)
    if (statusCode < 300) done.add(endpoint.name)
    for (const value of Object.values(markersOf(index))) assert.ok(!body.includes(value), `${endpoint.name}: ${body}`)
  }
  for (const name of mustSucceed) assert.ok(done.has(name), `${name} was refused, so nothing was tried`)
  const traces = await findTraces()
  assert.deepEqual(traces, [])
  assert.deepEqual(await countRights(), { ...before, accounts: before.accounts + 1 })
})

/** Those that store something from their body. */
const mustSucceed = [
  'register updateMe createApiKey renameApiKey rotateApiKey renameSigningKey renamePasskey changePortalRole lockAccount',
  'removeSecondFactor',
  'createTeam renameTeam changeMember invite createWebhook updateWebhook addTrustedPublisher',
  'createBlock suspendApp',
  'createApp updateApp putListing putWhatsNew submitVersion approveReview rejectReview requestChanges',
].flatMap((line) => line.split(' '))

/** The names of the fields that a body may have. */
function fieldsOf({ body }: Endpoint): Set<string> {
  const schema = JSON.stringify(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }))
  return new Set([...schema.matchAll(/"(\w+)":\{/g)].map(([, field = '']) => field))
}

/** How many have what an attacker wants. */
async function countRights() {
  const { db } = server.deps
  const [accounts, members, published, versions, personal, strangers] = [
    await db.selectFrom('account').select(['role', 'email_verified_at', 'deleted_at']).execute(),
    await db.selectFrom('team_member').select('role').where('account_id', '=', world.stranger.account.id).execute(),
    await db.selectFrom('app').select('id').where('state', '=', 'published').execute(),
    await db.selectFrom('version').select('id').where('state', '=', 'published').execute(),
    await db.selectFrom('team').select('id').where('is_personal', '=', 1).execute(),
    await db.selectFrom('app').select('id').where('team_id', '=', world.strangersTeamId).execute(),
  ]
  return {
    accounts: accounts.length,
    admins: accounts.filter(({ role }) => role === 'admin').length,
    verified: accounts.filter(({ email_verified_at }) => email_verified_at !== null).length,
    deleted: accounts.filter(({ deleted_at }) => deleted_at !== null).length,
    strangersTeams: members.length,
    published: published.length + versions.length,
    sharedTeams: personal.length - accounts.length,
    appsOfStranger: strangers.length,
  }
}

/** Every place in the database where a marker lies. */
async function findTraces(): Promise<string[]> {
  const { db } = server.deps
  const tables = await db.introspection.getTables()
  const traces: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(db)
    const pattern = /acc_attack\d+|2001-02-03T04:05:06\.\d+Z|f{60}[0-9a-f]{4}|777000777|com\.attack\.mine/g
    for (const row of rows)
      for (const [trace] of JSON.stringify(row).matchAll(pattern)) traces.push(`${name}: ${trace}`)
  }
  return traces
}

// The last one: it signs everybody out.
test('every endpoint answers every caller about a thing of somebody else as the tables of access and roles say', async () => {
  assert.ok(endpoints.length > 100)
  for (const endpoint of endpoints) {
    const rule = ruleOf(endpoint)
    let params = await prepareFor(endpoint, rule)
    for (const persona of world.personas) {
      const { statusCode, code } = await send(endpoint, persona, params)
      const at = `${persona.name} at ${endpoint.name}: ${statusCode} ${code}`
      const expected = refusalFor(endpoint, rule, persona)
      assert.ok(statusCode < 500 || code === 'oauth.not_configured', at)
      if (expected !== undefined) {
        assert.equal(code, expected, at)
        continue
      }
      const isRefusal = refusals.has(code ?? '') && !endpoint.errors.some((own) => own === code)
      assert.ok(!isRefusal, `${at}, which should not be refused because of who asks`)
      if ('missing' in rule) assert.notEqual(code, rule.missing, at)
      // Whoever may, may have used the thing up.
      if (endpoint.method !== 'GET') params = await prepareFor(endpoint, rule)
    }
  }
  assert.deepEqual(
    [...accessRules.keys()].filter((name) => !inContract.some((endpoint) => endpoint.name === name)),
    [],
    'rules of endpoints that are gone',
  )
})
