import type { ScreenElement } from '../element.ts'
import type { ResolvedStyle } from '../style/resolved.ts'
import { readPx, readShare } from './values.ts'

/** Lines of the grid between which something lies. */
export interface Lines {
  columns: [start: number, end: number]
  rows?: [start: number, end: number]
}

/** How a table is laid out as a grid. */
export interface TablePlan {
  columnTracks: string
  rowTracks: string
  /** The tracks of a plain table: one for each row or group of rows. */
  plainTracks: string
  /** Cells, rows, columns and groups of them. A plain table's rows are boxes with cells in them. */
  lines: ReadonlyMap<ScreenElement, Lines>
  /** Rows are boxes of their own; where cells span rows they cannot be. */
  isPlain: boolean
  /** All of it in words, but for which element is where. */
  text: string
}

type StyleOf = (element: ScreenElement) => ResolvedStyle

/** A span larger than this is cut; no table on a screen has so many columns. */
const maxSpan = 100
/** What lies further right is put into the last column. */
const maxColumns = 1000

interface Column {
  size: string
  /** Room that column elements take at its sides. */
  before: number
  after: number
}

interface Row {
  /** None for cells that stand in the table itself. */
  element: ScreenElement | undefined
  cells: ScreenElement[]
  size: string
  before: number
  after: number
}

interface ColumnBox {
  element: ScreenElement
  from: number
  to: number
}

/**
 * Works out the grid of a table: columns as wide as their elements or the cells of the first row say, the rest shared; gaps only
 * between; edges of rows and columns take room.
 */
export function planTable(table: ScreenElement, styleOf: StyleOf): TablePlan {
  const displayOf = (element: ScreenElement) => styleOf(element).get('display') ?? 'inline'
  const style = styleOf(table)
  const { columns, boxes } = readColumns(table, styleOf, displayOf)
  const rows = readRows(table, styleOf, displayOf)
  const places = placeCells(rows)
  const count = Math.max(columns.length, 1, ...places.map(({ to }) => to))
  while (columns.length < count) columns.push({ size: autoWidth, before: 0, after: 0 })
  for (const { cell, row, from, to } of places) {
    if (row === 0 && to === from + 1 && columns[from]!.size === autoWidth) columns[from]!.size = widthOf(styleOf(cell))
  }
  const isPlain =
    places.every(({ rows }) => rows === 1) &&
    rows.every(
      ({ element }) =>
        element !== undefined && edgesOf(styleOf(element), 'left') + edgesOf(styleOf(element), 'right') === 0,
    )
  const columnGrid = layTracks(columns, style.get('column-gap'))
  const rowGrid = layTracks(rows, style.get('row-gap'))
  const lines = new Map<ScreenElement, Lines>()
  for (const { cell, row, rows: span, from, to } of places) {
    const columns: Lines['columns'] = [columnGrid.inner[from]![0], columnGrid.inner[to - 1]![1]]
    const last = Math.min(row + span, rows.length) - 1
    lines.set(cell, isPlain ? { columns } : { columns, rows: [rowGrid.inner[row]![0], rowGrid.inner[last]![1]] })
  }
  for (const { element, from, to } of boxes) {
    lines.set(element, { columns: [columnGrid.outer[from]![0], columnGrid.outer[to - 1]![1]] })
  }
  for (const [index, { element }] of rows.entries()) {
    if (element) lines.set(element, { columns: [1, -1], rows: rowGrid.outer[index]! })
  }
  const plainTracks = isPlain ? layPlainRows(table, rows, lines, displayOf) : ''
  const plan = { columnTracks: columnGrid.tracks, rowTracks: rowGrid.tracks, plainTracks, lines, isPlain }
  return { ...plan, text: JSON.stringify([plan.columnTracks, plan.rowTracks, plainTracks, [...lines.values()]]) }
}

/** Whether all that is in a table lies where it lay: rows that changed places are another plan. */
export function isSamePlan(one: TablePlan, other: TablePlan): boolean {
  if (one.text !== other.text) return false
  const others = other.lines.keys()
  return one.lines.keys().every((element) => element === others.next().value)
}

/** In a plain table a row is one track, or a group of them is. */
function layPlainRows(
  table: ScreenElement,
  rows: readonly Row[],
  lines: Map<ScreenElement, Lines>,
  displayOf: (element: ScreenElement) => string,
): string {
  const tracks: string[] = []
  for (const { element } of rows) if (element && element.parent !== table) lines.delete(element)
  for (const child of childElements(table)) {
    const display = displayOf(child)
    if (display !== 'table-row' && display !== 'table-row-group') continue
    tracks.push(rows.find(({ element }) => element === child)?.size ?? 'auto')
    lines.set(child, { columns: [1, -1], rows: [tracks.length, tracks.length + 1] })
  }
  return tracks.join(' ')
}

/** Room that margin, border and padding of one side take; shares count nothing there. */
export function edgesOf(style: ResolvedStyle, side: 'top' | 'right' | 'bottom' | 'left'): number {
  return [`margin-${side}`, `border-${side}-width`, `padding-${side}`].reduce(
    (sum, name) => sum + (readPx(style.get(name)) ?? 0),
    0,
  )
}

const autoWidth = 'minmax(0px, 1fr)'

function readColumns(
  table: ScreenElement,
  styleOf: StyleOf,
  displayOf: (element: ScreenElement) => string,
): { columns: Column[]; boxes: ColumnBox[] } {
  const columns: Column[] = []
  const boxes: ColumnBox[] = []
  const add = (element: ScreenElement) => {
    const from = columns.length
    const span = spanOf(element, 'span')
    const size = span === 1 ? widthOf(styleOf(element)) : widthOf(styleOf(element), false)
    for (let index = 0; index < span; index += 1) columns.push({ size, before: 0, after: 0 })
    note(element, from)
  }
  const note = (element: ScreenElement, from: number) => {
    if (columns.length === from) return
    boxes.push({ element, from, to: columns.length })
    columns[from]!.before += edgesOf(styleOf(element), 'left')
    columns.at(-1)!.after += edgesOf(styleOf(element), 'right')
  }
  for (const child of childElements(table)) {
    if (columns.length >= maxColumns - maxSpan) break
    if (displayOf(child) === 'table-column') add(child)
    if (displayOf(child) !== 'table-column-group') continue
    const inside = childElements(child).filter((one) => displayOf(one) === 'table-column')
    const from = columns.length
    // A group without columns stands for them.
    if (inside.length === 0) add(child)
    else {
      for (const one of inside) add(one)
      note(child, from)
    }
  }
  return { columns, boxes }
}

function readRows(table: ScreenElement, styleOf: StyleOf, displayOf: (element: ScreenElement) => string): Row[] {
  const rows: Row[] = []
  const add = (element: ScreenElement) => {
    const cells = childElements(element).filter((child) => displayOf(child) === 'table-cell')
    const style = styleOf(element)
    const before = edgesOf(style, 'top')
    const after = edgesOf(style, 'bottom')
    rows.push({ element, cells, size: heightOf(style, cells.map(styleOf)), before, after })
  }
  for (const child of childElements(table)) {
    const display = displayOf(child)
    if (display === 'table-row') add(child)
    if (display === 'table-row-group') {
      for (const row of childElements(child)) if (displayOf(row) === 'table-row') add(row)
    }
    if (display === 'table-cell') {
      const last = rows.at(-1)
      if (last && !last.element) last.cells.push(child)
      else rows.push({ element: undefined, cells: [child], size: 'auto', before: 0, after: 0 })
    }
  }
  return rows
}

interface CellPlace {
  cell: ScreenElement
  row: number
  rows: number
  from: number
  to: number
}

/** Puts each cell into the first columns of its row that no cell from above reaches into. */
function placeCells(rows: readonly Row[]): CellPlace[] {
  const places: CellPlace[] = []
  /** For each column the first row that is free. */
  const free: number[] = []
  for (const [row, { cells }] of rows.entries()) {
    let column = 0
    for (const cell of cells) {
      while ((free[column] ?? 0) > row) column += 1
      column = Math.min(column, maxColumns - 1)
      const to = Math.min(column + spanOf(cell, 'colspan'), maxColumns)
      const span = Math.min(spanOf(cell, 'rowspan'), rows.length - row)
      for (let at = column; at < to; at += 1) free[at] = row + span
      places.push({ cell, row, rows: span, from: column, to })
      column = to
    }
  }
  return places
}

/** Tracks of the grid, and between which lines the content of each part and the part with its edges lie. */
function layTracks(
  parts: readonly { size: string; before: number; after: number }[],
  gap = '0px',
): { tracks: string; inner: [number, number][]; outer: [number, number][] } {
  const tracks: string[] = []
  const inner: [number, number][] = []
  const outer: [number, number][] = []
  for (const { size, before, after } of parts) {
    if (tracks.length > 0 && readPx(gap) !== 0) tracks.push(gap)
    const start = tracks.length + 1
    if (before !== 0) tracks.push(`${before}px`)
    inner.push([tracks.length + 1, tracks.length + 2])
    tracks.push(size)
    if (after !== 0) tracks.push(`${after}px`)
    outer.push([start, tracks.length + 1])
  }
  return { tracks: tracks.join(' '), inner, outer }
}

function widthOf(style: ResolvedStyle, hasLimits = true): string {
  const width = style.get('width') ?? 'auto'
  const min = readPx(style.get('min-width')) ?? 0
  const max = readPx(style.get('max-width'))
  if (width === 'auto') {
    if (!hasLimits) return autoWidth
    if (max !== undefined && max <= min) return `${min}px`
    return min > 0 ? `minmax(${min}px, 1fr)` : autoWidth
  }
  if (style.get('box-sizing') === 'border-box' || (style.get('display') ?? '').startsWith('table-column')) return width
  const around = ['padding-left', 'padding-right', 'border-left-width', 'border-right-width'].map(
    (name) => style.get(name) ?? '0px',
  )
  return `calc(${[width, ...around].join(' + ')})`
}

/** The height of a row. Shares of rows divide what the others leave; shares of cells are those of the table. */
function heightOf(style: ResolvedStyle, cells: readonly ResolvedStyle[]): string {
  const share = readShare(style.get('height'))
  if (share !== undefined && share > 0) return `minmax(min-content, ${Math.round(share * 1e4) / 1e2}fr)`
  const ofCells = Math.max(0, ...cells.map((cell) => readShare(cell.get('height')) ?? 0))
  if (ofCells > 0) return `minmax(${Math.round(ofCells * 1e4) / 1e2}%, auto)`
  const inside = style.get('box-sizing') === 'border-box' ? edgesOf(style, 'top') + edgesOf(style, 'bottom') : 0
  const height = Math.max(readPx(style.get('height')) ?? 0, readPx(style.get('min-height')) ?? 0) - inside
  return height > 0 ? `minmax(${height}px, auto)` : 'auto'
}

function spanOf(element: ScreenElement, name: string): number {
  const span = Number.parseInt(element.getAttribute(name) ?? '1', 10)
  return Number.isFinite(span) ? Math.min(Math.max(span, 1), maxSpan) : 1
}

function childElements(element: ScreenElement): ScreenElement[] {
  return element.children.filter((child) => child.kind === 'element')
}
