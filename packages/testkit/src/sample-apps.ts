import { globSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const appsFolder = fileURLToPath(new URL('../../../apps/', import.meta.url))

/** The sample apps of this repository, by folder name. */
export const sampleApps = ['notes', 'weather', 'bubble'] as const

export const sampleFolder = (name: (typeof sampleApps)[number]) => join(appsFolder, name)

/** The files of a sample app as they lie in the repository, without its tests, which no package has. */
export function sampleFiles(name: (typeof sampleApps)[number]): Map<string, Buffer> {
  const cwd = sampleFolder(name)
  const paths = globSync('**/*', { cwd, exclude: ['tests'] }).filter((path) => statSync(join(cwd, path)).isFile())
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(cwd, path))]))
}

/** The same app one version later; `edits` replace whole files. */
export function nextVersion(
  files: ReadonlyMap<string, Buffer>,
  versionCode: number,
  edits: Record<string, string> = {},
): Map<string, Buffer> {
  const manifest = JSON.parse(String(files.get('manifest.json'))) as Record<string, unknown>
  const next = { ...manifest, version: `1.0.${versionCode - 1}`, version_code: versionCode }
  return new Map([
    ...files,
    ['manifest.json', Buffer.from(JSON.stringify(next, null, 2))],
    ...Object.entries(edits).map(([path, text]): [string, Buffer] => [path, Buffer.from(text)]),
  ])
}

/** The smallest app worth running: it greets, and a button counts. `lua` is what its script does besides. */
export function smallApp(id: string, versionCode = 1, lua = ''): Map<string, Buffer> {
  const version = `1.0.${versionCode}`
  const manifest = { id, name: 'Small', version, version_code: versionCode, entry: 'assets/main.rml' }
  const script = `
count = 0
function add()
  count = count + 1
  document:GetElementById("count").inner_rml = "Pressed " .. count
end
print("Hello from version ${versionCode}")
${lua}
`
  const files = {
    'manifest.json': JSON.stringify({ ...manifest, min_mosis_version: '1.0.0', permissions: [] }, null, 2),
    'assets/main.rml':
      '<rml><head><title>Small</title><script src="app.lua"></script></head>' +
      '<body><button id="add" onclick="add()">Add</button><p id="count">Pressed 0</p></body></rml>\n',
    'assets/app.lua': script,
  }
  return new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]))
}
