import type { NodeId, PaintControl, PaintNode } from '@mosis/screen'
import { setDeclaration, type Places } from './declarations.ts'
import { createField, type FieldHost } from './fields.ts'
import { createImage } from './images.ts'

/** A node as it stands in the page. */
export interface PaintedText {
  kind: 'text'
  id: NodeId
  dom: Text
}

export interface PaintedBox {
  kind: 'element'
  id: NodeId
  tag: string
  dom: HTMLElement
  style: Record<string, string>
  control: PaintControl | undefined
  /** Brings the control up to date. */
  setControl: (control: PaintControl) => void
}

export type PaintedNode = PaintedText | PaintedBox

export interface NodeHost extends Places, FieldHost {
  page: Document
  /** Something inside the node changed its size by itself. */
  onLayout: () => void
}

/** Makes the element for a painted box: a plain one, or what its control needs. Names of the app never become names of elements. */
export function createBox(node: Extract<PaintNode, { kind: 'element' }>, host: NodeHost): PaintedBox {
  const { id, tag, control } = node
  const { dom, setControl } = createDom(node, host)
  if (tag !== 'br') dom.className = 'm'
  const box: PaintedBox = { kind: 'element', id, tag, dom, style: {}, control, setControl }
  setStyle(box, node.style, host)
  return box
}

/** Sets and takes away declarations of a box. */
export function setStyle(box: PaintedBox, style: Record<string, string | null>, places: Places): void {
  for (const [name, value] of Object.entries(style)) {
    if (value === null) delete box.style[name]
    else box.style[name] = value
    if (box.tag !== 'br') setDeclaration(box.dom.style, name, value, places)
  }
}

function createDom(
  { id, tag, control }: Extract<PaintNode, { kind: 'element' }>,
  host: NodeHost,
): { dom: HTMLElement; setControl: (control: PaintControl) => void } {
  switch (control?.kind) {
    case 'image':
      return createImage(control, host)
    case 'field':
      return createField(id, control, host)
    case 'video': {
      const dom = host.page.createElement('div')
      const canvas = host.page.createElement('canvas')
      canvas.className = 'live'
      dom.append(canvas)
      return { dom, setControl: () => {} }
    }
    default:
      return { dom: host.page.createElement(tag === 'br' ? 'br' : 'div'), setControl: () => {} }
  }
}
