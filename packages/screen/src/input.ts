import { editText, isDisabled, isTextControl } from './controls.ts'
import { dispatch } from './dispatch.ts'
import type { ScreenDocument } from './document.ts'
import type { ScreenElement } from './element.ts'
import { ScreenError } from './errors.ts'
import type { EventParameters } from './event.ts'
import { startDrag, type Drag } from './drag.ts'
import { actOnKey } from './key-actions.ts'
import { keyIdentifierOf } from './keys.ts'
import type { Modifiers, ScreenInput } from './paint/input.ts'
import type { NodeId } from './paint/patch.ts'
import { click, hover, modifierParameters, typeText } from './pointer.ts'
import { noteScroll } from './scroll.ts'
import { setSelection } from './selection.ts'
import { slideTo, sliderOf, stepSlider } from './slider.ts'
import { findFocusable, focusElement, moveState } from './states.ts'

/** What an interaction needs of the program that shows the document. */
export interface InteractionOptions {
  /** The element that whoever paints knows by this name. */
  nodeOf: (id: NodeId) => ScreenElement | undefined
  /** Milliseconds of any clock that runs on. */
  now: () => number
}

/** What a person does to one document. */
export interface Interaction {
  /** Does what follows from one input, up to the ends or waits of the handlers it reaches. */
  handle(input: ScreenInput): void
}

/** How soon and how near two clicks must follow each other to be a double click. */
const doubleClickMs = 500
const doubleClickPx = 10
/** Px of a browser's wheel that are one notch. */
const notchPx = 100

/**
 * Makes input into states, events and what elements do by themselves. Texts are edited by who paints (`edit`), who also scrolls
 * what a person scrolls; the `viewport` and `boxes` of the picture are not for the document.
 */
export function createInteraction(document: ScreenDocument, { nodeOf, now }: InteractionOptions): Interaction {
  let drag: Drag | undefined
  let slider: ScreenElement | undefined
  let active: ScreenElement | undefined
  let at = { x: Number.NaN, y: Number.NaN }
  let lastClick = { element: undefined as ScreenElement | undefined, atMs: 0, x: 0, y: 0 }
  return { handle }

  function handle(input: ScreenInput): void {
    if (document.isClosed || !document.isShown) return
    try {
      take(input)
    } catch (error) {
      // Handlers that cause too much end what the person did, and nothing else.
      if (!(error instanceof ScreenError)) throw error
      document.host.warn(error.message)
    }
  }

  function take(input: ScreenInput): void {
    switch (input.kind) {
      case 'pointer':
        return handlePointer(input)
      case 'wheel':
        return turnWheel(input)
      case 'key':
        return pressKey(input.phase, input.key, input.modifiers)
      case 'text':
        return typeText(document, input.text)
      case 'edit':
        return edit(input)
      case 'scroll': {
        const element = elementOf(input.target)
        if (element) noteScroll(element, input.left, input.top)
        return undefined
      }
      default:
        return undefined
    }
  }

  function elementOf(id: NodeId | null): ScreenElement | undefined {
    const element = id === null ? undefined : nodeOf(id)
    return element?.isConnected && element.document === document ? element : undefined
  }

  function handlePointer(input: ScreenInput & { kind: 'pointer' }): void {
    const { phase, x, y, button } = input
    const parameters = { mouse_x: Math.round(x), mouse_y: Math.round(y), ...modifierParameters(input.modifiers) }
    if (phase === 'leave') {
      letGo(parameters)
      hover(document, null, parameters)
      return
    }
    const hasMoved = x !== at.x || y !== at.y
    at = { x, y }
    const element = elementOf(input.target) ?? document.body
    if (hasMoved) drag?.move(parameters, element)
    if (hasMoved && slider?.isConnected) slideTo(slider, x, y)
    hover(document, element, parameters)
    if (hasMoved && element.isConnected) dispatch(element, 'mousemove', parameters)
    if (!element.isConnected) return
    if (phase === 'down') pressButton(element, { button, ...parameters })
    if (phase === 'up') releaseButton(element, { button, ...parameters })
  }

  function pressButton(element: ScreenElement, parameters: EventParameters): void {
    if (parameters['button'] !== 0) {
      dispatch(element, 'mousedown', parameters)
      return
    }
    drag?.cancel(parameters)
    drag = undefined
    const focused = findFocusable(element)
    if (focused) focusElement(focused)
    active = focused
    moveState(document, 'active', element.isConnected ? element : null)
    if (!dispatch(element, 'mousedown', parameters)) return
    countClick(element, parameters)
    if (element.isConnected) hold(element, parameters)
  }

  /** A second press on the same thing soon after the first. */
  function countClick(element: ScreenElement, parameters: EventParameters): void {
    const isNear = Math.hypot(at.x - lastClick.x, at.y - lastClick.y) <= doubleClickPx
    if (active && active === lastClick.element && now() - lastClick.atMs < doubleClickMs && isNear) {
      lastClick = { ...lastClick, element: undefined }
      dispatch(element, 'dblclick', parameters)
    } else lastClick = { element: active, atMs: now(), ...at }
  }

  /** What a press takes hold of: a slider, else what can be dragged. */
  function hold(element: ScreenElement, parameters: EventParameters): void {
    slider = sliderOf(element)
    if (slider && element.tag === 'sliderarrowdec') stepSlider(slider, -1)
    else if (slider && element.tag === 'sliderarrowinc') stepSlider(slider, 1)
    else if (slider) slideTo(slider, at.x, at.y)
    else drag = startDrag(element, at, parameters)
    if (element.tag.startsWith('sliderarrow')) slider = undefined
  }

  function releaseButton(element: ScreenElement, parameters: EventParameters): void {
    dispatch(element, 'mouseup', parameters)
    if (parameters['button'] !== 0) return
    const [pressed, dragged] = [active, drag]
    active = undefined
    drag = undefined
    slider = undefined
    if (pressed?.isConnected && element.isConnected && findFocusable(element) === pressed) click(pressed, parameters)
    moveState(document, 'active', null)
    dragged?.end(parameters)
  }

  /** The press came to nothing: a finger began to scroll, or left. */
  function letGo(parameters: EventParameters): void {
    const dragged = drag
    active = undefined
    drag = undefined
    slider = undefined
    moveState(document, 'active', null)
    dragged?.cancel({ button: 0, ...parameters })
  }

  function turnWheel({ x, y, target, deltaX, deltaY, modifiers }: ScreenInput & { kind: 'wheel' }): void {
    dispatch(elementOf(target) ?? document.body, 'mousescroll', {
      mouse_x: Math.round(x),
      mouse_y: Math.round(y),
      wheel_delta_x: deltaX / notchPx,
      wheel_delta_y: deltaY / notchPx,
      ...modifierParameters(modifiers),
    })
  }

  function pressKey(phase: 'down' | 'up', key: string, modifiers: Modifiers): void {
    const target = document.holders.focus ?? document.body
    const parameters = { key_identifier: keyIdentifierOf(key), ...modifierParameters(modifiers) }
    const isFree = dispatch(target, phase === 'down' ? 'keydown' : 'keyup', parameters)
    if (phase === 'down' && isFree && target.isConnected) actOnKey(target, key, modifiers)
  }

  function edit({ target, value, selectionStart, selectionEnd }: ScreenInput & { kind: 'edit' }): void {
    const field = elementOf(target)
    if (!field || !isTextControl(field) || isDisabled(field)) return
    if (document.holders.focus !== field) focusElement(field)
    setSelection(field, selectionStart, selectionEnd)
    editText(field, value)
  }
}
