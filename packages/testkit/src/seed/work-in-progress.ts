import { apps, reviews, versions } from '@mosis/api'
import type { Cast } from './cast.ts'
import { handIn, handInSketch, refOf, release, reviewOf, upload } from './hand-in.ts'
import { sketchFiles } from './sketch.ts'
import type { Sketch } from './sketch.ts'

const ledger: Sketch = {
  id: 'com.example.ledger',
  name: 'Pocket Ledger',
  description: 'What went out, what came in, and for what',
  category: 'finance',
  tags: ['money', 'budget'],
  permissions: ['storage'],
}
const trails: Sketch = {
  id: 'com.example.trails',
  name: 'Trail Log',
  description: 'The walks that you took, on your own map',
  category: 'travel',
  tags: ['hiking', 'maps'],
  permissions: ['storage', 'location.fine'],
}
const kitchen: Sketch = {
  id: 'com.example.kitchen',
  name: 'Kitchen Timer',
  description: 'Four timers that do not forget each other',
  category: 'lifestyle',
  tags: ['cooking', 'timer'],
  permissions: ['system.notifications'],
}
const tea: Sketch = {
  ...kitchen,
  id: 'com.example.tea',
  name: 'Tea',
  description: 'How long, how hot, how much',
  permissions: [],
}

const asked =
  'function locate()\n  if permissions.request("location.fine") then\n    local here = location.get()\n    print(here and here.latitude)\n  end\nend\n'
const reminded = 'function remind()\n  notifications.show({ title = "Done", body = "The timer has run out" })\nend\n'
const kept = 'function keep(text)\n  storage.write("entries.txt", text)\nend\n'

/** What the developer has on the desk: nothing yet, faults, a wish of the reviewers, a refusal, a place in the queue. */
export async function leaveUnfinished(cast: Cast): Promise<void> {
  const { call } = cast.developer
  for (const { id, name, description, category, tags } of [ledger, trails, kitchen, tea]) {
    await call(apps.createApp, { body: { id, name, description, category, tags } })
  }
  await Promise.all([failLedger(cast), askForChanges(cast), refuseKitchen(cast)])
}

/** The automated review finds faults of every kind in the second version. */
async function failLedger({ developer, reviewer }: Cast): Promise<void> {
  await release(developer, reviewer, ledger.id, sketchFiles(ledger, { version: '0.9.0', version_code: 1, lua: kept }))
  const lua = `${kept}
function total(entries)
  local sum = 0
  for index = 1, #entries do
    sum = sum + entries[index]amount
  end
  return sum
end
`
  await handInSketch(developer, ledger, { version: '0.9.1', version_code: 2, lua })
  const files = sketchFiles(ledger, {
    version: '0.9.2',
    version_code: 3,
    permissions: ['storage', 'network.internet', 'contacts.read'],
    lua: `${kept}
function send()
  network.request({ url = "http://ledger.example.com/collect" })
  totl = 1
  setmetatable({}, {})
  timer.every(16, function() again() end)
end
`,
  })
  const screen = String(files.get('assets/main.rml'))
  files.set('assets/main.rml', Buffer.from(screen.replace('</body>', '  <img src="images/coin.png"/>\n  </body>')))
  await handIn(developer, ledger.id, files)
  await upload(developer, ledger.id, sketchFiles(ledger, { version: '0.9.3', version_code: 4, lua: kept }))
}

/** A reviewer asks for changes, the developer asks back; the next version waits. */
async function askForChanges({ developer, reviewer }: Cast): Promise<void> {
  const first = await handInSketch(
    developer,
    trails,
    { version: '1.0.0', version_code: 1, lua: `${asked}${kept}` },
    { release_notes: 'The first version' },
  )
  const params = reviewOf(first)
  await reviewer(reviews.claimReview, { params })
  await reviewer(reviews.requestChanges, {
    params,
    body: {
      reason: 'The exact place is asked for as soon as the app starts, before anybody can know why.',
      reason_codes: ['permission_unexplained', 'hard_to_use'],
    },
  })
  const write = (text: string) => developer.call(reviews.writeToThread, { params: refOf(first), body: { text } })
  await write('Would it be enough to ask when a walk is begun?')
  await reviewer(reviews.writeToDeveloper, {
    params,
    body: { text: 'Yes: with a sentence beside the button that says what the place is used for.' },
  })
  await write('Done in 1.0.1. The smallest text is 14 dp now, too.')
  await handInSketch(
    developer,
    trails,
    { version: '1.0.1', version_code: 2, lua: `${asked}${kept}` },
    { release: 'when_approved', release_notes: 'Asks for the place when a walk begins' },
  )
}

/** Rejected, appealed; and one that was taken back. */
async function refuseKitchen({ developer, reviewer }: Cast): Promise<void> {
  const first = await handInSketch(developer, kitchen, { version: '1.0.0', version_code: 1, lua: reminded })
  await reviewer(reviews.rejectReview, {
    params: reviewOf(first),
    body: { reason: 'The second timer stops when the first one runs out.', reason_codes: ['does_not_work'] },
  })
  await developer.call(reviews.appealVersion, {
    params: refOf(first),
    body: {
      text: 'It stops only while the phone is off, as the platform asks of every app. A film of it is at https://northlight.example/timers.',
    },
  })
  const second = await handInSketch(developer, kitchen, { version: '1.0.1', version_code: 2, lua: reminded })
  await developer.call(versions.withdrawVersion, { params: refOf(second), body: { reason: 'The appeal comes first' } })
}
