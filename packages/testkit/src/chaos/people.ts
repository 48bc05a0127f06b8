import { accounts, createClient, people } from '@mosis/api'
import type { Client } from '@mosis/api'
import { joinPortal } from '../world.ts'
import type { Developer } from '../world.ts'

/** Access tokens last for 15 minutes. */
const renewMs = 10 * 60_000

const personOf = (name: string) => ({
  email: `${name.toLowerCase()}@example.test`,
  name,
  password: `${name} has a long password`,
})

/** Who signs in again by themselves when their token gets old. */
export interface Staff {
  developers: Developer[]
  reviewers: Client[]
  admin: Client
}

/** Makes the accounts of everybody on an empty portal, which runs at the first of these addresses. */
export async function hireStaff(
  urls: readonly [string, ...string[]],
  setupUrl: string | undefined,
  developers: number,
): Promise<Staff> {
  const [url] = urls
  const setup_token = new URL(setupUrl ?? url).searchParams.get('token') ?? ''
  const publicCall = createClient({ baseUrl: url })
  await publicCall(accounts.register, { body: { ...personOf('Ada'), setup_token } })
  const admin = renewing([url], 'Ada')
  const reviewers = ['Rita', 'Rolf']
  for (const name of reviewers) {
    const { user } = await publicCall(accounts.register, { body: personOf(name) })
    await admin(people.changePortalRole, { params: { account_id: user.id }, body: { role: 'reviewer' } })
  }
  const names = Array.from({ length: developers }, (_, index) => `Dana${index + 1}`)
  const joined = names.map(async (name) => ({ ...(await joinPortal(url, personOf(name))), call: renewing(urls, name) }))
  return { admin, reviewers: reviewers.map((name) => renewing(urls, name)), developers: await Promise.all(joined) }
}

function renewing(urls: readonly string[], name: string): Client {
  const publicCall = callInTurn(urls)
  let current: { token: string; until: number } | undefined
  const token = async () => {
    if (current && performance.now() < current.until) return current.token
    const { access_token } = await publicCall(accounts.login, { body: personOf(name) })
    current = { token: access_token, until: performance.now() + renewMs }
    return access_token
  }
  return callInTurn(urls, token)
}

/** Calls one portal after the other, as something that shares the load out would. */
export function callInTurn(urls: readonly string[], token?: () => Promise<string>): Client {
  const clients = urls.map((baseUrl) => createClient({ baseUrl, ...(token && { token }) }))
  let calls = 0
  return (endpoint, sent, options) => {
    calls += 1
    const client = clients[calls % clients.length]
    if (!client) throw new Error('There is no portal to call')
    return client(endpoint, sent, options)
  }
}
