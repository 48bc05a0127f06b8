import type { ScreenElement } from '../element.ts'
import type { ResolvedStyle } from '../style/resolved.ts'
import type { Declarations } from './declare.ts'
import type { Layer } from './layer.ts'
import type { Lines, TablePlan } from './table-plan.ts'

type StyleOf = (element: ScreenElement) => ResolvedStyle

const parts = new Set(['table-row', 'table-row-group', 'table-cell', 'table-column', 'table-column-group'])

/** Behind cells lie rows, behind them groups of rows, then columns and groups of columns. */
const depths = new Map([
  ['table-row', '-1'],
  ['table-row-group', '-2'],
  ['table-column', '-3'],
  ['table-column-group', '-4'],
])

/** Whether an element is a table. */
export function isTable(style: ResolvedStyle): boolean {
  const display = style.get('display')
  return display === 'table' || display === 'inline-table'
}

/** The table that an element is, or is a part of. */
export function tableAround(element: ScreenElement, styleOf: StyleOf): ScreenElement | undefined {
  for (let at: ScreenElement | null = element; at; at = at.parent) {
    const style = styleOf(at)
    if (isTable(style)) return at
    if (!parts.has(style.get('display') ?? 'inline')) return undefined
  }
  return undefined
}

/**
 * Tables are painted as grids: unlike tables in CSS their rows have padding and borders, gaps lie only between cells, and auto
 * columns share what is left. What is no box of its own there, such as a column, is painted by a layer; answers the layers.
 */
export function declareTablePart(
  element: ScreenElement,
  style: ResolvedStyle,
  plan: TablePlan,
  css: Declarations,
  layers: Layer[],
): Layer[] {
  const display = style.get('display') ?? 'inline'
  const lines = plan.lines.get(element)
  if (isTable(style)) {
    css['grid-template-columns'] = plan.columnTracks
    const rows = plan.isPlain ? plan.plainTracks : plan.rowTracks
    if (rows !== '') css['grid-template-rows'] = rows
    css['align-content'] = 'start'
    css['isolation'] = 'isolate'
    delete css['column-gap']
    if (!plan.isPlain) delete css['row-gap']
    return layers
  }
  if (display === 'table-cell') {
    declareCell(style, lines, css)
    return layers
  }
  const isRow = display === 'table-row' || display === 'table-row-group'
  if (!isRow || !plan.isPlain) return paintPart(display, lines, css, layers)
  Object.assign(css, { 'grid-column': '1 / -1', 'grid-template-columns': 'subgrid' })
  if (lines?.rows) css['grid-row'] = lines.rows.join(' / ')
  // The share of a row is that of its track.
  if (css['height']?.endsWith('%')) delete css['height']
  return layers
}

function declareCell(style: ResolvedStyle, lines: Lines | undefined, css: Declarations): void {
  if (lines) css['grid-column'] = lines.columns.join(' / ')
  if (lines?.rows) css['grid-row'] = lines.rows.join(' / ')
  // Its width is that of the columns; its height makes the row as high, which then stretches it.
  delete css['width']
  const height = css['height']
  delete css['height']
  if (height !== undefined && !height.endsWith('%')) css['min-height'] ??= height
  delete css['vertical-align']
  const align = style.get('vertical-align')
  if (align === 'middle' || align === 'center') css['align-content'] = 'center'
  if (align === 'bottom') css['align-content'] = 'end'
}

/** What has no box of its own hands its look to a layer that lies where the part is. */
function paintPart(display: string, lines: Lines | undefined, css: Declarations, layers: Layer[]): Layer[] {
  const look: Declarations = {}
  for (const name of Object.keys(css)) {
    if (!/^(?:margin-|border-|background-|box-shadow|opacity|mask-)/.test(name)) continue
    look[name] = css[name]!
    delete css[name]
  }
  for (const name of Object.keys(css)) {
    if (
      /^(?:padding-|width|height|min-|max-|position|top|right|bottom|left|float|overflow|box-sizing|isolation|--edge)/.test(
        name,
      )
    )
      delete css[name]
  }
  css['display'] = 'contents'
  const isColumn = display === 'table-column' || display === 'table-column-group'
  const rows = lines?.rows ?? [1, -1]
  const place: Declarations = {
    display: lines ? 'block' : 'none',
    position: 'relative',
    'pointer-events': 'none',
    'z-index': depths.get(display) ?? '-1',
    'grid-column': (lines?.columns ?? [1, -1]).join(' / '),
    'grid-row': (isColumn ? [1, -1] : rows).join(' / '),
  }
  return [{ style: { ...look, ...place }, children: layers }]
}
