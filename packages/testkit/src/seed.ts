import { startMailbox } from './mailbox.ts'
import type { ArrivedMail, Mailbox } from './mailbox.ts'
import { openCalendar } from './seed/calendar.ts'
import type { Calendar } from './seed/calendar.ts'
import { fullMailbox, gather } from './seed/cast.ts'
import { complain, download, fillStore, haltOne, handInMore, misbehave, updateStore } from './seed/fill-store.ts'
import { administer, formTeam, inviteMore, keepKeys, listen } from './seed/keep-house.ts'
import { bringSamples, improveSamples, mendNotes, stageWeather, workOnSamples } from './seed/samples.ts'
import { openDevices } from './seed/telemetry.ts'
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
  const isSeeded = options.isSeeded === true
  const calendar = openCalendar(isSeeded ? 0 : firstDay)
  const log = holdLog(isSeeded)
  const world = await startWorld({
    ...options,
    clock: calendar.clock,
    onLog: log.write,
    settings: { ...around, ...options.settings },
  })
  const close = async () => {
    await world.close()
    await Promise.all([mailbox.close(), receiver.close()])
  }
  try {
    if (!isSeeded) await seedWorld(world, { mailbox, calendar }, options)
  } catch (failure) {
    log.release()
    await close()
    throw failure
  }
  log.open()
  return { ...world, mailbox, close }
}

/** What goes wrong while a world is filled goes wrong on purpose, such as mails to a full mailbox; else all of it is said. */
function holdLog(isOpen: boolean) {
  const held: string[] = []
  return {
    write: (line: string) => void (isOpen ? process.stderr.write(line) : held.push(line)),
    open: () => void (isOpen = true),
    release: () => void process.stderr.write(held.join('')),
  }
}

/** As long as the charts of a month go back, and some days more. */
const firstDay = 36

/**
 * Fills a fresh world with what a portal has after some weeks: people and a team, apps in every state, findings, threads,
 * reports, keys, and devices that use the apps day by day. All of it is made through the API, as people would, while the
 * portal's time goes by.
 */
async function seedWorld(
  world: World,
  { mailbox, calendar }: { mailbox: Mailbox; calendar: Calendar },
  { tell, onFailure }: SeedOptions,
): Promise<void> {
  const cast = await gather(world, mailbox, calendar)
  const devices = openDevices(cast)
  const step = async (name: string, ...work: Promise<void>[]) => {
    const begun = performance.now()
    await Promise.all(work).catch((failure: unknown) => {
      if (!onFailure) throw failure
      onFailure(failure)
    })
    tell?.(`${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
  }
  const teamId = await formTeam(cast)
  // Different people's work, at the same time.
  await step('The first apps', listen(cast, teamId), bringSamples(cast, teamId), fillStore(cast, teamId))
  await step('The first two weeks', devices.useApps({ from: 35, until: 21 }))
  await cast.moveTo(20.6)
  await step('The second versions', improveSamples(cast), updateStore(cast, 2))
  await step('The week of a fault', devices.useApps({ from: 20, until: 14 }))
  await cast.moveTo(13.4)
  await step('The third versions', mendNotes(cast), updateStore(cast, 3))
  await step('The days until the last ones', devices.useApps({ from: 13, until: 2 }))
  await cast.moveTo(1.4)
  await step('Work in progress', stageWeather(cast), leaveUnfinished(cast), handInMore(cast))
  await step('The days until today', devices.useApps({ from: 1, until: 0 }))
  await cast.signIn()
  await step('Today', workOnSamples(cast), misbehave(cast), inviteMore(cast, teamId))
  await step('What is left', keepKeys(cast), complain(cast), download(cast))
  await step('Decisions', haltOne(cast), administer(cast))
  mailbox.accept(fullMailbox)
}
