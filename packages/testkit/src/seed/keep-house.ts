import {
  accounts,
  apiKeys,
  keys,
  people as portalPeople,
  rules,
  sessions,
  teams,
  trustedPublishing,
  webhooks,
} from '@mosis/api'
import { generateSigningKey, signText } from '@mosis/format'
import { people } from '../world.ts'
import { tokenOfMail } from './cast.ts'
import type { Cast } from './cast.ts'

/** The developer's team with the colleague in it. */
export async function formTeam({ developer, colleague, mailbox }: Cast): Promise<string> {
  const { call } = developer
  const team = await call(teams.createTeam, { body: { name: 'Northlight Studio' } })
  const params = { team_id: team.id }
  await call(teams.invite, { params, body: { email: people.colleague.email, role: 'maintainer' } })
  const token = await tokenOfMail(mailbox, people.colleague.email, /invit/i)
  await colleague.call(teams.acceptInvitation, { body: { token } })
  return team.id
}

/** Somebody is asked into the team and has not answered yet, and the developer into another one. */
export async function inviteMore({ developer, colleague }: Cast, team_id: string): Promise<void> {
  const mila = { email: 'mila@example.com', role: 'viewer' } as const
  await developer.call(teams.invite, { params: { team_id }, body: mila })
  const other = await colleague.call(teams.createTeam, { body: { name: 'Bright Apps' } })
  await colleague.call(teams.invite, {
    params: { team_id: other.id },
    body: { email: people.developer.email, role: 'developer' },
  })
}

/** Webhooks, one of them switched off; needs a host of this name in WEBHOOK_HOSTS to be heard. */
export async function listen({ developer: { call } }: Cast, team_id: string): Promise<void> {
  const params = { team_id }
  const hook = await call(webhooks.createWebhook, { params, body: { url: 'https://hooks.example.com/mosis' } })
  await call(webhooks.testWebhook, { params: { ...params, webhook_id: hook.id } })
  const chat = await call(webhooks.createWebhook, {
    params,
    body: { url: 'https://chat.example.com/in/7c1d', events: ['version.published', 'version.rejected'] },
  })
  await call(webhooks.updateWebhook, { params: { ...params, webhook_id: chat.id }, body: { is_enabled: false } })
}

/** API keys, signing keys, trusted publishers and sessions, some of each that ended. */
export async function keepKeys({ developer, visitor }: Cast): Promise<void> {
  const { call } = developer
  const make = (
    name: string,
    expires_in_days: number,
    scopes: (typeof apiKeys.ApiKey)['shape']['scopes']['_output'],
    app_ids: string[] | null = null,
  ) => call(apiKeys.createApiKey, { body: { name, scopes, app_ids, expires_in_days } })
  await make('Release pipeline', 90, ['apps:read', 'versions:upload', 'versions:publish'], ['dev.mosis.notes'])
  await make('Crash reports to the wiki', 3, ['telemetry:read', 'apps:read'])
  const lost = await make('Laptop of the intern', 30, ['apps:read', 'apps:write'])
  await call(apiKeys.revokeApiKey, { params: { api_key_id: lost.id } })
  for (const name of ['Build server', 'Old laptop']) {
    const { privateKeyPem, publicKeyPem } = generateSigningKey()
    const { challenge } = await call(keys.createKeyChallenge, {})
    const signature = signText(privateKeyPem, challenge)
    const key = await call(keys.registerSigningKey, { body: { name, public_key: publicKeyPem, challenge, signature } })
    if (name === 'Old laptop') await call(keys.revokeSigningKey, { params: { key_id: key.id }, body: {} })
  }
  await call(trustedPublishing.addTrustedPublisher, {
    params: { app_id: 'dev.mosis.notes' },
    body: { provider: 'github', repository: 'northlight/notes', workflow: 'release.yml', environment: 'store' },
  })
  await call(trustedPublishing.addTrustedPublisher, {
    params: { app_id: 'dev.mosis.weather' },
    body: { provider: 'gitlab', project_path: 'northlight/weather', ref: 'refs/tags/v*' },
  })
  const { email, password } = people.developer
  for (const client of browsers) {
    await visitor(accounts.login, { body: { email, password } }, { headers: { 'user-agent': client } })
  }
  await call(sessions.listSessions, { query: {} })
}

const browsers = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1',
  'mosis-cli/1.0.0 (linux-x64; node-24.21.0)',
]

/** What an admin does: somebody is locked out; a rule only observes, another is off, and all of them are tried on the store. */
export async function administer({ admin }: Cast): Promise<void> {
  const { accounts: found } = await admin(portalPeople.listAccounts, { query: { q: 'Goran' } })
  for (const { id } of found) {
    await admin(portalPeople.lockAccount, {
      params: { account_id: id },
      body: { reason: 'Wrote the same advertisement to twelve teams' },
    })
  }
  const { rules: all } = await admin(rules.listRules, {})
  const set = (code: string, mode: 'off' | 'observe', reason: string) =>
    all.some((rule) => rule.code === code) && admin(rules.setRule, { params: { code }, body: { mode, reason } })
  await set('translation-incomplete', 'observe', 'Until the guide about translations is out')
  await set('asset-large', 'off', 'Pictures of the new phones are larger')
  await admin(rules.startRuleRun, {})
}
