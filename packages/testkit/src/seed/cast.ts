import { setTimeout } from 'node:timers/promises'
import { accounts, createClient, jobs, people as peopleApi } from '@mosis/api'
import type { Client } from '@mosis/api'
import type { Clock } from '@mosis/server'
import type { Mailbox } from '../mailbox.ts'
import { joinPortal, people } from '../world.ts'
import type { Developer, World } from '../world.ts'
import type { Calendar } from './calendar.ts'
import { staySignedIn } from './stay-signed-in.ts'

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
  clock: Clock
  /** Lets time go by, once the portal has done everything that was to be done until then. */
  moveTo: (daysAgo: number) => Promise<void>
  /** Has everybody sign in anew. */
  signIn: () => Promise<void>
}

/** The last one's mailbox is full. */
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
export const fullMailbox = 'ines.carvalho@example.com'

/** Everybody has an account afterwards; one of them reviews. Those who only fill the list have not confirmed their address. */
export async function gather(world: World, mailbox: Mailbox, { clock, moveTo }: Calendar): Promise<Cast> {
  const [colleague, reviewer] = await Promise.all([
    world.join(people.colleague),
    joinPortal(world.url, people.reviewer),
  ])
  const { id } = await reviewer.call(accounts.me, {})
  await world.admin.call(peopleApi.changePortalRole, { params: { account_id: id }, body: { role: 'reviewer' } })
  const visitor = createClient({ baseUrl: world.url })
  mailbox.refuse(fullMailbox)
  for (const [email, name] of Object.entries(others)) {
    await visitor(accounts.register, { body: { email, name, password: `${name} has a password` } })
  }
  for (const { email } of Object.values(people)) await confirmAddress(visitor, mailbox, email)
  const stay = (person: keyof typeof people) => staySignedIn(world.url, people[person], clock)
  const signedIn = {
    admin: stay('admin'),
    reviewer: stay('reviewer'),
    developer: stay('developer'),
    colleague: stay('colleague'),
  }
  return {
    admin: signedIn.admin.call,
    reviewer: signedIn.reviewer.call,
    developer: { ...world.developer, call: signedIn.developer.call },
    colleague: { ...colleague, call: signedIn.colleague.call },
    visitor,
    mailbox,
    clock,
    async moveTo(daysAgo) {
      await settle(signedIn.admin.call)
      moveTo(daysAgo)
    },
    async signIn() {
      await Promise.all(Object.values(signedIn).map(({ signIn }) => signIn()))
    },
  }
}

/** A job that ran while time is moved would be taken for one whose process ended. */
async function settle(admin: Client): Promise<void> {
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 1.5, 100)) {
    const { waiting, running } = await admin(jobs.summarizeJobs, {})
    if (waiting + running === 0) return
    await setTimeout(pauseMs)
  }
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
