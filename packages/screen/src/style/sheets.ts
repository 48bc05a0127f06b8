import type { RcssItem, RcssKeyframes, RcssRule, RcssTree } from '@mosis/syntax'
import type { Place } from '../element.ts'
import type { Compound } from '../selector-syntax.ts'
import type { Declared } from './declarations.ts'
import { readDecorator, type ReadDecorator } from './named-decorators.ts'
import { resolveFile } from './file-names.ts'
import { readFontFace } from './font-faces.ts'
import { matchesMedia } from './media.ts'
import { readBlock, readRule, type RuleSurroundings } from './read-rule.ts'
import type { FontFace, Keyframe, Keyframes, SheetSource, Sprite } from './sheet-data.ts'
import { readTree } from './sheet-trees.ts'
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
  const tree = readTree(text)
  for (const { message, line } of tree.problems) warn(message, { path, line: line + firstLine - 1 })
  return { path, firstLine, tree }
}

/** Joins sheets as they hold on a screen. `warn` hears of everything that has no effect, also in `@media` that do not hold. */
export function joinSheets(sheets: readonly ParsedSheet[], viewport: Viewport, warn: Warn): SheetSet {
  const rules: WeighedRule[] = []
  let isFull = false
  const sprites = new Map<string, Sprite>()
  const decorators = new Map<string, ReadDecorator>()
  const fontFaces: FontFace[] = []
  const keyframes = new Map<string, Keyframes>()
  // Whether a word names a sprite or a file is known only once all sprites are.
  const spriteNames = new Set(sheets.flatMap(({ tree }) => tree.items.flatMap(spriteNamesOf)))
  const spriteList = [...spriteNames].join('\n')
  for (const sheet of sheets) addItems(sheet, sheet.tree.items, true, surroundingsOf(sheet))
  return { rules: rankRules(rules), sprites, decorators, fontFaces, keyframes }

  function surroundingsOf(sheet: ParsedSheet): RuleSurroundings {
    const { path, firstLine } = sheet
    return {
      key: `${path}\n${firstLine}\n${spriteList}`,
      placeOf: (offset) => placeOf(sheet, offset),
      resolveImage: createResolver(path, nameIn(spriteNames)),
      warn,
    }
  }

  function addItems(sheet: ParsedSheet, items: readonly RcssItem[], holds: boolean, around: RuleSurroundings): void {
    const { resolveImage } = around
    for (const item of items) {
      if (item.kind === 'media') addItems(sheet, item.items, matchesMedia(item.queries, viewport), around)
      else if (item.kind === 'rule') addRule(item, holds, around)
      else if (!holds) continue
      else if (item.kind === 'keyframes') keyframes.set(item.name, readFrames(item, around))
      else if (item.kind === 'font-face') {
        const face = readFontFace(item.declarations, sheet.path, placeOf(sheet, item.offset), warn)
        if (face) fontFaces.push(face)
      } else if (item.kind === 'decorator') {
        decorators.set(item.name, readDecorator(item, resolveImage))
      } else {
        const source = item.source && resolveFile(sheet.path, unquote(item.source.value))
        if (!source) warn('Name an image of the package as "src" of this sprite sheet', placeOf(sheet, item.offset))
        else {
          for (const { name, x, y, width, height } of item.sprites) {
            sprites.set(name, { source, x, y, width, height, resolution: item.resolution })
          }
        }
      }
    }
  }

  function addRule(rule: RcssRule, holds: boolean, around: RuleSurroundings): void {
    const { declared, selectors } = readRule(rule, around)
    if (!holds) return
    for (const { text, place, compounds } of selectors) {
      for (const { compound, weight } of compounds) {
        if (rules.length < maxRules) {
          rules.push({ compound, declared, selector: text, place, weight })
          continue
        }
        if (!isFull) warn(`Use fewer rules: ${maxRules} hold, those from here on are left out`, place)
        isFull = true
      }
    }
  }
}

function readFrames({ name, frames }: RcssKeyframes, around: RuleSurroundings): Keyframes {
  const byStop = new Map<number, Declared[]>()
  for (const { stops, declarations } of frames) {
    const declared = readBlock(declarations, around)
    for (const stop of stops.filter(Number.isFinite)) byStop.set(stop, [...(byStop.get(stop) ?? []), ...declared])
  }
  const unsorted: Keyframe[] = [...byStop].map(([stop, declared]) => ({ stop, declared }))
  return { name, frames: unsorted.sort((a, b) => a.stop - b.stop) }
}

interface WeighedRule extends Omit<Rule, 'rank'> {
  weight: number
}

function rankRules(rules: WeighedRule[]): Rule[] {
  return rules
    .sort((a, b) => a.weight - b.weight)
    .map(({ compound, declared, selector, place }, rank) => ({ rank, compound, declared, selector, place }))
}

/** Makes what finds images as a sheet names them. */
export function createResolver(sheetPath: string, isSprite: (name: string) => boolean): ResolveImage {
  return (name) => (isSprite(name) ? name : (resolveFile(sheetPath, name) ?? ''))
}

/** Made apart from everything else, because what a rule comes to is remembered and must not keep the document it was read for. */
function nameIn(names: ReadonlySet<string>): (name: string) => boolean {
  return (name) => names.has(name)
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
