import { readFile } from 'node:fs/promises'
import { apps, listings, reviews, testers, versions } from '@mosis/api'
import type { Client } from '@mosis/api'
import { nextVersion, sampleFiles } from '../sample-apps.ts'
import type { Cast } from './cast.ts'
import { handIn, refOf, release, reviewOf, upload } from './hand-in.ts'

const notes = 'dev.mosis.notes'
const weather = 'dev.mosis.weather'
const bubble = 'dev.mosis.bubble'
const dayMs = 86_400_000

/** The sample apps come into the store, described in two languages. */
export async function bringSamples({ developer, reviewer }: Cast, teamId: string): Promise<void> {
  const { call } = developer
  const body = { team_id: teamId, default_locale: 'en' }
  await Promise.all([
    call(apps.createApp, {
      body: {
        id: notes,
        name: 'Notes',
        description: 'Short notes, kept on the phone',
        category: 'productivity',
        tags: ['notes', 'lists'],
      },
    }),
    call(apps.createApp, {
      body: {
        ...body,
        id: weather,
        name: 'Weather',
        description: 'The weather now, in a city of your choice',
        category: 'news',
        tags: ['weather', 'forecast'],
      },
    }),
    call(apps.createApp, {
      body: {
        ...body,
        id: bubble,
        name: 'Bubble',
        description: 'Blow into the microphone, and keep it in the air',
        category: 'entertainment',
        tags: ['game'],
      },
    }),
  ])
  const first = { release: 'when_approved', release_notes: 'The first one' } as const
  await Promise.all([
    release(developer, reviewer, notes, sampleFiles('notes'), first),
    release(developer, reviewer, weather, sampleFiles('weather'), first),
    release(developer, reviewer, bubble, sampleFiles('bubble'), first),
  ])
  await Promise.all([
    describe(call, notes, 'notes'),
    describe(call, weather, 'weather'),
    describe(call, bubble, 'bubble'),
  ])
}

/** Their second versions: that of Notes has a fault, that of Bubble is halted for a while. */
export async function improveSamples({ developer, reviewer }: Cast): Promise<void> {
  const { call } = developer
  const [, , thorns] = await Promise.all([
    release(developer, reviewer, notes, nextVersion(sampleFiles('notes'), 2), {
      release: 'when_approved',
      release_notes: 'Notes can be put into an order\n\n- drag a note to move it\n- undo after deleting',
    }),
    release(developer, reviewer, weather, nextVersion(sampleFiles('weather'), 2), {
      release: 'when_approved',
      release_notes: 'Wind and pressure',
    }),
    release(developer, reviewer, bubble, nextVersion(sampleFiles('bubble'), 2), {
      release: 'when_approved',
      release_notes: 'Thorns',
    }),
  ])
  await call(versions.haltVersion, {
    params: refOf(thorns),
    body: { reason: 'The bubble cannot be seen on dark screens' },
  })
  await call(versions.resumeVersion, { params: refOf(thorns), body: { reason: 'It can: a display was broken' } })
}

/** The version of Notes that mends the fault. */
export async function mendNotes({ developer, reviewer }: Cast): Promise<void> {
  const english = 'Faster start; the last note is no longer lost when the phone turns off'
  const mended = await release(developer, reviewer, notes, nextVersion(sampleFiles('notes'), 3), {
    release: 'when_approved',
    release_notes: english,
  })
  await developer.call(versions.putWhatsNew, {
    params: refOf(mended),
    body: {
      texts: {
        en: english,
        de: 'Schnellerer Start; die letzte Notiz geht beim Ausschalten nicht mehr verloren',
      },
    },
  })
}

/** A staged rollout of Weather begins beside the version that everybody gets. */
export async function stageWeather({ developer, reviewer }: Cast): Promise<void> {
  await release(developer, reviewer, weather, nextVersion(sampleFiles('weather'), 3), {
    release: 'when_approved',
    rollout_percent: 5,
    release_notes: 'The next three days, hour by hour',
  })
}

/** What is being done with the samples today: a draft, a larger stage and one that asks for more, a beta with its testers. */
export async function workOnSamples(cast: Cast): Promise<void> {
  await Promise.all([
    upload(cast.developer, notes, nextVersion(sampleFiles('notes'), 4)),
    askForMore(cast),
    testBubble(cast),
  ])
}

/** The staged version of Weather reaches more devices; the next one asks for more and waits for a reviewer. */
async function askForMore({ developer, colleague, reviewer }: Cast): Promise<void> {
  const { versions: staged } = await developer.call(versions.listVersions, {
    params: { app_id: weather },
    query: { limit: 1 },
  })
  for (const version of staged) {
    await developer.call(versions.raiseRollout, { params: refOf(version), body: { percent: 20 } })
  }
  const files = sampleFiles('weather')
  const manifest = JSON.parse(String(files.get('manifest.json'))) as Record<string, unknown>
  const asking = {
    ...manifest,
    version: '1.1.0',
    version_code: 4,
    permissions: ['storage', 'network.internet', 'location.coarse'],
    network: { allowed_domains: ['api.open-meteo.com', 'geocoding-api.open-meteo.com'], allow_http: false },
  }
  const next = new Map([...files, ['manifest.json', Buffer.from(JSON.stringify(asking, null, 2))] as const])
  const waiting = await handIn(developer, weather, next, {
    release: 'when_approved',
    rollout_percent: 10,
    release_notes: 'The city that you are in, when you ask for it',
  })
  if (waiting.state !== 'in_review') return
  const { call } = colleague
  await call(reviews.writeToThread, {
    params: refOf(waiting),
    body: { text: 'The location is asked for only after "Where I am" was pressed. Nothing of it is kept.' },
  })
  const params = reviewOf(waiting)
  await reviewer(reviews.addReviewNote, {
    params,
    body: { text: 'New domain is the geocoding service of the same provider.' },
  })
  await reviewer(reviews.writeToDeveloper, {
    params,
    body: { text: 'Thank you. What does the app show when the answer to the permission is no?' },
  })
  await call(reviews.writeToThread, {
    params: refOf(waiting),
    body: { text: 'It stays with the list of cities, as before; the button says that location is off.' },
  })
}

/** One that waits for its day, and a beta for the testers. */
async function testBubble({ developer, reviewer, visitor, clock }: Cast): Promise<void> {
  const { call } = developer
  const files = sampleFiles('bubble')
  const scheduled = await release(developer, reviewer, bubble, nextVersion(files, 3), {
    release: 'manual',
    release_notes: 'Two players',
  })
  const release_at = new Date(clock().getTime() + 3 * dayMs).toISOString()
  await call(versions.scheduleVersion, { params: refOf(scheduled), body: { release_at } })
  await release(developer, reviewer, bubble, nextVersion(files, 4), {
    release: 'when_approved',
    track: 'beta',
    release_notes: 'For testers: the bubble reacts to tilting',
  })
  const params = { app_id: bubble }
  for (const email of ['mila@example.com', 'tomas@example.com', 'yuki@example.com']) {
    await call(testers.inviteTester, { params, body: { email } })
  }
  const { url } = await call(testers.createTesterLink, { params, body: { max_testers: 25 } })
  const token = new URL(url).searchParams.get('token') ?? ''
  for (let joined = 0; joined < 4; joined += 1) await visitor(testers.joinTesters, { body: { token } })
}

const germanTexts = {
  notes: {
    name: 'Notizen',
    description: 'Kurze Notizen, auf dem Telefon aufbewahrt',
    long_text: 'Schreiben, ordnen, abhaken.\n\nAlles bleibt auf diesem Gerät: kein Konto, keine Werbung, kein Netz.',
  },
  weather: {
    name: 'Wetter',
    description: 'Das Wetter jetzt, in einer Stadt nach Wahl',
    long_text: 'Temperatur, Wind und Himmel, stündlich neu.\n\nDie Daten kommen von Open-Meteo.',
  },
  bubble: {
    name: 'Blase',
    description: 'Ins Mikrofon pusten, damit sie in der Luft bleibt',
    long_text: 'Ein Spiel für eine Minute. Der Ton wird nur gemessen, nie aufgenommen.',
  },
} as const

const englishTexts = {
  notes: 'Write, put in order, tick off.\n\nEverything stays on this device: no account, no advertising, no network.',
  weather: 'Temperature, wind and sky, anew every hour.\n\nThe data comes from Open-Meteo.',
  bubble: 'A game for a minute. The sound is only measured, never recorded.',
} as const

/** Listings in two languages with screenshots, and whom to ask. */
async function describe(call: Client, app_id: string, name: keyof typeof germanTexts): Promise<void> {
  const params = { app_id, locale: 'en' }
  const listing = await call(listings.getListing, { params })
  await call(listings.putListing, {
    params,
    body: { name: listing.name, description: listing.description, long_text: englishTexts[name] },
  })
  await call(listings.putListing, { params: { app_id, locale: 'de' }, body: germanTexts[name] })
  const picture = await readFile(new URL(`../../../../docs/images/${name}.png`, import.meta.url))
  await call(listings.addScreenshot, { params, query: { caption: 'The first screen' }, body: picture })
  await call(listings.addScreenshot, {
    params: { app_id, locale: 'de' },
    query: { caption: 'Der erste Bildschirm' },
    body: picture,
  })
  await call(apps.updateApp, {
    params: { app_id },
    body: {
      contact_email: 'hello@northlight.example',
      contact_url: 'https://northlight.example/help',
      privacy_url: 'https://northlight.example/privacy',
    },
  })
}
