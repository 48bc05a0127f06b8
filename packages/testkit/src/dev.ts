// `npm run dev`: the web portal from its sources, with hot reload, in front of a portal in which something has happened already.
// What is changed in it stays in portal-data/world; removing that folder begins anew.
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openFront } from './front.ts'
import { startSeededWorld } from './seed.ts'
import { people } from './world.ts'

const port = 8080
const baseUrl = `http://localhost:${port}`
const behind = `127.0.0.1:${port + 1}`
const folder = fileURLToPath(new URL('../../../portal-data/world', import.meta.url))
/** Written when the world is complete: one whose filling was interrupted is of no use. */
const mark = join(folder, 'complete')
const isSeeded = existsSync(mark)

if (!isSeeded) await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const front = await openFront({ port, portalUrl: `http://${behind}`, baseUrl })
const tell = (line: string) => void process.stdout.write(`${line}\n`)
if (!isSeeded) tell('Filling a new portal with people, apps and what happened to them…')
let isReady = false
const world = await startSeededWorld({
  folder,
  listen: behind,
  logLevel: 'info',
  // Each version that is tried in the sandbox takes a second, and sixty are handed in to fill the world.
  settings: { BASE_URL: baseUrl, BEHAVIOUR_REVIEW: isSeeded ? '1' : '0' },
  isSeeded,
  tell: (line) => tell(`  ${line}`),
  onMail: ({ to, text }) =>
    void (isReady && tell(`Mail to ${to}: ${/https?:\S+/.exec(text)?.[0] ?? 'without a link'}`)),
})
isReady = true
await writeFile(mark, '')
tell(`\nMosis portal is running at ${baseUrl}`)
for (const { email, name, password } of Object.values(people)) {
  tell(`  ${name.padEnd(14)} ${email.padEnd(20)} ${password}`)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    Promise.all([front.close(), world.close()]).then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}
