import { startMailbox } from './mailbox.ts'
import type { ArrivedMail, Mailbox } from './mailbox.ts'
import { gather } from './seed/cast.ts'
import { complain, download, fillStore, haltOne, misbehave } from './seed/fill-store.ts'
import { administer, formTeam, keepKeys, listen } from './seed/keep-house.ts'
import { bringSamples } from './seed/samples.ts'
import { useApps } from './seed/telemetry.ts'
import { leaveUnfinished } from './seed/work-in-progress.ts'
import { startWebhookReceiver } from './webhook-receiver.ts'
import { startWorld } from './world.ts'
import type { World, WorldOptions } from './world.ts'

/** A world in which something has happened; its mails and the messages of its webhooks arrive somewhere. */
export interface SeededWorld extends World {
  mailbox: Mailbox
}

export interface SeedOptions extends WorldOptions {
  /** What the folder keeps was filled by an earlier start. */
  isSeeded?: boolean
  /** Hears of each step. */
  tell?: (line: string) => void
  onMail?: (mail: ArrivedMail) => void
  /** Where it stands, what cannot be made is left out; else the first failure ends the start. */
  onFailure?: (failure: unknown) => void
}

/** Starts a world with a mail server and a receiver of webhooks, and fills it. */
export async function startSeededWorld(options: SeedOptions = {}): Promise<SeededWorld> {
  const [mailbox, receiver] = await Promise.all([startMailbox(options), startWebhookReceiver()])
  const around = {
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Mosis <portal@mosis.test>',
    WEBHOOK_HOSTS: `hooks.example.com=${receiver.address}`,
  }
  const world = await startWorld({ ...options, settings: { ...around, ...options.settings } })
  const close = async () => {
    await world.close()
    await Promise.all([mailbox.close(), receiver.close()])
  }
  try {
    if (options.isSeeded !== true) await seedWorld(world, mailbox, options)
  } catch (failure) {
    await close()
    throw failure
  }
  return { ...world, mailbox, close }
}

/**
 * Fills a fresh world with what a portal has after some weeks: people and a team, apps in every state, findings, threads,
 * reports, keys and telemetry. All of it is made through the API, as people would.
 */
async function seedWorld(world: World, mailbox: Mailbox, { tell, onFailure }: SeedOptions): Promise<void> {
  const cast = await gather(world, mailbox)
  const teamId = await formTeam(cast)
  const step = async (name: string, work: Promise<void>) => {
    const begun = performance.now()
    await work.catch((failure: unknown) => {
      if (!onFailure) throw failure
      onFailure(failure)
    })
    tell?.(`${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
  }
  await step('Webhooks', listen(cast, teamId))
  // Different people's work, at the same time.
  await Promise.all([
    step('The sample apps', bringSamples(cast, teamId)),
    step('Work in progress', leaveUnfinished(cast)),
    step('The rest of the store', fillStore(cast, teamId)),
    step('Reports and quarantines', misbehave(cast)),
  ])
  await Promise.all([
    step('Keys and sessions', keepKeys(cast)),
    step('Complaints', complain(cast)),
    step('Downloads', download(cast)),
    step('Telemetry', useApps(cast)),
  ])
  await step('A halted app', haltOne(cast))
  await step('Rules', administer(cast))
}
