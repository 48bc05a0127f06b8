import type { PaintOp } from '@mosis/screen'

/** Whether an operation leaves all boxes where they are; what moves by itself mostly does. */
export function isOnlyPaint(op: PaintOp): boolean {
  return op.op === 'style' && Object.keys(op.style).every((name) => paintOnly.has(name))
}

const paintOnly = new Set([
  'transform',
  'opacity',
  'color',
  'background-color',
  'background-image',
  'background-position',
  'box-shadow',
  'filter',
  'backdrop-filter',
  'text-shadow',
  'cursor',
])
