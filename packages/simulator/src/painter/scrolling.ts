import type { NodeId, ScreenInput } from '@mosis/screen'

export interface ScrollHost {
  screen: HTMLElement
  idOf: (dom: Node) => NodeId | null
  send: (input: ScreenInput) => void
  onScroll: () => void
}

/** Tells how far boxes are scrolled and scrolls them when the app asks. */
export interface Scrolling {
  scrollTo(dom: HTMLElement, left: number, top: number): void
  clear(): void
  stop(): void
}

/** While the person scrolls, what the app answers is older than what stands here; for so long after, in milliseconds. */
const ownScrollMs = 300

export function createScrolling({ screen, idOf, send, onScroll }: ScrollHost): Scrolling {
  const view = screen.ownerDocument.defaultView!
  /** Where boxes stood when it was told last, and when. */
  let told = new WeakMap<Node, { left: number; top: number; at: number }>()
  const pending = new Set<HTMLElement>()
  let frame = 0
  screen.addEventListener('scroll', listen, { capture: true, passive: true })
  return {
    scrollTo(dom, left, top) {
      const last = told.get(dom)
      if (
        last &&
        performance.now() - last.at < ownScrollMs &&
        (last.left !== dom.scrollLeft || last.top !== dom.scrollTop || pending.has(dom))
      )
        return
      if (Math.abs(dom.scrollLeft - left) < 1 && Math.abs(dom.scrollTop - top) < 1) return
      dom.scrollTo(left, top)
      // The app knows; only what the browser made of it is told, where it is another place.
      if (Math.abs(dom.scrollLeft - left) < 1 && Math.abs(dom.scrollTop - top) < 1) {
        told.set(dom, { left: dom.scrollLeft, top: dom.scrollTop, at: 0 })
      }
    },
    clear() {
      told = new WeakMap()
      pending.clear()
    },
    stop() {
      screen.removeEventListener('scroll', listen, { capture: true })
      view.cancelAnimationFrame(frame)
    },
  }

  function listen(event: Event): void {
    if (!(event.target instanceof view.HTMLElement)) return
    // The screen itself never scrolls, whatever a focus or a search of the browser would like.
    if (event.target === screen) {
      screen.scrollTo(0, 0)
      return
    }
    pending.add(event.target)
    onScroll()
    if (frame === 0) frame = view.requestAnimationFrame(tell)
  }

  function tell(): void {
    frame = 0
    for (const dom of pending) {
      const { scrollLeft: left, scrollTop: top } = dom
      const last = told.get(dom)
      const target = idOf(dom)
      if (target === null || (last && last.left === left && last.top === top)) continue
      told.set(dom, { left, top, at: performance.now() })
      send({ kind: 'scroll', target, left, top })
    }
    pending.clear()
  }
}
