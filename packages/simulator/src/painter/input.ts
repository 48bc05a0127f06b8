import type { Modifiers, NodeId, ScreenInput } from '@mosis/screen'

export interface InputHost {
  /** The element that holds the screen; it takes the keys. */
  root: HTMLElement
  screen: HTMLElement
  shadow: ShadowRoot
  /** A place on the page in px of the viewport. */
  placeOf: (clientX: number, clientY: number) => { x: number; y: number }
  idAt: (clientX: number, clientY: number) => NodeId | null
  idOf: (dom: EventTarget | null) => NodeId | null
  send: (input: ScreenInput) => void
}

/** Keys that would scroll or leave the screen; what they mean there is the app's. */
const heldKeys = new Set([
  'Tab',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  ' ',
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'Backspace',
  '/',
  "'",
])

/** Tells what the person does; answers how to stop listening. */
export function watchInput(host: InputHost): () => void {
  const { root, screen, shadow, send } = host
  const stop = new AbortController()
  const { signal } = stop
  const view = root.ownerDocument.defaultView!
  let move: PointerEvent | undefined
  let frame = 0
  let touching: number | undefined

  screen.addEventListener(
    'pointerdown',
    (event) => {
      if (touching !== undefined && event.pointerId !== touching) return
      touching = event.pointerId
      flushMove()
      if (!isField(event.composedPath()[0])) root.focus({ preventScroll: true })
      // What is pressed stays the screen's until it is let go, also outside of it. A text field selects by itself.
      if (!isField(event.composedPath()[0])) capture(event.pointerId)
      sendPointer('down', event)
    },
    { signal },
  )
  screen.addEventListener(
    'pointermove',
    (event) => {
      if (touching !== undefined && event.pointerId !== touching) return
      // One move a frame is enough; the newest counts.
      move = event
      if (frame === 0) frame = view.requestAnimationFrame(flushMove)
    },
    { signal },
  )
  screen.addEventListener(
    'pointerup',
    (event) => {
      if (touching !== undefined && event.pointerId !== touching) return
      touching = undefined
      flushMove()
      sendPointer('up', event)
    },
    { signal },
  )
  for (const type of ['pointercancel', 'pointerleave'] as const) {
    screen.addEventListener(
      type,
      (event) => {
        if (event.target !== screen && type === 'pointerleave') return
        if (touching !== undefined && event.pointerId !== touching) return
        touching = undefined
        flushMove()
        sendPointer('leave', event)
      },
      { signal },
    )
  }
  screen.addEventListener(
    'wheel',
    (event) => {
      const { deltaX, deltaY } = event
      const { x, y } = host.placeOf(event.clientX, event.clientY)
      send({
        kind: 'wheel',
        x,
        y,
        target: host.idAt(event.clientX, event.clientY),
        deltaX,
        deltaY,
        modifiers: modifiersOf(event),
      })
    },
    { signal, passive: true },
  )
  screen.addEventListener('contextmenu', (event) => event.preventDefault(), { signal })
  screen.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
  root.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing) return
      const isTyping = isField(event.composedPath()[0])
      send({ kind: 'key', phase: 'down', key: event.key, modifiers: modifiersOf(event) })
      const isText = event.key.length > 0 && Array.from(event.key).length === 1 && !event.ctrlKey && !event.metaKey
      if (!isTyping && isText) send({ kind: 'text', text: event.key })
      if (event.key === 'Tab' || (!isTyping && heldKeys.has(event.key))) event.preventDefault()
    },
    { signal },
  )
  root.addEventListener(
    'keyup',
    (event) => {
      if (!event.isComposing) send({ kind: 'key', phase: 'up', key: event.key, modifiers: modifiersOf(event) })
    },
    { signal },
  )
  return () => {
    stop.abort()
    view.cancelAnimationFrame(frame)
  }

  function flushMove(): void {
    view.cancelAnimationFrame(frame)
    frame = 0
    const event = move
    move = undefined
    if (event) sendPointer('move', event)
  }

  function sendPointer(phase: 'move' | 'down' | 'up' | 'leave', event: PointerEvent): void {
    const { x, y } = host.placeOf(event.clientX, event.clientY)
    const target = phase === 'leave' ? null : host.idAt(event.clientX, event.clientY)
    const button = event.button === 1 || event.button === 2 ? event.button : 0
    send({ kind: 'pointer', phase, x, y, target, button, modifiers: modifiersOf(event) })
  }

  function capture(pointerId: number): void {
    try {
      screen.setPointerCapture(pointerId)
    } catch (failure) {
      // Synthetic pointers of test programs have nothing to hold.
      if (!(failure instanceof view.DOMException)) throw failure
    }
  }

  function isField(target: EventTarget | undefined): boolean {
    return (
      target instanceof view.HTMLElement &&
      (target.tagName === 'INPUT' || target.tagName === 'TEXTAREA') &&
      shadow.contains(target)
    )
  }
}

function modifiersOf(event: MouseEvent | KeyboardEvent): Modifiers {
  return { ctrl: event.ctrlKey, shift: event.shiftKey, alt: event.altKey, meta: event.metaKey }
}
