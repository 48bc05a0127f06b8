import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Line } from '@mosis/device'
import { startSimulator } from './simulator.ts'
import type { Simulator } from './simulator.ts'
import { watchFolder } from './watch/watch-folder.ts'

const manifest = {
  id: 'com.example.counter',
  name: 'Counter',
  version: '1.0.0',
  version_code: 1,
  entry: 'assets/main.rml',
  permissions: ['storage', 'contacts.read', 'system.notifications'],
  min_mosis_version: '1.0.0',
  background_color: '#FAF7F0',
}

const files: Record<string, string> = {
  'manifest.json': JSON.stringify(manifest, null, 2),
  'assets/main.rml': `<rml>
<head>
  <title>Counter</title>
  <link type="text/rcss" href="main.rcss"/>
  <script src="main.lua"></script>
</head>
<body>
  <p id="count">0</p>
  <input id="name" type="text"/>
  <button id="add" onclick="add()">Add</button>
  <button id="ask" onclick="ask()">Ask</button>
  <button id="next" onclick="navigateTo('second.rml')">Next</button>
</body>
</rml>
`,
  'assets/second.rml': `<rml>
<head><title>Second</title><link type="text/rcss" href="main.rcss"/></head>
<body><p id="where">Second screen</p></body>
</rml>
`,
  'assets/main.rcss': `body { width: 100%; height: 100%; background-color: #faf7f0; color: #202020; font-family: Inter; font-size: 16dp; }
p, button, input { display: block; margin: 12dp; padding: 8dp; }
button { background-color: #0b6b53; color: #ffffff; width: 120dp; height: 40dp; }
input { background-color: #ffffff; width: 200dp; height: 24dp; }
`,
  'assets/main.lua': `count = 0
function add()
  count = count + 1
  document:GetElementById("count").inner_rml = tostring(count)
end
function ask()
  local granted = permissions.request("contacts.read")
  document:GetElementById("count").inner_rml = granted and "allowed" or "denied"
end
print("started")
`,
}

/** A small project in a folder of its own, on a phone that is switched off after the test. */
export interface TestPhone extends Simulator {
  folder: string
  lines: Line[]
  write(path: string, text: string): Promise<void>
  /** Does one of the verbs as `mosis sim` does. */
  control: (
    verb: string,
    args?: object,
  ) => Promise<{ ok: boolean; value?: unknown; code?: string; message?: string; fix?: string }>
}

/** Switches a phone on; `isWatched` reloads what is written, as `mosis dev` does. */
export async function startTestPhone(
  t: TestContext | { after(work: () => Promise<void>): void },
  { isWatched = false, changed = {} }: { isWatched?: boolean; changed?: Record<string, string> } = {},
): Promise<TestPhone> {
  const root = await mkdtemp(join(tmpdir(), 'mosis-phone-'))
  const folder = join(root, 'project')
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  for (const [path, text] of Object.entries({ ...files, ...changed })) await write(path, text)
  const lines: Line[] = []
  const simulator = await startSimulator({
    mode: 'dev',
    project: { kind: 'folder', path: folder },
    home: join(root, 'home'),
    grants: [],
    maps: {},
    onLine: (line) => lines.push(line),
  })
  const watching = isWatched
    ? await watchFolder(folder, (paths) => void simulator.phone.reload(paths), fail)
    : undefined
  t.after(async () => {
    watching?.close()
    await simulator.close()
    await rm(root, { recursive: true, force: true })
  })
  await simulator.phone.open()
  return {
    ...simulator,
    folder,
    lines,
    write,
    async control(verb, args = {}) {
      const response = await fetch(`${simulator.origin}/control`, {
        method: 'POST',
        headers: { authorization: `Bearer ${simulator.controlToken}` },
        body: JSON.stringify({ verb, args }),
      })
      // The control's answer has this form.
      return (await response.json()) as Awaited<ReturnType<TestPhone['control']>>
    },
  }
}

function fail(error: Error): never {
  throw error
}
