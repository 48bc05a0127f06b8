export { createPainter, type Painter, type PainterOptions } from './painter.ts'
export type { NodeBox } from './boxes.ts'
