import { parseRcssValue, type Position, type RcssDeclaration, type RcssItem, type RcssValue } from '@mosis/syntax'
import type { Document } from './documents.ts'
import { textOf, type Assignments, type Mention } from './lua-names.ts'
import { placeOf, type PlaceAt } from './scripts.ts'
import type { Texts } from './sources.ts'

/** A place that names another file of the package. */
export interface Reference {
  /** What the file is there for, in a word. */
  kind: 'style sheet' | 'template' | 'script' | 'image' | 'font' | 'screen' | 'file'
  written: string
  /** The path in the package; null when it leads out of it. */
  target: string | null
  path: string
  at: Position
}

const imageShape = /\.(?:png|jpe?g|tga|webp)$/i
const linkKinds: Readonly<Record<string, Reference['kind']>> = {
  'text/rcss': 'style sheet',
  'text/css': 'style sheet',
  'text/template': 'template',
}

/** Every name of a file that is written out. Names of the platform's own files, under `/system/`, are left out. */
export function referencesOf(
  { documents, sheets, ownStyles }: Texts,
  mentions: readonly Mention[],
  assignments: Assignments,
): Reference[] {
  return [
    ...documents.flatMap(referencesOfDocument),
    ...sheets.flatMap(({ path, tree, placeAt }) => referencesOfItems(path, tree.items, placeAt)),
    ...ownStyles.flatMap(({ path, declarations, placeAt }) => imagesIn(path, declarations, placeAt)),
    ...referencesOfScripts(mentions, assignments),
  ].filter(({ written }) => !written.startsWith('/system/'))
}

/** The path of a file as named from a folder: `/` begins at the package, else at the folder; null when it leads out. */
export function resolvePath(folder: string, written: string): string | null {
  const parts = written.startsWith('/') || folder === '' ? [] : folder.split('/')
  for (const part of written.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function referencesOfDocument({ path, elements }: Document): Reference[] {
  return elements.flatMap(({ tag, attributes }) => {
    const valueOf = (name: string) => attributes.find((attribute) => attribute.name === name)
    const name = tag === 'link' ? 'href' : 'src'
    const attribute = valueOf(name)
    // Bindings put the name together at run time.
    if (!attribute || attribute.value === '' || attribute.value.includes('{{')) return []
    const kind = tag === 'link' ? linkKinds[valueOf('type')?.value.toLowerCase() ?? ''] : kindOfSource(tag)
    return kind ? [newReference(kind, attribute.value, folderOf(path), path, attribute.valueAt)] : []
  })
}

function kindOfSource(tag: string): Reference['kind'] {
  if (tag === 'script') return 'script'
  if (tag === 'template') return 'template'
  return tag === 'img' ? 'image' : 'file'
}

function referencesOfItems(path: string, items: readonly RcssItem[], placeAt: PlaceAt): Reference[] {
  return items.flatMap((item): Reference[] => {
    if (item.kind === 'media') return referencesOfItems(path, item.items, placeAt)
    if (item.kind === 'keyframes') {
      return item.frames.flatMap(({ declarations }) => imagesIn(path, declarations, placeAt))
    }
    if (item.kind === 'spritesheet') return item.source ? sourceIn(path, 'image', item.source, placeAt) : []
    if (item.kind !== 'font-face') return imagesIn(path, item.declarations, placeAt)
    return item.declarations.filter(({ name }) => name === 'src').flatMap((src) => sourceIn(path, 'font', src, placeAt))
  })
}

function sourceIn(
  path: string,
  kind: Reference['kind'],
  { value, valueOffset }: RcssDeclaration,
  placeAt: PlaceAt,
): Reference[] {
  const [first] = parseRcssValue(value)
  const isName = first?.kind === 'word' || first?.kind === 'string'
  return isName ? [newReference(kind, first.text, folderOf(path), path, placeAt(valueOffset + first.offset))] : []
}

/** Images stand in decorators, masks and fills; other words there are names of sprites, which have no extension. */
function imagesIn(path: string, declarations: readonly RcssDeclaration[], placeAt: PlaceAt): Reference[] {
  return declarations.flatMap(({ value, valueOffset }) => {
    if (!value.includes('.')) return []
    return wordsOf(parseRcssValue(value))
      .filter(({ text }) => imageShape.test(text))
      .map(({ text, offset }) => newReference('image', text, folderOf(path), path, placeAt(valueOffset + offset)))
  })
}

function wordsOf(values: readonly RcssValue[]): { text: string; offset: number }[] {
  return values.flatMap((value) => {
    if (value.kind === 'function') return wordsOf(value.args)
    return value.kind === 'mark' ? [] : [value]
  })
}

/** `navigateTo` and `import` count from `assets/`, wherever the script stands. */
function referencesOfScripts(mentions: readonly Mention[], assignments: Assignments): Reference[] {
  return mentions.flatMap(({ script, name, call }) => {
    const kind = name === 'navigateTo' ? 'screen' : name === 'import' ? 'script' : null
    const argument = call?.args[0]
    const written = kind && argument ? textOf(argument, assignments) : null
    if (!kind || !argument || written === null) return []
    const { path, ...at } = placeOf(script, argument)
    return [newReference(kind, written, 'assets', path, at)]
  })
}

function newReference(kind: Reference['kind'], written: string, folder: string, path: string, at: Position): Reference {
  return { kind, written, target: resolvePath(folder, written), path, at }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
