import { localesOf } from './locales.ts'
import type { Sources } from './sources.ts'

const extensions = 'rml|rcss|lua|json|png|jpe?g|tga|webp|ttf|otf|ogg|wav|mp3'
const namedExtension = new RegExp(`\\.(?:${extensions})(?![\\w.])`, 'g')
const bareExtension = new RegExp(`(?:["']|%[a-z0-9.]{1,8})\\.(${extensions})["']`, 'g')
const beforeName = /[\s"'`/\\<>()=,;:{}|]/
const maxNameLength = 255
// As many as a text of nothing but names has; beyond it every file counts as named.
const maxNames = 20_000

/**
 * The files that something names, beginning at the manifest. A name counts wherever it is written, and `"." .. "png"` put
 * behind something for every file of that kind: it is a hint for tidying up, so it rather says too little.
 */
export function reachedPaths(sources: Sources): ReadonlySet<string> {
  const { manifest, pkg, written } = sources
  const texts = new Map(written.map(({ path, text }) => [path, text]))
  const byName = new Map<string, string[]>()
  const byExtension = new Map<string, string[]>()
  for (const path of pkg.files.keys()) {
    addTo(byName, path.slice(path.lastIndexOf('/') + 1), path)
    addTo(byExtension, path.slice(path.lastIndexOf('.') + 1), path)
  }
  const waiting = ['manifest.json', manifest.entry, ...Object.values(manifest.icons ?? {})]
  waiting.push(...localesOf(sources).map(({ path }) => path))
  const reached = new Set<string>()
  let names = 0
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    const text = texts.get(path) ?? ''
    for (const name of namesIn(text)) {
      if (++names > maxNames) return new Set(pkg.files.keys())
      for (const found of byName.get(name) ?? []) waiting.push(found)
      byName.delete(name)
    }
    for (const [, extension = ''] of text.matchAll(bareExtension)) {
      for (const found of byExtension.get(extension) ?? []) waiting.push(found)
      byExtension.delete(extension)
    }
  }
  return reached
}

/** Names of files in a text, found backwards from their extension: forwards, each letter could begin one. */
function* namesIn(text: string): Generator<string> {
  for (const { index, 0: extension } of text.matchAll(namedExtension)) {
    let start = index
    while (start > 0 && index - start < maxNameLength && !beforeName.test(text[start - 1]!)) start--
    yield text.slice(start, index) + extension
  }
}

function addTo(map: Map<string, string[]>, key: string, path: string): void {
  const paths = map.get(key)
  if (paths) paths.push(path)
  else map.set(key, [path])
}
