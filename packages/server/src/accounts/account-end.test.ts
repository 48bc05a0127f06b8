import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, ApiError, apps, keys, teams, versions } from '@mosis/api'
import type { ErrorCode } from '@mosis/api'
import { signText } from '@mosis/format'
import { sql } from 'kysely'
import { engineOf } from '../db/engine.ts'
import type { Db } from '../db/schema.ts'
import { startTestServer, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { createSampleApp, registerKey, startSampleApp } from '../versions/testing.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const refusedWith = (code: ErrorCode) => (failure: unknown) => {
  assert.ok(failure instanceof ApiError)
  assert.equal(failure.code, code)
  return true
}

const remove = ({ call, account }: Caller) => call(accounts.deleteAccount, { body: { email: account.email } })

/** Every text that the database holds, by table. */
async function dump(db: Db): Promise<Map<string, string>> {
  const query =
    engineOf(db) === 'postgres'
      ? sql<{
          name: string
        }>`select table_name as name from information_schema.tables where table_schema = current_schema()`
      : sql<{ name: string }>`select name from sqlite_master where type = 'table'`
  const { rows } = await query.execute(db)
  const tables = new Map<string, string>()
  for (const { name } of rows) {
    const content = await sql`select * from ${sql.table(name)}`.execute(db)
    tables.set(name, JSON.stringify(content.rows))
  }
  return tables
}

/** Somebody of whom every table that can holds something. */
async function person(server: TestServer): Promise<Caller> {
  const dana = await server.developer('Zaphod')
  const { deps, clock } = server
  const at = { account_id: dana.account.id, created_at: clock.now() }
  const { db } = deps
  await registerKey(dana)
  await db
    .insertInto('oauth_identity')
    .values({ ...at, provider: 'github', subject: '4711', email: 'zaphod@elsewhere.example', name: 'zaphod-there' })
    .execute()
  await db
    .insertInto('totp')
    .values({ ...at, secret: 'sealed-zaphod', confirmed_at: null, last_step: 0 })
    .execute()
  await db
    .insertInto('recovery_code')
    .values({ ...at, hash: 'code-hash-zaphod', used_at: null })
    .execute()
  await db
    .insertInto('passkey')
    .values({
      ...at,
      id: 'pk_zaphod',
      credential_id: 'credential-zaphod',
      public_key: 'public-zaphod',
      counter: 0,
      transports: '["usb"]',
      is_backed_up: 0,
      name: "zaphod's phone",
      last_used_at: null,
    })
    .execute()
  await db
    .insertInto('api_key')
    .values({
      ...at,
      id: 'ak_zaphod',
      name: "zaphod's laptop",
      hash: 'key-hash-zaphod',
      hint: 'mk_live_…abc',
      scopes: '["apps:read"]',
      app_ids: null,
      trusted_publisher_id: null,
      expires_at: '2027-01-01T00:00:00.000Z',
      warned_at: null,
      last_used_at: null,
      revoked_at: null,
    })
    .execute()
  await dana.call(accounts.changeEmail, { body: { email: 'zaphod@new.example' } })
  await server.call(accounts.login, { body: { email: dana.account.email, password: testPassword } })
  await server.settle()
  return dana
}

test(
  'the export holds what is known of a person, as a file, and nothing that opens a door',
  withServer(async (server) => {
    const app = await startSampleApp(server, 'com.example.clock')
    await app.draft()
    const { account, tokens } = app.developer
    const response = await server.inject({
      url: '/v1/auth/export',
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    assert.equal(response.headers['content-disposition'], 'attachment; filename="mosis-account.json"')
    const exported = response.json<Record<string, Record<string, unknown>[]>>()
    const counts = Object.fromEntries(
      Object.entries(exported).flatMap(([name, value]) => (Array.isArray(value) ? [[name, value.length]] : [])),
    )
    assert.deepEqual(
      { ...counts, audit_events: Number(counts['audit_events']) > 3 },
      {
        sessions: 1,
        oauth_identities: 0,
        passkeys: 0,
        signing_keys: 1,
        api_keys: 0,
        trusted_publishers: 0,
        device_logins: 0,
        teams: 1,
        invitations: 0,
        app_transfers: 0,
        apps: 1,
        versions: 1,
        uploads: 0,
        reviews: 0,
        messages: 0,
        review_notes: 0,
        quarantines: 0,
        blocks: 0,
        featured_apps: 0,
        closed_reports: 0,
        audit_events: true,
      },
    )
    assert.equal(exported['versions']?.[0]?.['uploaded_by'], account.id)
    assert.equal(exported['teams']?.[0]?.['role'], 'owner')
  }),
)

/** Columns that name an account, and where the export has those rows; a new table needs a line here and one there. */
const namedInExport: Record<string, string | null> = {
  'api_key.account_id': 'api_keys',
  'app_transfer.offered_by': 'app_transfers',
  'audit_event.account_id': 'audit_events',
  'audit_event.actor_id': 'audit_events',
  'block.created_by': 'blocks',
  'block.removed_by': 'blocks',
  'device_login.account_id': 'device_logins',
  'featured_app.added_by': 'featured_apps',
  'oauth_identity.account_id': 'oauth_identities',
  // Links in mails that were not opened yet: their hashes say nothing, and the rest is in the mails.
  'one_time_token.account_id': null,
  'passkey.account_id': 'passkeys',
  'quarantine.answered_by': 'quarantines',
  'quarantine.appealed_by': 'quarantines',
  'quarantine.closed_by': 'quarantines',
  'quarantine.confirmed_by': 'quarantines',
  'quarantine.opened_by': 'quarantines',
  'recovery_code.account_id': 'second_factor',
  'report.closed_by': 'closed_reports',
  'review.claimed_by': 'reviews',
  'review.decided_by': 'reviews',
  'review.escalated_by': 'reviews',
  'review_note.author_id': 'review_notes',
  // What somebody did to the portal's rules stands among the audit events.
  'rule_run.started_by': null,
  'rule_setting.changed_by': null,
  'session.account_id': 'sessions',
  'signing_key.account_id': 'signing_keys',
  'team_invitation.invited_by': 'invitations',
  'team_member.account_id': 'teams',
  'totp.account_id': 'second_factor',
  'trusted_publisher.created_by': 'trusted_publishers',
  'upload.account_id': 'uploads',
  'version.uploaded_by': 'versions',
  'version_message.author_id': 'messages',
}

test(
  'every table that names an account has its place in the export',
  withServer(async (server) => {
    const tables = await server.deps.db.introspection.getTables()
    const naming = tables
      .flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
      .filter((column) => /(\.(account|actor|author|owner|user)_id|_by)$/.test(column))
    assert.deepEqual(naming.toSorted(), Object.keys(namedInExport).toSorted())
    const exported = await (await server.developer()).call(accounts.exportAccount, {})
    for (const part of Object.values(namedInExport)) assert.ok(part === null || part in exported, String(part))
  }),
)

test(
  'no secret and no hash of one is in the export',
  withServer(async (server) => {
    const dana = await person(server)
    const exported = JSON.stringify(await dana.call(accounts.exportAccount, {}))
    for (const known of ['4711', 'zaphod-there', "zaphod's phone", "zaphod's laptop", 'zaphod@new.example']) {
      // A change that waits for its link is no part of the account yet.
      assert.equal(exported.includes(known), known !== 'zaphod@new.example', known)
    }
    assert.doesNotMatch(exported, /argon2|sealed-zaphod|-hash-zaphod|"hash"|_hash"|"secret"/)
    const { db } = server.deps
    const hashes = [
      ...(await db.selectFrom('refresh_token').select('hash').execute()),
      ...(await db.selectFrom('one_time_token').select('hash').execute()),
    ]
    assert.ok(hashes.length > 2)
    for (const { hash } of hashes) assert.ok(!exported.includes(hash))
  }),
)

test(
  'an account that is deleted leaves nothing personal in any table, and its address is free again',
  withServer(async (server) => {
    const dana = await person(server)
    const { account, tokens } = dana
    await assert.rejects(
      dana.call(accounts.deleteAccount, { body: { email: 'zaphod@elsewhere.example' } }),
      refusedWith('invalid_input'),
    )
    server.outbox.length = 0
    await remove(dana)
    await server.settle()
    assert.deepEqual(
      server.outbox.map(({ name, to }) => `${name} ${to}`),
      [`account_deleted ${account.email}`],
    )
    for (const [table, content] of await dump(server.deps.db)) {
      // Addresses that are counted are hashed or go by themselves within a day.
      if (table === 'rate_bucket') continue
      assert.doesNotMatch(content, /zaphod|4711|10\.0\.0\.1/i, table)
    }
    await assert.rejects(dana.call(accounts.me, {}), refusedWith('auth.invalid_token'))
    await assert.rejects(
      server.call(accounts.refresh, { body: { refresh_token: tokens.refresh_token } }),
      refusedWith('auth.invalid_refresh_token'),
    )
    const body = { email: account.email, password: testPassword }
    await assert.rejects(server.call(accounts.login, { body }), refusedWith('auth.wrong_credentials'))
    await server.call(accounts.forgotPassword, { body: { email: `${account.id}@deleted.invalid` } })
    server.outbox.length = 0
    await server.settle()
    assert.deepEqual(server.outbox, [])
    const { user } = await server.call(accounts.register, { body: { ...body, name: 'Somebody else' } })
    assert.notEqual(user.id, account.id)
  }),
)

test(
  'a signing key of an account that is deleted is revoked, and nobody else can register it',
  withServer(async (server) => {
    const dana = await server.developer()
    const { privateKeyPem, publicKeyPem } = await registerKey(dana)
    await remove(dana)
    const rows = await server.deps.db.selectFrom('signing_key').select(['revoked_at', 'name']).execute()
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ revoked_at: server.clock.now(), name: '' }],
    )
    const eve = await server.developer('Eve')
    const { challenge } = await eve.call(keys.createKeyChallenge, {})
    const body = { name: 'mine', public_key: publicKeyPem, challenge, signature: signText(privateKeyPem, challenge) }
    await assert.rejects(eve.call(keys.registerSigningKey, { body }), refusedWith('key.taken'))
  }),
)

test(
  'an account with apps that somebody has to look after is not deleted, and the answer names them',
  withServer(async (server) => {
    const app = await startSampleApp(server, 'com.example.clock')
    const version = await app.published()
    await createSampleApp(app.developer, 'com.example.draft')
    const blocked = async (ids: string[]) => {
      await assert.rejects(remove(app.developer), (failure: unknown) => {
        assert.ok(failure instanceof ApiError && failure.code === 'account.owns_teams')
        assert.equal(failure.message, 'The account is the only owner of teams that need one: Dana')
        const [team] = failure.details['teams'] as { apps: string[]; members: number }[]
        assert.deepEqual([team?.apps.toSorted(), team?.members], [ids, 0])
        return true
      })
    }
    await blocked(['com.example.clock', 'com.example.draft'])
    await app.developer.call(apps.deleteApp, { params: { app_id: 'com.example.draft' } })
    await blocked(['com.example.clock'])
    const params = { app_id: app.id, version_id: version.id }
    await app.developer.call(versions.withdrawVersion, { params, body: { reason: 'The end' } })
    await remove(app.developer)
    // The id stays taken: devices know it by the key that signed it.
    const eve = await server.developer('Eve')
    await assert.rejects(createSampleApp(eve, app.id), refusedWith('app.id_taken'))
    const row = await server.deps.db.selectFrom('team').select('name').where('name', '=', 'Dana').execute()
    assert.deepEqual(row, [])
  }),
)

async function shareTeam(server: TestServer, owner: Caller, member: Caller, role: 'owner' | 'developer') {
  const team = await owner.call(teams.createTeam, { body: { name: 'Clockworks' } })
  const params = { team_id: team.id }
  await owner.call(teams.invite, { params, body: { email: member.account.email, role } })
  await server.settle()
  const mail = server.outbox.findLast(({ name }) => name === 'team_invitation')
  assert.ok(mail?.name === 'team_invitation')
  await member.call(teams.acceptInvitation, { body: { token: mail.data.token } })
  return team
}

test(
  'the only owner of a team with members hands it over before leaving',
  withServer(async (server) => {
    const [dana, eve] = [await server.developer(), await server.developer('Eve')]
    const team = await shareTeam(server, dana, eve, 'developer')
    await assert.rejects(remove(dana), refusedWith('account.owns_teams'))
    const params = { team_id: team.id, account_id: eve.account.id }
    await dana.call(teams.changeMember, { params, body: { role: 'owner' } })
    await remove(dana)
    const { members } = await eve.call(teams.getTeam, { params: { team_id: team.id } })
    assert.deepEqual(
      members.map(({ account_id }) => account_id),
      [eve.account.id],
    )
  }),
)

test(
  'of two owners who leave at once one stays',
  withServer(async (server) => {
    const [dana, eve] = [await server.developer(), await server.developer('Eve')]
    await shareTeam(server, dana, eve, 'owner')
    await createSampleApp(dana, 'com.example.clock')
    await server.deps.db
      .updateTable('app')
      .set((column) => ({
        team_id: column.selectFrom('team').select('id').where('name', '=', 'Clockworks').$asScalar().$notNull(),
      }))
      .execute()
    const results = await Promise.allSettled([remove(dana), remove(eve)])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  }),
)

test(
  'the last admin cannot be deleted',
  withServer(async (server) => {
    const admin = await server.admin()
    await assert.rejects(remove(admin), refusedWith('account.last_admin'))
    const other = await server.admin()
    const results = await Promise.allSettled([remove(admin), remove(other)])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  }),
)
