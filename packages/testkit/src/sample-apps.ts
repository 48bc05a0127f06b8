import { globSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const appsFolder = fileURLToPath(new URL('../../../apps/', import.meta.url))

/** The sample apps of this repository, by folder name. */
export const sampleApps = ['notes', 'weather'] as const

export const sampleFolder = (name: (typeof sampleApps)[number]) => join(appsFolder, name)

/** The files of a sample app as they lie in the repository. */
export function sampleFiles(name: (typeof sampleApps)[number]): Map<string, Buffer> {
  const cwd = sampleFolder(name)
  const paths = globSync('**/*', { cwd }).filter((path) => statSync(join(cwd, path)).isFile())
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
