// Things of a team or an account to be attacked, each made when a path names it.
import {
  apiKeys,
  apps,
  deviceLogin,
  keys,
  listings,
  testers,
  trustedPublishing,
  tusVersion,
  uploads,
  versions,
  webhooks,
} from '@mosis/api'
import { openSession } from '../accounts/sessions.ts'
import { newId } from '../db/ids.ts'
import { systemCall } from '../http/call.ts'
import { registerKey, samplePackage, upload } from '../versions/testing.ts'
import type { SampleKey } from '../versions/testing.ts'
import type { Caller, TestServer } from '../testing.ts'

/** A team and an owner of it, who makes things. */
export interface Place {
  owner: Caller
  teamId: string
  key: SampleKey
  /** The team that is attacked, and not the attacker's own. */
  isMain: boolean
}

/** Makes a thing of a place; `made` has the ids of what it is a part of. */
type Make = (place: Place, made: Record<string, string>) => Promise<string>

const hourMs = 3_600_000

/** Says how to make each thing that a path may name, by the name of its parameter. */
export function createMakers(server: TestServer, { bystander, subject }: { bystander: Caller; subject: Caller }) {
  const { deps, settle } = server
  let number = 0
  const next = () => (number += 1)
  const makeApp = async ({ owner, teamId }: Place) => {
    const id = `com.attack.n${next()}`
    await owner.call(apps.createApp, { body: { id, name: 'Attacked', team_id: teamId } })
    return id
  }
  const found = {
    team_id: ({ teamId }) => Promise.resolve(teamId),
    app_id: (place) => makeApp(place),
    version_id: (place, { app_id = '' }) => makeVersion(place, app_id),
    async review_id(place) {
      const app_id = await makeApp(place)
      const params = { app_id, version_id: await makeVersion(place, app_id) }
      await place.owner.call(versions.submitVersion, { params, body: {} })
      await settle()
      return (await place.owner.call(versions.getVersion, { params })).review?.id ?? ''
    },
    account_id: ({ owner, isMain }) => Promise.resolve((isMain ? bystander : owner).account.id),
    async portal_account_id() {
      const { id } = subject.account
      const at = server.clock.now()
      await deps.db.updateTable('account').set({ locked_at: null }).where('id', '=', id).execute()
      await deps.db
        .insertInto('totp')
        .values({ account_id: id, secret: '', confirmed_at: at, last_step: 0, created_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return id
    },
    async invitation_id({ owner, teamId }) {
      const id = newId('inv')
      const now = server.clock.now()
      const row = { id, team_id: teamId, email: `guest-${next()}@example.com`, role: 'viewer' as const }
      await deps.db
        .insertInto('team_invitation')
        .values({
          ...row,
          token_hash: id,
          invited_by: owner.account.id,
          created_at: now,
          expires_at: new Date(Date.parse(now) + hourMs).toISOString(),
          state: 'open',
        })
        .execute()
      return id
    },
    async publisher_id({ owner }, { app_id = '' }) {
      const body = { provider: 'github' as const, repository: 'olga/clock', workflow: `n${next()}.yml` }
      return (await owner.call(trustedPublishing.addTrustedPublisher, { params: { app_id }, body })).id
    },
    async upload_id({ owner }, { app_id = '' }) {
      const headers = { 'tus-resumable': tusVersion, 'upload-length': '10' }
      // An account may have only a few at the same time.
      await deps.db.deleteFrom('upload').execute()
      return (await owner.call(uploads.createUpload, { params: { app_id } }, { headers })).id
    },
    async tester_id({ owner }, { app_id = '' }) {
      const body = { email: `tester-${next()}@example.com` }
      return (await owner.call(testers.inviteTester, { params: { app_id }, body })).id
    },
    link_id: async ({ owner }, { app_id = '' }) =>
      (await owner.call(testers.createTesterLink, { params: { app_id }, body: {} })).id,
    async webhook_id({ owner }, { team_id = '' }) {
      const body = { url: `https://hooks.example/${next()}` }
      return (await owner.call(webhooks.createWebhook, { params: { team_id }, body })).id
    },
    async delivery_id({ owner }, { team_id = '', webhook_id = '' }) {
      const { id } = await owner.call(webhooks.testWebhook, { params: { team_id, webhook_id } })
      // Nothing leaves this machine.
      await deps.db.deleteFrom('job').where('name', '=', 'webhook.deliver').execute()
      return id
    },
    async session_id({ owner }) {
      const call = { ...systemCall(server.clock.now(), 'req_attack'), accountId: owner.account.id }
      const manner = { client: 'Attacked', method: 'password' as const, isNewAccount: true }
      return (await openSession(deps.db, call, owner.account, manner)).sessionId
    },
    async api_key_id({ owner }) {
      const body = { name: 'Attacked', scopes: ['apps:read' as const] }
      return (await owner.call(apiKeys.createApiKey, { body })).id
    },
    async key_id({ owner }) {
      await registerKey(owner)
      return (await owner.call(keys.listSigningKeys, {})).signing_keys.at(-1)?.id ?? ''
    },
    async passkey_id({ owner }) {
      const id = newId('pk')
      await deps.db
        .insertInto('passkey')
        .values({
          id,
          account_id: owner.account.id,
          credential_id: id,
          public_key: '',
          counter: 0,
          transports: '[]',
          is_backed_up: 0,
          name: 'Attacked',
          created_at: server.clock.now(),
          last_used_at: null,
        })
        .execute()
      return id
    },
    async block_id({ owner }) {
      const id = newId('blk')
      const created_at = server.clock.now()
      const made = { id, kind: 'file' as const, value: id, created_by: owner.account.id, created_at }
      await deps.db
        .insertInto('block')
        .values({ ...made, reason: '', public_reason: '', removed_by: null, removed_at: null })
        .execute()
      return id
    },
    user_code: async () =>
      (await server.call(deviceLogin.startDeviceLogin, { body: { client_id: 'mosis-cli' } })).user_code,
    // A language that only the place's own apps have.
    async locale({ owner }, { app_id = '' }) {
      await owner.call(listings.putListing, { params: { app_id, locale: 'de' }, body: { name: 'Angegriffen' } })
      return 'de'
    },
    async screenshot_id({ owner }, { app_id = '', locale = 'de' }) {
      const params = { app_id, locale }
      const id = newId('shot')
      const row = { id, ...params, position: 1, sha256: id, width: 320, height: 320, caption: '' }
      await deps.db
        .insertInto('app_screenshot')
        .values({ ...row, created_at: server.clock.now() })
        .execute()
      return (await owner.call(listings.getListing, { params })).screenshots.at(-1)?.id ?? ''
    },
    async group_id(_place, { app_id = '' }) {
      const group_hash = next().toString(16).padStart(64, '0')
      const at = server.clock.now()
      const seen = { first_version: '1.0.0', last_version: '1.0.0', first_received_at: at, last_received_at: at }
      await deps.telemetryDb
        .insertInto('crash_group')
        .values({ app_id, group_hash, type: 'lua_error', message: 'Attacked', crash_count: 1, ...seen })
        .execute()
      return group_hash
    },
    job_id: () => Promise.resolve('job_notthere'),
    run_id: () => Promise.resolve('run_notthere'),
    code: () => Promise.resolve('http-allowed'),
    provider: () => Promise.resolve('github'),
    version_code: () => Promise.resolve('1'),
    file: () => Promise.resolve('nothing.mosis'),
    path: () => Promise.resolve('assets%2Fmain.rml'),
  } as const satisfies Record<string, Make>
  return found as Record<string, Make> & typeof found
}

const makeVersion = async ({ owner, key }: Place, app_id: string) => {
  const pkg = samplePackage({ id: app_id, privateKeyPem: key.privateKeyPem })
  return (await upload(owner, app_id, pkg)).id
}
