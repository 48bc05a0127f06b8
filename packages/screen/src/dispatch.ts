import { kindOfEvent, type EventKind } from './event-kinds.ts'
import { ScreenEvent, type EventParameters, type EventPhase } from './event.ts'
import type { ScreenElement } from './element.ts'
import { pathToRoot } from './walk.ts'

/** One handler that an event will reach. */
interface Step {
  element: ScreenElement
  phase: EventPhase
  isGone: () => boolean
  run: (event: ScreenEvent) => void
  /** The app's own, not one that the element has by nature. */
  isHandler: boolean
}

/** A handler that an element has by nature. */
export interface Reaction {
  isCapture: boolean
  run: (event: ScreenEvent) => void
}

/** How elements of some tags react to events by themselves. */
export interface Reactions {
  /** What an element does itself before its handlers of the same phase. */
  before(element: ScreenElement, type: string): Reaction | undefined
  /** What an element does itself after its handlers. */
  after(element: ScreenElement, type: string): Reaction | undefined
  /** What happens when no handler has stopped the event. */
  act(element: ScreenElement, event: ScreenEvent): void
}

/**
 * Sends an event down to its target and up again, and then lets the elements react. Handlers are started in order, and none
 * is waited for: one that waits goes on later, the default action does not wait for it. Answers whether nobody stopped it.
 */
export function dispatch(target: ScreenElement, type: string, parameters: EventParameters = {}): boolean {
  const { document } = target
  if (document.isClosed) return true
  const kind = kindOfEvent(type)
  const path = pathToRoot(target)
  // Collected before the first handler runs: who is added or removed on the way changes nothing for this event.
  const steps = collectSteps(path, type, kind)
  const event = new ScreenEvent(type, target, parameters)
  document.runEvent(() => {
    runSteps(event, steps)
    actByDefault(event, path, kind)
  })
  document.onEvent?.(event, steps.filter((step) => step.isHandler).length)
  return event.isPropagating
}

function runSteps(event: ScreenEvent, steps: Step[]): void {
  let last: Step | undefined
  for (const step of steps) {
    const isNewLevel = last?.element !== step.element || last.phase !== step.phase
    if (isNewLevel && !event.isPropagating) return
    last = step
    event.current = step.element
    event.phase = step.phase
    if (!step.isGone()) step.run(event)
    if (!event.isImmediatelyPropagating) return
  }
}

function actByDefault(event: ScreenEvent, path: ScreenElement[], kind: EventKind): void {
  if (kind.defaultAction === 'none') return
  const acting = kind.defaultAction === 'target' ? path.slice(0, 1) : path
  for (const element of acting) {
    if (!event.isPropagating) return
    event.current = element
    event.phase = element === event.target ? 'target' : 'bubble'
    event.target.document.reactions.act(element, event)
  }
}

function collectSteps(path: ScreenElement[], type: string, kind: EventKind): Step[] {
  const [target, ...around] = path
  const bubbling = kind.bubbles ? around : []
  return [
    ...around.toReversed().flatMap((element) => stepsAt(element, type, 'capture')),
    ...stepsAt(target!, type, 'target'),
    ...bubbling.flatMap((element) => stepsAt(element, type, 'bubble')),
  ]
}

function stepsAt(element: ScreenElement, type: string, phase: EventPhase): Step[] {
  const { document, isConnected } = element
  const isHere = ({ isCapture }: { isCapture: boolean }) => phase === 'target' || isCapture === (phase === 'capture')
  const isGone = () => document.isClosed || element.isConnected !== isConnected
  const ownSteps = (reaction: Reaction | undefined) =>
    reaction && isHere(reaction) ? [{ element, phase, isGone, run: reaction.run, isHandler: false }] : []
  const listeners = element.listeners.filter((listener) => listener.type === type && isHere(listener))
  return [
    ...ownSteps(document.reactions.before(element, type)),
    ...listeners.map((listener) => ({
      element,
      phase,
      isGone: () => listener.isRemoved || isGone(),
      run: (event: ScreenEvent) => document.startHandler(listener.handler, event),
      isHandler: true,
    })),
    ...ownSteps(document.reactions.after(element, type)),
  ]
}
