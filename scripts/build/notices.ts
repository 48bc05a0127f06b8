import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Manifest {
  name?: string
  version?: string
  license?: string
  homepage?: string
}

/** The names, versions and licences of the packages that these files come from, as their licences ask for. */
export function writeNotices(files: Iterable<string>): string {
  const folders = new Set(
    Array.from(files)
      .filter((path) => /[\\/]node_modules[\\/]/.test(path))
      .map(packageFolder),
  )
  const parts = [...folders].map((folder) => {
    const { name = '', version = '', license = 'see below' } = readManifest(folder)
    const texts = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file))
    const text = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
    return { name, text: `## ${name} ${version}\n\nLicence: ${license}\n\n${text}`.trim() }
  })
  const sorted = parts.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return `# What the mosis command contains of others\n\n${sorted.map(({ text }) => text).join('\n\n')}\n`
}

const readManifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** Packages have files like this in folders below, too, without a name. */
function packageFolder(path: string): string {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && readManifest(folder).version !== undefined) return folder
  }
  throw new Error(`${path} should be inside a package`)
}
