import type { Declarations } from './declare.ts'
import { readImage } from './image-decorator.ts'
import type { Layer } from './layer.ts'
import { findPicture, pictureSize, stretchPicture, type Picture, type Pictures } from './picture.ts'
import { readPx, splitWords } from './values.ts'

/** Three pictures in a row or column: the outer ones keep their shape, the middle one fills what is left. */
export function tiledRowLayer(
  place: Declarations,
  isColumn: boolean,
  parts: readonly string[],
  pictures: Pictures,
): Layer {
  const children = parts.slice(0, 3).map((part, index) => {
    const { picture } = readImage(part, pictures)
    const size = pictureSize(picture)
    const isMiddle = index === 1
    const across: Declarations = isColumn ? { width: '100%' } : { height: '100%' }
    const along: Declarations = isMiddle
      ? { flex: '1 1 0px', 'min-width': '0', 'min-height': '0' }
      : { flex: 'none', ...(size ? { 'aspect-ratio': `${size.width} / ${size.height}` } : {}) }
    return { style: { display: 'block', ...stretchPicture(picture), ...across, ...along }, children: [] }
  })
  return { style: { ...place, display: 'flex', 'flex-direction': isColumn ? 'column' : 'row' }, children }
}

/** Nine pictures: corners keep their size, edges stretch along, the middle stretches both ways. */
export function tiledBoxLayer(place: Declarations, parts: readonly string[], pictures: Pictures): Layer {
  const nine = parts.slice(0, 9).map((part) => readImage(part, pictures).picture)
  const size = (index: number) => (nine[index] && pictureSize(nine[index])) ?? { width: 0, height: 0 }
  const style = gridOf(place, {
    top: size(0).height,
    right: size(2).width,
    bottom: size(6).height,
    left: size(0).width,
  })
  return { style, children: nine.map(cellOf) }
}

/** A sprite cut into nine by the sprite inside it. */
export function ninepatchLayer(place: Declarations, parts: readonly string[], pictures: Pictures): Layer {
  const [outerName = '', innerName = '', edge = ''] = parts
  const outer = findPicture(outerName, pictures)
  const inner = findPicture(innerName, pictures)
  if (!outer.part || !inner.part) return { style: place, children: [] }
  const { part, scale } = outer
  const columns = cut(part.x, part.width, inner.part.x, inner.part.width)
  const rows = cut(part.y, part.height, inner.part.y, inner.part.height)
  const edges = readEdges(edge, {
    top: rows[0]!.size * scale,
    right: columns[2]!.size * scale,
    bottom: rows[2]!.size * scale,
    left: columns[0]!.size * scale,
  })
  const children = rows.flatMap((row) =>
    columns.map((column) =>
      cellOf({ ...outer, part: { x: column.from, y: row.from, width: column.size, height: row.size } }),
    ),
  )
  return { style: gridOf(place, edges), children }
}

interface Edges {
  top: number
  right: number
  bottom: number
  left: number
}

function cut(from: number, size: number, innerFrom: number, innerSize: number): { from: number; size: number }[] {
  const innerEnd = innerFrom + innerSize
  return [
    { from, size: Math.max(innerFrom - from, 0) },
    { from: innerFrom, size: innerSize },
    { from: innerEnd, size: Math.max(from + size - innerEnd, 0) },
  ]
}

/** One to four lengths or shares, in the order of margins; a share counts in the edge's own size. */
function readEdges(text: string, natural: Edges): Edges {
  const words = splitWords(text)
  if (words.length === 0) return natural
  const [top = '', right = top, bottom = top, left = right] = words
  return {
    top: readEdge(top, natural.top),
    right: readEdge(right, natural.right),
    bottom: readEdge(bottom, natural.bottom),
    left: readEdge(left, natural.left),
  }
}

function readEdge(word: string, own: number): number {
  const px = readPx(word)
  if (px !== undefined) return px
  const number = Number.parseFloat(word)
  if (!Number.isFinite(number)) return own
  return own * (word.endsWith('%') ? number / 100 : number)
}

function gridOf(place: Declarations, { top, right, bottom, left }: Edges): Declarations {
  return {
    ...place,
    display: 'grid',
    'grid-template-columns': `minmax(0, ${left}px) minmax(0, 1fr) minmax(0, ${right}px)`,
    'grid-template-rows': `minmax(0, ${top}px) minmax(0, 1fr) minmax(0, ${bottom}px)`,
  }
}

function cellOf(picture: Picture): Layer {
  const isEmpty = picture.part !== undefined && (picture.part.width === 0 || picture.part.height === 0)
  return { style: { display: 'block', ...(isEmpty ? {} : stretchPicture(picture)) }, children: [] }
}
