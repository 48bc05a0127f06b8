import { cp, mkdir } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'rolldown'

/** Where things stand in the released package, beside its code. */
const placesFolder = 'files'

/** Sources that build something while they run, and what takes their place where it was built before. */
const twins = new Map([
  ['packages/device/src/thread-bundle.ts', 'packages/device/src/released/thread-bundle.ts'],
  ['packages/simulator/src/server/page-bundle.ts', 'packages/simulator/src/released/page-bundle.ts'],
  ['packages/simulator/src/screenshot/paint-script.ts', 'packages/simulator/src/released/paint-script.ts'],
])

const address = /new URL\(\s*'([^']+)',\s*import\.meta\.url,?\s*\)/g
const dependency = /import\.meta\.resolve\(\s*'([^']+)',?\s*\)/g

/** What the code names beside itself, once it stands in one folder: programs are built with it, files are copied. */
export interface Places {
  plugin: Plugin
  /** Copies every file that the code names into the folder in which the code is. */
  copy(code: string): Promise<void>
  /** The files copied, as they stand in this repository. */
  sources(): string[]
}

/** Sees to every `new URL(…, import.meta.url)` and `import.meta.resolve(…)` of the sources in a folder. */
export function createPlaces(root: string): Places {
  const copies = new Map<string, string>()
  const isOurs = (id: string) => /^packages[\\/].*\.ts$/.test(relative(root, id))

  /** A file or folder gets a place of its own; the version is read from the package itself. */
  function placeOf(path: string): string {
    if (path === join(root, 'packages', 'cli', 'package.json')) return '../package.json'
    const name = relative(root, path).replaceAll('\\', '/')
    const place = `${placesFolder}/${name.replace(/^(?:packages|node_modules)\//, '')}`
    copies.set(path, place)
    return `./${place}`
  }

  return {
    plugin: {
      name: 'places',
      async resolveId(name, importer, { kind }) {
        const found = await this.resolve(name, importer, { kind, skipSelf: true })
        const twin = found ? twins.get(relative(root, found.id).replaceAll('\\', '/')) : undefined
        return twin === undefined ? found : join(root, twin)
      },
      transform(code, id) {
        // What takes a place is written for where it will stand.
        if (!isOurs(id) || basename(dirname(id)) === 'released') return undefined
        const placed = code
          .replace(address, (_, name: string) => {
            const path = resolve(dirname(id), name)
            if (!path.endsWith('.ts')) return urlOf(placeOf(path), name.endsWith('/'))
            const fileName = `${relative(join(root, 'packages'), path)
              .replaceAll(/[\\/](?:src[\\/])?/g, '-')
              .slice(0, -3)}.js`
            this.emitFile({ type: 'chunk', id: path, fileName })
            return urlOf(`./${fileName}`)
          })
          .replace(dependency, (_, name: string) => `${urlOf(placeOf(fileURLToPath(import.meta.resolve(name))))}.href`)
        return placed === code ? undefined : { code: placed }
      },
    },
    async copy(code) {
      for (const [from, place] of copies) {
        const to = join(code, place)
        await mkdir(dirname(to), { recursive: true })
        await cp(from, to, { recursive: true })
      }
    },
    sources: () => [...copies.keys()],
  }
}

const urlOf = (place: string, isFolder = false) => `new URL('${place}${isFolder ? '/' : ''}', import.meta.url)`
