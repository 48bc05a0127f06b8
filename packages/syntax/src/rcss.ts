import { shorten } from './shorten.ts'
import { parse as parseSelector } from 'css-what'
import { positionsOf, type SyntaxProblem } from './position.ts'
import { readRcssBlocks, unknownAtRule, type OnBadRcss, type RcssBlock } from './rcss-blocks.ts'
import type {
  RcssDeclaration,
  RcssItem,
  RcssKeyframes,
  RcssMedia,
  RcssMediaQuery,
  RcssRule,
  RcssSelector,
  RcssSpritesheet,
  RcssTree,
} from './rcss-tree.ts'

const maxProblems = 20
// The library that reads selectors calls itself for every "(", and a selector is a line of text, not a file.
const maxSelectorDepth = 16
const maxSelectorLength = 4096
const maxQueryLength = 1000
const stopShape = /^(?:from|to|\d+(?:\.\d+)?%)$/i
const lengthShape = /^-?\d+(?:\.\d+)?(?:px)?$/i
const mediaCondition = /^\(\s*([a-z][a-z-]*)\s*:\s*([^()]+?)\s*\)$/i
const mediaFeatures = /^(?:(?:min-|max-)?(?:width|height|aspect-ratio|resolution)|orientation|theme)$/i

/** Reads a style sheet as RmlUi 6 knows them. After a mistake it goes on with the next declaration or block. */
export function parseRcss(text: string): RcssTree {
  const { problems, positionAt, onBad } = collectProblems(text)
  const top = readRcssBlocks(text, onBad)
  for (const { offset } of top.declarations) {
    onBad('rcss-stray-declaration', offset, 'Put this declaration into a rule: a sheet holds rules only')
  }
  const items = top.blocks.flatMap((block) => readItem(block, onBad))
  return { items, problems: problems.sort((a, b) => a.offset - b.offset), positionAt }
}

/** Reads what a `style` attribute holds. */
export function parseRcssDeclarations(text: string): { declarations: RcssDeclaration[]; problems: SyntaxProblem[] } {
  const { problems, onBad } = collectProblems(text)
  const { declarations, blocks } = readRcssBlocks(text, onBad)
  for (const { offset } of blocks) onBad('rcss-nested-rule', offset, 'Write declarations only: a block begins here')
  return { declarations, problems: problems.sort((a, b) => a.offset - b.offset) }
}

function collectProblems(text: string) {
  const problems: SyntaxProblem[] = []
  const positionAt = positionsOf(text)
  const onBad: OnBadRcss = (code, offset, message) => {
    if (problems.length < maxProblems) problems.push({ code, message, ...positionAt(offset) })
  }
  return { problems, positionAt, onBad }
}

function readItem(block: RcssBlock, onBad: OnBadRcss): RcssItem[] {
  const { prelude, declarations, offset } = block
  if (!prelude.startsWith('@')) return [readRule(block, onBad)]
  const keyword = /^@[\w-]*/.exec(prelude)![0].toLowerCase()
  const rest = prelude.slice(keyword.length).trim()
  if (keyword === '@media') return [readMedia(block, rest, onBad)]
  if (keyword === '@keyframes') return [readKeyframes(block, rest, onBad)]
  refuseBlocks(block, onBad)
  if (keyword === '@spritesheet') return [readSpritesheet(block, rest, onBad)]
  if (keyword === '@font-face') return [{ kind: 'font-face', declarations, offset }]
  if (keyword === '@decorator') {
    const [name = '', type = ''] = rest.split(':').map((part) => part.trim())
    if (!name || !type) onBad('rcss-bad-decorator', offset, 'Write "@decorator name : type {"')
    return [{ kind: 'decorator', name, type, declarations, offset }]
  }
  onBad('rcss-unknown-at-rule', offset, unknownAtRule(prelude))
  return []
}

function readRule(block: RcssBlock, onBad: OnBadRcss): RcssRule {
  refuseBlocks(block, onBad)
  return {
    kind: 'rule',
    selectors: readSelectors(block, onBad),
    declarations: block.declarations,
    offset: block.offset,
  }
}

function refuseBlocks({ blocks }: RcssBlock, onBad: OnBadRcss): void {
  for (const { offset } of blocks) {
    onBad('rcss-nested-rule', offset, 'Close the block around this with "}": RCSS has no rules inside of rules')
  }
}

function readSelectors({ prelude, offset }: RcssBlock, onBad: OnBadRcss): RcssSelector[] {
  const selectors: RcssSelector[] = []
  for (const { text, index } of splitAtCommas(prelude)) {
    const parts = findParts(text)
    if (parts) selectors.push({ text, parts, offset: offset + index })
    else onBad('rcss-bad-selector', offset + index, `Correct the selector "${shorten(text)}": it cannot be read`)
  }
  return selectors
}

function findParts(text: string): RcssSelector['parts'] | null {
  const depth = text.split('(').length - 1
  if (text === '' || text.length > maxSelectorLength || depth > maxSelectorDepth) return null
  try {
    return parseSelector(text)[0] ?? null
  } catch (error) {
    // css-what tells by throwing that a text is no selector; the caller tells it as a problem with a place.
    if (error instanceof Error) return null
    throw error
  }
}

/** Splits a selector list at the commas that stand in no parentheses, brackets or strings. */
function splitAtCommas(list: string): { text: string; index: number }[] {
  const parts: { text: string; index: number }[] = []
  let depth = 0
  let quote = ''
  let start = 0
  for (let at = 0; at <= list.length; at++) {
    const char = list[at]
    if (char === undefined || (char === ',' && depth <= 0 && !quote)) {
      const written = list.slice(start, at)
      parts.push({ text: written.trim(), index: start + written.length - written.trimStart().length })
      start = at + 1
    } else if (quote) quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '(' || char === '[') depth++
    else if (char === ')' || char === ']') depth--
  }
  return parts
}

function readMedia(block: RcssBlock, written: string, onBad: OnBadRcss): RcssMedia {
  const queries = written.split(',').map((query) => readQuery(query.trim()))
  if (queries.includes(null)) {
    onBad('rcss-bad-media-query', block.offset, 'Write "@media (feature: value) and …" with features RCSS knows')
  }
  if (block.declarations[0]) {
    onBad(
      'rcss-stray-declaration',
      block.declarations[0].offset,
      'Put this declaration into a rule of the @media block',
    )
  }
  const items = block.blocks.flatMap((inner) => readItem(inner, onBad)).filter((item) => item.kind !== 'media')
  for (const { prelude, offset } of block.blocks) {
    if (/^@media\b/i.test(prelude)) onBad('rcss-nested-rule', offset, 'Move this @media out of the one around it')
  }
  return { kind: 'media', queries: queries.filter((query) => query !== null), items, offset: block.offset }
}

function readQuery(written: string): RcssMediaQuery | null {
  if (written.length > maxQueryLength) return null
  const isNegated = /^not\b/i.test(written)
  const conditions = written
    .replace(/^not\b/i, '')
    .split(/\band\b/i)
    .map((part) => mediaCondition.exec(part.trim()))
  if (!conditions.every((found) => found !== null && mediaFeatures.test(found[1]!))) return null
  return {
    isNegated,
    conditions: conditions.map((found) => ({ feature: found![1]!.toLowerCase(), value: found![2]! })),
  }
}

function readKeyframes(block: RcssBlock, name: string, onBad: OnBadRcss): RcssKeyframes {
  if (!/^[a-z_-][\w-]*$/i.test(name)) onBad('rcss-bad-keyframes', block.offset, 'Write a name after "@keyframes"')
  if (block.declarations[0]) {
    onBad('rcss-stray-declaration', block.declarations[0].offset, 'Put this declaration into a frame such as "50% { }"')
  }
  const frames = block.blocks.map((frame) => {
    refuseBlocks(frame, onBad)
    const stops = frame.prelude.split(',').map((stop) => stop.trim())
    if (!stops.every((stop) => stopShape.test(stop))) {
      onBad('rcss-bad-keyframes', frame.offset, 'Write "from", "to" or percentages before the "{" of a frame')
    }
    return { stops: stops.map(toStop), declarations: frame.declarations, offset: frame.offset }
  })
  return { kind: 'keyframes', name, frames, offset: block.offset }
}

function toStop(stop: string): number {
  const lower = stop.toLowerCase()
  if (lower === 'from') return 0
  return lower === 'to' ? 1 : Number.parseFloat(stop) / 100
}

function readSpritesheet(block: RcssBlock, name: string, onBad: OnBadRcss): RcssSpritesheet {
  const { declarations, offset } = block
  const source = declarations.find(({ name }) => name === 'src') ?? null
  if (!source) onBad('rcss-bad-spritesheet', offset, 'Write "src: image;" into the sprite sheet')
  const resolution = declarations.find(({ name }) => name === 'resolution')
  const sprites: RcssSpritesheet['sprites'] = []
  for (const { name, value, offset, valueOffset } of declarations) {
    if (name === 'src' || name === 'resolution') continue
    const lengths = value.split(/\s+/)
    if (lengths.length !== 4 || !lengths.every((length) => lengthShape.test(length))) {
      onBad(
        'rcss-bad-spritesheet',
        valueOffset,
        `Write "x y width height" in px as the place of sprite "${shorten(name)}"`,
      )
      continue
    }
    const [x = 0, y = 0, width = 0, height = 0] = lengths.map((length) => Number.parseFloat(length))
    sprites.push({ name, x, y, width, height, offset })
  }
  return { kind: 'spritesheet', name, source, resolution: readResolution(resolution, onBad), sprites, offset }
}

function readResolution(declaration: RcssDeclaration | undefined, onBad: OnBadRcss): number {
  if (!declaration) return 1
  const found = /^(\d+(?:\.\d+)?)x$/i.exec(declaration.value)
  if (!found) onBad('rcss-bad-spritesheet', declaration.valueOffset, 'Write the resolution as a number of "x": "2x"')
  return found ? Number(found[1]) : 1
}
