import type { Place, ScreenElement } from './element.ts'
import type { ScreenEvent } from './event.ts'

/** Code that runs for an event. */
export interface EventHandler {
  /**
   * Runs at once up to its end or its first wait; its promise settles at its end and never rejects: what goes wrong in an
   * app's code is reported by whoever made the handler.
   */
  run: (event: ScreenEvent) => Promise<void>
  /** Called once the handler will not be run any more. */
  release: () => void
}

/** Someone who wants to know of events of one type at one element. */
export interface Listener {
  readonly type: string
  readonly isCapture: boolean
  readonly handler: EventHandler
  /** The `on…` attribute that it comes from. */
  readonly attribute?: string
  isRemoved: boolean
}

/** Adds a handler to an element. An event that is already on its way does not reach it. */
export function addListener(
  element: ScreenElement,
  type: string,
  handler: EventHandler,
  options: { isCapture?: boolean; attribute?: string; isFirst?: boolean } = {},
): void {
  const { isCapture = false, attribute, isFirst = false } = options
  const listener = { type, isCapture, handler, attribute, isRemoved: false }
  if (isFirst) element.listeners.unshift(listener)
  else element.listeners.push(listener)
}

/** Replaces the handler of an `on…` attribute by the one of its new text, or removes it. */
export function setAttributeListener(
  element: ScreenElement,
  attribute: string,
  code: string | undefined,
  place: Place | undefined,
): void {
  const index = element.listeners.findIndex((listener) => listener.attribute === attribute)
  if (index !== -1) element.listeners.splice(index, 1).forEach(endListener)
  const isCapture = attribute.endsWith('capture')
  const type = attribute.slice(2, isCapture ? -'capture'.length : undefined)
  if (code === undefined || code.trim() === '' || type === '') return
  const handler = element.document.host.compileHandler(code, element, type, place)
  if (handler) addListener(element, type, handler, { isCapture, attribute })
}

/** Takes all handlers from an element that will not be used any more. */
export function dropListeners(element: ScreenElement): void {
  for (const listener of element.listeners.splice(0)) endListener(listener)
}

function endListener(listener: Listener): void {
  listener.isRemoved = true
  listener.handler.release()
}
