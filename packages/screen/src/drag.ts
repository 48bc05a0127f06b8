import { dispatch } from './dispatch.ts'
import { ScreenElement, ScreenText, type ScreenNode } from './element.ts'
import type { EventParameters } from './event.ts'
import { startHandle, type HandleDrag } from './handle.ts'
import { propertyOf } from './property-of.ts'
import { sliderOf } from './slider.ts'
import { adoptPart, appendChild, removeChild } from './tree.ts'
import { isShown } from './visibility.ts'
import { elementsIn, ownChildren, pathToRoot } from './walk.ts'

/** One drag, from the button going down to its release. */
export interface Drag {
  /** `over` is what lies under the pointer; `start` carries where the button went down. */
  move(parameters: EventParameters, over: ScreenElement | null): void
  end(parameters: EventParameters): void
  /** Ends it without dropping anything. */
  cancel(parameters: EventParameters): void
}

/** Where a person points. */
interface Point {
  x: number
  y: number
}

/** Prepares to drag what was pressed, as its `drag` property says; undefined when it cannot be dragged. */
export function startDrag(pressed: ScreenElement, at: Point, pressedWith: EventParameters): Drag | undefined {
  const dragged = pathToRoot(pressed).find((element) => dragOf(element) !== 'none')
  const way = dragged && dragOf(dragged)
  if (!dragged || way === 'block') return undefined
  const isVerbose = way === 'drag-drop' || way === 'clone'
  let isStarted = false
  let over: ScreenElement | null = null
  let clone: { moveTo(point: Point): void; remove(): void } | undefined
  let handle: HandleDrag | undefined
  return { move, end, cancel }

  function move(parameters: EventParameters, under: ScreenElement | null): void {
    const point = { x: Number(parameters['mouse_x']), y: Number(parameters['mouse_y']) }
    if (!isStarted) begin()
    clone?.moveTo(point)
    handle?.moveBy(point.x - at.x, point.y - at.y)
    dispatch(dragged!, 'drag', parameters)
    if (!isVerbose) return
    enter(under && isInside(under, dragged!) ? elementAt(dragged!, point) : under, parameters)
    if (over) dispatch(over, 'dragmove', withDragged(parameters))
  }

  function begin(): void {
    isStarted = true
    dispatch(dragged!, 'dragstart', pressedWith)
    if (way === 'clone') clone = addClone(dragged!, at)
    if (dragged!.tag === 'handle') handle = startHandle(dragged!)
  }

  function end(parameters: EventParameters): void {
    if (isStarted && over?.isConnected) dispatch(over, 'dragdrop', withDragged(parameters))
    cancel(parameters)
  }

  function cancel(parameters: EventParameters): void {
    if (!isStarted) return
    if (over?.isConnected) dispatch(over, 'dragout', withDragged(parameters))
    dispatch(dragged!, 'dragend', parameters)
    clone?.remove()
  }

  function enter(next: ScreenElement | null, parameters: EventParameters): void {
    if (next === over) return
    const before = over ? pathToRoot(over) : []
    const after = next ? pathToRoot(next) : []
    over = next
    for (const one of before.filter((element) => !after.includes(element)))
      dispatch(one, 'dragout', withDragged(parameters))
    for (const one of after.filter((element) => !before.includes(element)))
      dispatch(one, 'dragover', withDragged(parameters))
  }

  function withDragged(parameters: EventParameters): EventParameters {
    return { ...parameters, drag_element: dragged! }
  }
}

/** Whether a person drags it instead of what it stands in. */
export function isDragged(element: ScreenElement): boolean {
  const way = dragOf(element)
  return (way !== 'none' && way !== 'block') || sliderOf(element) !== undefined
}

/** What a handle is for is to be dragged. */
function dragOf(element: ScreenElement): string {
  const value = propertyOf(element, 'drag') ?? 'none'
  return value === 'none' && element.tag === 'handle' ? 'drag' : value
}

function isInside(element: ScreenElement, around: ScreenElement): boolean {
  return pathToRoot(element).includes(around)
}

/** What lies under a point beside what is dragged: the last and innermost element whose box holds it. */
function elementAt(dragged: ScreenElement, { x, y }: Point): ScreenElement | null {
  const { body, layout } = dragged.document
  let found: ScreenElement | null = null
  for (const element of elementsIn(body)) {
    const box = layout?.boxOf(element)
    if (!box || x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height) continue
    if (!isInside(element, dragged) && !element.isGenerated && isShown(element)) found = element
  }
  return found ?? dragged.parent
}

/** A picture of an element that follows the pointer. */
function addClone(element: ScreenElement, at: Point) {
  const box = element.document.layout?.boxOf(element)
  const grabbed = { x: at.x - (box?.x ?? at.x), y: at.y - (box?.y ?? at.y) }
  const copy = copyOf(element)
  copy.setState('drag', true)
  const style = { position: 'fixed', margin: '0', 'pointer-events': 'none', 'z-index': '1000000', drag: 'none' }
  for (const [name, value] of Object.entries(style)) copy.setOwnStyle(name, value)
  if (box) {
    copy.setOwnStyle('width', `${box.width}px`)
    copy.setOwnStyle('height', `${box.height}px`)
    copy.setOwnStyle('box-sizing', 'border-box')
  }
  const moveTo = ({ x, y }: Point) => {
    copy.setOwnStyle('left', `${x - grabbed.x}px`)
    copy.setOwnStyle('top', `${y - grabbed.y}px`)
  }
  moveTo(at)
  adoptPart(element.document.body, copy)
  return {
    moveTo,
    remove: () => {
      if (copy.parent) removeChild(copy.parent, copy)
    },
  }
}

/** The look of an element without its handlers and bindings. */
function copyOf(element: ScreenElement): ScreenElement {
  const copy = new ScreenElement(element.document, element.tag)
  for (const [name, value] of element.attributes) {
    if (!name.startsWith('on') && !name.startsWith('data-')) copy.storeAttribute(name, value)
  }
  copy.isGenerated = true
  for (const child of ownChildren(element)) appendChild(copy, copyNode(child))
  return copy
}

function copyNode(node: ScreenNode): ScreenNode {
  return node.kind === 'text' ? new ScreenText(node.document, node.text) : copyOf(node)
}
