import { accounts, createClient, people as peopleApi } from '@mosis/api'
import type { Client } from '@mosis/api'
import type { Mailbox } from '../mailbox.ts'
import { joinPortal, people } from '../world.ts'
import type { Developer, World } from '../world.ts'

/** Who plays in the seeded world. */
export interface Cast {
  admin: Client
  reviewer: Client
  developer: Developer
  /** Shares a team with the developer. */
  colleague: Developer
  /** Nobody in particular: a device, a visitor. */
  visitor: Client
  mailbox: Mailbox
}

const others: Record<string, string> = {
  'amelie.laurent@example.com': 'Amélie Laurent',
  'bjorn.halvorsen@example.com': 'Bjørn Halvorsen',
  'chiara.ricci@example.com': 'Chiara Ricci',
  'daiki.mori@example.com': 'Daiki Mori',
  'eszter.szabo@example.com': 'Eszter Szabó',
  'fatima.zahra@example.com': 'Fatima Zahra',
  'goran.petrovic@example.com': 'Goran Petrović',
  'ines.carvalho@example.com': 'Ines Carvalho',
}

/** Everybody has an account afterwards; one of them reviews. Those who only fill the list have not confirmed their address. */
export async function gather(world: World, mailbox: Mailbox): Promise<Cast> {
  const [colleague, reviewer] = await Promise.all([
    world.join(people.colleague),
    joinPortal(world.url, people.reviewer),
  ])
  const { id } = await reviewer.call(accounts.me, {})
  const admin = world.admin.call
  await admin(peopleApi.changePortalRole, { params: { account_id: id }, body: { role: 'reviewer' } })
  const visitor = createClient({ baseUrl: world.url })
  for (const [email, name] of Object.entries(others)) {
    await visitor(accounts.register, { body: { email, name, password: `${name} has a password` } })
  }
  for (const { email } of Object.values(people)) await confirmAddress(visitor, mailbox, email)
  return { admin, reviewer: reviewer.call, developer: world.developer, colleague, visitor, mailbox }
}

/** The token that the link of the newest matching mail carries. */
export async function tokenOfMail(mailbox: Mailbox, email: string, link: RegExp): Promise<string> {
  const mail = await mailbox.await(email, link)
  return new URL(/https?:\/\/\S+token=\S+/.exec(mail)?.[0] ?? '').searchParams.get('token') ?? ''
}

async function confirmAddress(visitor: Client, mailbox: Mailbox, email: string): Promise<void> {
  // The admin's came by the link that the portal printed, so no mail was sent.
  if (email === people.admin.email) return
  const token = await tokenOfMail(mailbox, email, /\/auth\/verify\?token=/)
  await visitor(accounts.verifyEmail, { body: { token } })
}
