import { parseRcss, type RcssDeclaration, type RcssItem, type RcssKeyframes, type RcssTree } from '@mosis/syntax'
import type { Place } from '../element.ts'
import { ScreenError } from '../errors.ts'
import { readSelector, type Compound } from '../selector-syntax.ts'
import { describeProblem, readDeclaration, type Declared } from './declarations.ts'
import { readDecorator, type ReadDecorator } from './named-decorators.ts'
import { resolveFile } from './file-names.ts'
import { readFontFace } from './font-faces.ts'
import { matchesMedia } from './media.ts'
import type { FontFace, Keyframe, Keyframes, SheetSource, Sprite } from './sheet-data.ts'
import { specificityOf } from './specificity.ts'
import type { ResolveImage } from './value-kinds.ts'
import type { Viewport } from './viewport.ts'

/** A rule for one selector. */
export interface Rule {
  /** Its place among all rules, the weakest first: by what the selector weighs, then as they stand in the sheets. */
  rank: number
  compound: Compound
  declared: readonly Declared[]
  selector: string
  place: Place
}

/** Everything that some sheets say on one screen. */
export interface SheetSet {
  /** By rank. */
  rules: readonly Rule[]
  sprites: ReadonlyMap<string, Sprite>
  decorators: ReadonlyMap<string, ReadDecorator>
  fontFaces: readonly FontFace[]
  keyframes: ReadonlyMap<string, Keyframes>
}

/** A sheet whose text is read. */
export interface ParsedSheet {
  path: string
  firstLine: number
  tree: RcssTree
}

/** A screen asks each rule about many elements; no app that people write comes near. */
const maxRules = 10_000

type Warn = (message: string, place: Place) => void

/** Reads the text of a sheet. What cannot be read is told and left out. */
export function parseSheet({ path, text, firstLine = 1 }: SheetSource, warn: Warn): ParsedSheet {
  const tree = parseRcss(text)
  for (const { message, line } of tree.problems) warn(message, { path, line: line + firstLine - 1 })
  return { path, firstLine, tree }
}

/** Joins sheets as they hold on a screen. `warn` hears of everything that has no effect, also in `@media` that do not hold. */
export function joinSheets(sheets: readonly ParsedSheet[], viewport: Viewport, warn: Warn): SheetSet {
  const rules: Omit<Rule, 'rank'>[] = []
  let isFull = false
  const sprites = new Map<string, Sprite>()
  const decorators = new Map<string, ReadDecorator>()
  const fontFaces: FontFace[] = []
  const keyframes = new Map<string, Keyframes>()
  // Whether a word names a sprite or a file is known only once all sprites are.
  const spriteNames = new Set(sheets.flatMap(({ tree }) => tree.items.flatMap(spriteNamesOf)))
  for (const sheet of sheets) addItems(sheet, sheet.tree.items, true)
  return { rules: rankRules(rules), sprites, decorators, fontFaces, keyframes }

  function addItems(sheet: ParsedSheet, items: readonly RcssItem[], holds: boolean): void {
    const resolveImage = createResolver(sheet.path, (name) => spriteNames.has(name))
    for (const item of items) {
      const place = placeOf(sheet, item.offset)
      if (item.kind === 'media') addItems(sheet, item.items, matchesMedia(item.queries, viewport))
      else if (item.kind === 'rule') addRule(sheet, item, holds, resolveImage)
      else if (!holds) continue
      else if (item.kind === 'keyframes') {
        keyframes.set(item.name, readFrames(sheet, item, resolveImage))
      } else if (item.kind === 'font-face') {
        const face = readFontFace(item.declarations, sheet.path, place, warn)
        if (face) fontFaces.push(face)
      } else if (item.kind === 'decorator') {
        decorators.set(item.name, readDecorator(item, resolveImage))
      } else {
        const source = item.source && resolveFile(sheet.path, unquote(item.source.value))
        if (!source) warn('Name an image of the package as "src" of this sprite sheet', place)
        else {
          for (const { name, x, y, width, height } of item.sprites) {
            sprites.set(name, { source, x, y, width, height, resolution: item.resolution })
          }
        }
      }
    }
  }

  function addRule(
    sheet: ParsedSheet,
    rule: Extract<RcssItem, { kind: 'rule' }>,
    holds: boolean,
    resolveImage: ResolveImage,
  ): void {
    const declared = readBlock(sheet, rule.declarations, resolveImage)
    for (const { text, offset } of rule.selectors) {
      const place = placeOf(sheet, offset)
      const compounds = findCompounds(text, place)
      if (!holds) continue
      for (const compound of compounds) {
        if (rules.length < maxRules) {
          rules.push({ compound, declared, selector: text, place })
          continue
        }
        if (!isFull) warn(`Use fewer rules: ${maxRules} hold, those from here on are left out`, place)
        isFull = true
      }
    }
  }

  function findCompounds(text: string, place: Place): Compound[] {
    try {
      return readSelector(text)
    } catch (error) {
      if (!(error instanceof ScreenError)) throw error
      warn(error.message, place)
      return []
    }
  }

  function readBlock(
    sheet: ParsedSheet,
    declarations: readonly RcssDeclaration[],
    resolveImage: ResolveImage,
  ): Declared[] {
    return declarations.flatMap(({ name, value, offset }) => {
      // Both are told by the reader of the sheet already.
      if (value === '' || /!\s*important/i.test(value)) return []
      const read = readDeclaration(name, value, resolveImage)
      if ('declared' in read) return read.declared
      warn(describeProblem(read.problem), placeOf(sheet, offset))
      return []
    })
  }

  function readFrames(sheet: ParsedSheet, { name, frames }: RcssKeyframes, resolveImage: ResolveImage): Keyframes {
    const byStop = new Map<number, Declared[]>()
    for (const { stops, declarations } of frames) {
      const declared = readBlock(sheet, declarations, resolveImage)
      for (const stop of stops.filter(Number.isFinite)) byStop.set(stop, [...(byStop.get(stop) ?? []), ...declared])
    }
    const unsorted: Keyframe[] = [...byStop].map(([stop, declared]) => ({ stop, declared }))
    return { name, frames: unsorted.sort((a, b) => a.stop - b.stop) }
  }
}

function rankRules(rules: readonly Omit<Rule, 'rank'>[]): Rule[] {
  return rules
    .map((rule) => ({ rule, specificity: specificityOf(rule.compound) }))
    .sort((a, b) => a.specificity - b.specificity)
    .map(({ rule }, rank) => ({ ...rule, rank }))
}

/** Makes what finds images as a sheet names them. */
export function createResolver(sheetPath: string, isSprite: (name: string) => boolean): ResolveImage {
  return (name) => (isSprite(name) ? name : (resolveFile(sheetPath, name) ?? ''))
}

function spriteNamesOf(item: RcssItem): string[] {
  if (item.kind === 'media') return item.items.flatMap(spriteNamesOf)
  return item.kind === 'spritesheet' ? item.sprites.map(({ name }) => name) : []
}

function placeOf({ path, firstLine, tree }: ParsedSheet, offset: number): Place {
  return { path, line: tree.positionAt(offset).line + firstLine - 1 }
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2')
}
