import { kindOfEvent } from './event-kinds.ts'
import type { ScreenElement } from './element.ts'

/** What an event can carry. */
export type EventValue = string | number | boolean | ScreenElement

/** Details of an event by name. */
export type EventParameters = Readonly<Record<string, EventValue>>

/** The part of its way on which an event is. */
export type EventPhase = 'capture' | 'target' | 'bubble'

/** One event on its way through the tree. Handlers may keep it; what they do with it later has no effect. */
export class ScreenEvent {
  readonly type: string
  readonly target: ScreenElement
  readonly parameters: EventParameters
  current: ScreenElement
  phase: EventPhase = 'target'
  isPropagating = true
  isImmediatelyPropagating = true

  constructor(type: string, target: ScreenElement, parameters: EventParameters) {
    this.type = type
    this.target = target
    this.current = target
    this.parameters = parameters
  }

  /** Keeps the event from further elements and from its default action, if its kind can be stopped. */
  stopPropagation(): void {
    if (kindOfEvent(this.type).isInterruptible) this.isPropagating = false
  }

  /** As `stopPropagation`, and keeps it from further handlers of the same element too. */
  stopImmediatePropagation(): void {
    if (!kindOfEvent(this.type).isInterruptible) return
    this.isPropagating = false
    this.isImmediatelyPropagating = false
  }
}
