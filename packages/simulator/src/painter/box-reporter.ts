import type { BoxRow, NodeId, ScreenInput } from '@mosis/screen'
import { compareRows, createBoxReader } from './boxes.ts'
import type { PaintedNode } from './nodes.ts'

export interface BoxReporterHost {
  screen: HTMLElement
  nodes: ReadonlyMap<NodeId, PaintedNode>
  /** Boxes with a transform. */
  turned: ReadonlySet<NodeId>
  /** Where the screen lies on the page, and how much larger it is shown. */
  origin: () => { left: number; top: number; scale: number }
  send: (input: ScreenInput) => void
}

/** Tells where boxes lie, once a frame and only what differs. */
export interface BoxReporter {
  /** Something may lie elsewhere. */
  soon(): void
  /** The update that is painted. */
  setNumber(number: number): void
  /** From now on tells, all anew, or tells nothing. */
  restart(isOn: boolean): void
  stop(): void
}

/** Boxes are told also where the page draws no frames, such as in a tab in the background. */
const hiddenReportMs = 250

export function createBoxReporter(host: BoxReporterHost, isReporting: boolean): BoxReporter {
  const { screen, nodes, turned, origin, send } = host
  const view = screen.ownerDocument.defaultView!
  let isOn = isReporting
  let reported = new Map<NodeId, BoxRow>()
  let number = 0
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    soon,
    setNumber(painted) {
      number = painted
    },
    restart(isWanted) {
      isOn = isWanted
      reported = new Map()
      soon()
    },
    stop() {
      isOn = false
      cancel()
    },
  }

  function soon(): void {
    if (!isOn || frame !== 0) return
    frame = view.requestAnimationFrame(report)
    timer = setTimeout(report, hiddenReportMs)
  }

  function cancel(): void {
    view.cancelAnimationFrame(frame)
    clearTimeout(timer)
    frame = 0
  }

  function report(): void {
    cancel()
    if (!isOn) return
    // Boxes are told as they are laid out, before they are turned.
    screen.classList.toggle('flat', turned.size > 0)
    const { rows, all, removed } = compareRows(reported, nodes.values(), createBoxReader(origin()))
    screen.classList.remove('flat')
    reported = all
    if (rows.length > 0 || removed.length > 0) send({ kind: 'boxes', number, rows, removed })
  }
}
