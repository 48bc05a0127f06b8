import type { ResolvedStyle } from '../style/resolved.ts'
import type { Declarations, Surroundings } from './declare.ts'
import { declareFontEffect } from './font-effects.ts'
import { quote, readPx, readShare, unquote } from './values.ts'

/** Larger letters are painted at this size: a browser's memory for glyphs is not the app's to spend. */
const maxFontSize = 2000

/** Colour, font and arrangement of text. What is the same around the element is left out: CSS hands it down. */
export function declareText(style: ResolvedStyle, around: Surroundings): Declarations {
  const css: Declarations = {}
  const { parent } = around
  for (const [name, { initial, say }] of inheritedWords) {
    const value = style.get(name) ?? initial
    if (parent && value === (parent.get(name) ?? initial)) continue
    Object.assign(css, say(value, around))
  }
  if (!hasFont(style, around)) declareNoFont(style, css)
  else if (parent && !hasFont(parent, around))
    Object.assign(css, saySize(style.get('font-size') ?? '12px'), sayLine(style))
  const align = style.get('vertical-align') ?? 'baseline'
  if (align !== 'baseline') css['vertical-align'] = align === 'center' ? 'middle' : align
  const overflow = style.get('text-overflow') ?? 'clip'
  if (overflow !== 'clip') css['text-overflow'] = overflow === 'ellipsis' ? overflow : quote(unquote(overflow))
  return css
}

/** Whether texts of this style have a font that is loaded; without one they take no room and are not drawn. */
export function hasFont(
  style: ResolvedStyle,
  { families, standardFamily }: Pick<Surroundings, 'families' | 'standardFamily'>,
): boolean {
  return families.has(familyOf(style)) || (standardFamily !== undefined && families.has(standardFamily.toLowerCase()))
}

/** The family that a style asks for although it is not loaded. */
export function missingFamily(style: ResolvedStyle, families: ReadonlySet<string>): string | undefined {
  const family = familyOf(style)
  return family === '' || families.has(family) ? undefined : unquote(style.get('font-family')!)
}

/** The name under which a painter keeps a family of the app, apart from the fonts of the computer. */
export function paintedFamily(family: string): string {
  return `mosis ${unquote(family).toLowerCase()}`
}

/** Without a font a line still has its height, from the middle. */
function declareNoFont(style: ResolvedStyle, css: Declarations): void {
  css['font-size'] = '0px'
  const line = style.get('line-height') ?? '1.2'
  const size = readPx(style.get('font-size')) ?? 12
  const share = readShare(line) ?? Number(line)
  css['line-height'] = Number.isFinite(share) ? `${share * size}px` : line
}

function sayLine(style: ResolvedStyle): Declarations {
  return { 'line-height': style.get('line-height') ?? '1.2' }
}

function familyOf(style: ResolvedStyle): string {
  return unquote(style.get('font-family') ?? '').toLowerCase()
}

interface InheritedWord {
  initial: string
  say: (value: string, around: Surroundings) => Declarations
}

const inheritedWords: [name: string, word: InheritedWord][] = [
  ['color', { initial: '#ffffffff', say: (value) => ({ color: value }) }],
  ['font-family', { initial: '', say: sayFamily }],
  ['font-size', { initial: '12px', say: saySize }],
  ['font-weight', { initial: '400', say: (value) => ({ 'font-weight': value }) }],
  ['font-style', { initial: 'normal', say: (value) => ({ 'font-style': value }) }],
  ['font-kerning', { initial: 'auto', say: (value) => ({ 'font-kerning': value }) }],
  ['line-height', { initial: '1.2', say: (value) => ({ 'line-height': value }) }],
  ['letter-spacing', { initial: 'normal', say: (value) => ({ 'letter-spacing': value }) }],
  ['text-align', { initial: 'left', say: (value) => ({ 'text-align': value === 'justify' ? 'left' : value }) }],
  ['text-transform', { initial: 'none', say: (value) => ({ 'text-transform': value }) }],
  ['text-decoration', { initial: 'none', say: (value) => ({ 'text-decoration-line': value }) }],
  ['white-space', { initial: 'normal', say: (value) => ({ 'white-space': value }) }],
  ['word-break', { initial: 'normal', say: sayBreak }],
  ['font-effect', { initial: 'none', say: declareFontEffect }],
  ['cursor', { initial: '', say: (value) => ({ cursor: cursors.get(value) ?? 'default' }) }],
  ['pointer-events', { initial: 'auto', say: (value) => ({ 'pointer-events': value }) }],
  ['caret-color', { initial: 'auto', say: (value) => ({ 'caret-color': value }) }],
]

const cursors = new Map([
  ['arrow', 'default'],
  ['default', 'default'],
  ['move', 'move'],
  ['pointer', 'pointer'],
  ['resize', 'nwse-resize'],
  ['cross', 'crosshair'],
  ['text', 'text'],
  ['unavailable', 'not-allowed'],
  ['help', 'help'],
  ['wait', 'wait'],
  ['grab', 'grab'],
  ['grabbing', 'grabbing'],
])

function sayFamily(value: string, { families, fallbacks, standardFamily }: Surroundings): Declarations {
  const asked = unquote(value)
  const family = families.has(asked.toLowerCase()) ? asked : (standardFamily ?? asked)
  const names = [family, ...fallbacks].filter((name) => name !== '')
  return {
    'font-family': names.length === 0 ? 'sans-serif' : names.map((name) => quote(paintedFamily(name))).join(', '),
  }
}

function saySize(value: string): Declarations {
  const size = readPx(value)
  return { 'font-size': size === undefined ? value : `${Math.min(Math.max(size, 0), maxFontSize)}px` }
}

function sayBreak(value: string): Declarations {
  return {
    'word-break': value === 'break-all' ? 'break-all' : 'normal',
    'overflow-wrap': value === 'break-word' ? 'break-word' : 'normal',
  }
}
