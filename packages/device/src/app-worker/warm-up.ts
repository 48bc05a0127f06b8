import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createAudit, createGrants, createSandbox, defaultLimits } from '@mosis/sandbox'
import { createNodeIds, standardViewport } from '@mosis/screen'
import { crypto } from '../brokers/crypto.ts'
import type { WorkerInit } from './messages.ts'
import { installScreen } from './screen/screen.ts'

const systemPrefix = '/system/'

/** A small screen of everything that most screens have. */
const createFiles = (systemSheets: readonly string[]): Readonly<Record<string, string>> => ({
  'a.rml': `<rml><head><title>Ready</title>
    ${systemSheets.map((name) => `<link type="text/rcss" href="${systemPrefix}${name}"/>`).join('')}
    <link type="text/rcss" href="a.rcss"/><script src="a.lua"/></head>
    <body data-model="a"><h1 id="h">{{ title }}</h1><p class="on" data-for="row : rows">{{ row.name }}</p>
    <input type="text" id="t" data-value="title"/><select id="s"><option value="1">1</option></select>
    <button id="b" onclick="press(event)">Press</button></body></rml>`,
  'a.rcss': `body { font-size: 16dp; color: #fff; background-color: rgba(0, 0, 0, 255); } h1, p { display: block; }
    p.on { padding: 4dp 8dp; border: 1dp #123456; } button:hover { color: #0f0; transition: color 0.1s linear-in-out; }
    @media (min-width: 400px) { p { margin: 1em auto; } }`,
  'a.lua': `model = document.context:OpenDataModel("a", { title = "t", rows = { { name = "n" } } })
    function press(event) model.title = json.encode({ event.type }) .. string.format("%d", 1):gsub("%d", "x") end`,
})

/**
 * Opens and closes a screen of its own, in a Lua state of its own, of which nothing stays but the platform's sheets as they were
 * read: what runs a second time in a thread runs many times faster than at first.
 */
export async function warmUp({ glue, systemRoot }: Pick<WorkerInit, 'glue' | 'systemRoot'>): Promise<void> {
  const files = createFiles(readdirSync(systemRoot).filter((name) => name.endsWith('.rcss')))
  const readSystem = (path: string) => readFileSync(join(systemRoot, path.slice(systemPrefix.length)), 'utf8')
  const sandbox = await createSandbox({
    glue,
    brokers: { crypto },
    clock: { now: () => 0, setTimer: () => undefined, clearTimer: () => undefined },
    random: (sizeBytes) => crypto.randomBytes(sizeBytes),
    log: () => undefined,
    grants: createGrants({ declared: [] }),
    audit: createAudit(defaultLimits.auditEntries),
  })
  const screen = installScreen(sandbox, {
    readText: (path) => files[path] ?? readSystem(path),
    readBytes: () => new Uint8Array(),
    translate: (key) => key,
    log: () => undefined,
    now: () => 0,
    viewport: () => standardViewport,
    ids: createNodeIds(),
    onChange: () => undefined,
    onEvent: () => undefined,
  })
  await screen.openDocument('a.rml')
  screen.setWatched(true)
  screen.update(0)
  screen.snapshot(1)
  for (let press = 1; press <= 3; press += 1) {
    await screen.click('#b').settled
    screen.update(press)
    screen.takePatch(press + 1)
  }
  screen.text()
  await screen.close()
  await sandbox.stop()
}
