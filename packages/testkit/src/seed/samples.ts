import { readFile } from 'node:fs/promises'
import { apps, listings, reviews, testers, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { nextVersion, sampleFiles } from '../sample-apps.ts'
import type { Cast } from './cast.ts'
import { handIn, refOf, release, reviewOf, upload } from './hand-in.ts'

const notes = 'dev.mosis.notes'
const weather = 'dev.mosis.weather'
const bubble = 'dev.mosis.bubble'
const dayMs = 86_400_000

/** The sample apps, each somewhere else on its way: a draft waits, one is rolled out in stages, one is with its testers. */
export async function bringSamples(cast: Cast, teamId: string): Promise<void> {
  const { call } = cast.developer
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
  await Promise.all([publishNotes(cast), publishWeather(cast), publishBubble(cast)])
  await Promise.all([
    describe(cast, notes, 'notes'),
    describe(cast, weather, 'weather'),
    describe(cast, bubble, 'bubble'),
  ])
}

/** Three versions in the store one after the other, and a draft of the next. */
async function publishNotes({ developer, reviewer }: Cast): Promise<void> {
  const files = sampleFiles('notes')
  const said = [
    'The first one',
    'Notes can be put into an order\n\n- drag a note to move it\n- undo after deleting',
    'Faster start; the last note is no longer lost when the phone turns off',
  ]
  let last: Version | undefined
  for (const [index, release_notes] of said.entries()) {
    const next = index === 0 ? files : nextVersion(files, index + 1)
    last = await release(developer, reviewer, notes, next, { release: 'when_approved', release_notes })
  }
  if (last) {
    await developer.call(versions.putWhatsNew, {
      params: refOf(last),
      body: {
        texts: {
          en: said[2] ?? '',
          de: 'Schnellerer Start; die letzte Notiz geht beim Ausschalten nicht mehr verloren',
        },
      },
    })
  }
  await upload(developer, notes, nextVersion(files, 4))
}

/** A staged rollout beside the version that everybody gets, and one that asks for more and waits for a reviewer. */
async function publishWeather({ developer, colleague, reviewer }: Cast): Promise<void> {
  const files = sampleFiles('weather')
  await release(developer, reviewer, weather, files)
  await release(developer, reviewer, weather, nextVersion(files, 2), {
    release: 'when_approved',
    release_notes: 'Wind and pressure',
  })
  const staged = await release(developer, reviewer, weather, nextVersion(files, 3), {
    release: 'when_approved',
    rollout_percent: 5,
    release_notes: 'The next three days, hour by hour',
  })
  await developer.call(versions.raiseRollout, { params: refOf(staged), body: { percent: 20 } })
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

/** One that was stopped, one that waits for its day, and a beta for the testers. */
async function publishBubble({ developer, reviewer, visitor }: Cast): Promise<void> {
  const { call } = developer
  const files = sampleFiles('bubble')
  await release(developer, reviewer, bubble, files)
  const second = await release(developer, reviewer, bubble, nextVersion(files, 2), {
    release: 'when_approved',
    release_notes: 'Thorns',
  })
  await call(versions.haltVersion, {
    params: refOf(second),
    body: { reason: 'The bubble cannot be seen on dark screens' },
  })
  await call(versions.resumeVersion, { params: refOf(second), body: { reason: 'It can: a display was broken' } })
  const later = new Date(Date.now() + 3 * dayMs).toISOString()
  await release(developer, reviewer, bubble, nextVersion(files, 3), {
    release: 'manual',
    release_notes: 'Two players',
  }).then((version) => call(versions.scheduleVersion, { params: refOf(version), body: { release_at: later } }))
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
async function describe({ developer: { call } }: Cast, app_id: string, name: keyof typeof germanTexts): Promise<void> {
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
