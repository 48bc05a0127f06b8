import type { ResolvedStyle } from '../style/resolved.ts'
import type { Declarations } from './declare.ts'
import { readPx } from './values.ts'

const displays = new Map([
  ['none', 'none'],
  ['block', 'block'],
  ['flow-root', 'flow-root'],
  ['inline-block', 'inline-block'],
  ['flex', 'flex'],
  ['inline-flex', 'inline-flex'],
  ['table', 'grid'],
  ['inline-table', 'inline-grid'],
  ['table-row-group', 'grid'],
  ['table-row', 'grid'],
  ['table-cell', 'block'],
  ['table-column', 'none'],
  ['table-column-group', 'none'],
])

/** Displays of blocks that are laid out apart from what is around them. */
const apart = new Set(['flow-root', 'flex', 'table'])

/** How a box takes part in the layout: display, position, floats, overflow, flex and the gaps of tables. */
export function declareFlow(style: ResolvedStyle, parent: ResolvedStyle | undefined): Declarations {
  const css: Declarations = {}
  const display = style.get('display') ?? 'inline'
  const shown = displays.get(display)
  if (shown !== undefined) css['display'] = shown
  // Margins of children stay inside; whoever paints puts something without size before the first and after the last.
  if (display === 'block') css['--edge'] = '""'
  declarePosition(style, css)
  declareCentring(style, css)
  declareOverflow(style, css)
  // An inline box cannot clip, so it becomes one that can.
  if (shown === undefined && (css['overflow-x'] ?? css['overflow-y']) !== undefined) css['display'] = 'inline-block'
  // What floats cannot reach into and has no width of its own lies below them, as wide as its container.
  const isApart = apart.has(display) || (display === 'block' && css['overflow-x'] !== undefined)
  if (isApart && !css['position'] && !css['float'] && (style.get('width') ?? 'auto') === 'auto') css['clear'] ??= 'both'
  if (isFlex(display)) declareFlexBox(style, css)
  if (parent && isFlex(parent.get('display') ?? 'inline')) declareFlexItem(style, parent, css)
  if (display === 'table' || display === 'inline-table') declareGaps(style, css)
  return css
}

/** Whether children of such a box are flex items. */
export function isFlex(display: string): boolean {
  return display === 'flex' || display === 'inline-flex'
}

function declarePosition(style: ResolvedStyle, css: Declarations): void {
  const position = style.get('position') ?? 'static'
  const zIndex = style.get('z-index') ?? 'auto'
  const isStatic = position === 'static'
  if (!isStatic) {
    // A fixed box is placed in the same box as an absolute one; it only does not scroll with it, which whoever paints sees to.
    css['position'] = position === 'fixed' ? 'absolute' : position
    if (position === 'fixed') css['--fixed'] = '1'
    for (const side of ['top', 'right', 'bottom', 'left']) {
      const value = style.get(side)
      if (value !== undefined && value !== 'auto') css[side] = value
    }
  }
  if (zIndex !== 'auto') {
    // In RmlUi it holds for every element, in CSS only for those that are positioned.
    if (isStatic) css['position'] = 'relative'
    css['z-index'] = String(Math.trunc(Math.min(Math.max(Number.parseFloat(zIndex) || 0, -1e6), 1e6)))
  }
  const float = style.get('float')
  if (float === 'left' || float === 'right') css['float'] = float
  const clear = style.get('clear')
  if (clear === 'left' || clear === 'right' || clear === 'both') css['clear'] = clear
}

/** Auto margins centre a box that lies by itself also where it has no edges to lie between. */
function declareCentring(style: ResolvedStyle, css: Declarations): void {
  if (css['position'] !== 'absolute') return
  const axes = [
    ['left', 'right'],
    ['top', 'bottom'],
  ] as const
  for (const [from, to] of axes) {
    const isCentred = [from, to].every((side) => style.get(`margin-${side}`) === 'auto')
    if (isCentred) for (const side of [from, to]) css[side] ??= '0px'
  }
}

function declareOverflow(style: ResolvedStyle, css: Declarations): void {
  for (const name of ['overflow-x', 'overflow-y']) {
    const value = style.get(name)
    if (value === 'hidden' || value === 'auto' || value === 'scroll') css[name] = value
  }
}

function declareFlexBox(style: ResolvedStyle, css: Declarations): void {
  const words: [name: string, initial: string][] = [
    ['flex-direction', 'row'],
    ['flex-wrap', 'nowrap'],
    ['justify-content', 'flex-start'],
    ['align-items', 'stretch'],
    ['align-content', 'stretch'],
  ]
  for (const [name, initial] of words) {
    const value = style.get(name)
    if (value !== undefined && value !== initial) css[name] = value
  }
  declareGaps(style, css)
}

function declareFlexItem(style: ResolvedStyle, parent: ResolvedStyle, css: Declarations): void {
  const initials: [name: string, initial: string][] = [
    ['flex-grow', '0'],
    ['flex-shrink', '1'],
    ['flex-basis', 'auto'],
    ['align-self', 'auto'],
  ]
  for (const [name, initial] of initials) {
    const value = style.get(name)
    if (value !== undefined && value !== initial) css[name] = value
  }
  const minimum = style.get('min-width') ?? '0px'
  const isColumn = (parent.get('flex-direction') ?? 'row').startsWith('column')
  // Only columns keep their items as high as what is in them.
  if (!isColumn) css['min-width'] = minimum
}

function declareGaps(style: ResolvedStyle, css: Declarations): void {
  for (const name of ['row-gap', 'column-gap']) {
    const value = style.get(name)
    if (value !== undefined && readPx(value) !== 0) css[name] = value
  }
}
