import type { EventParameters, ScreenElement, ScreenEvent } from '@mosis/screen'

/** An event as one handler sees it: where it is stays what it was, also when the handler waits and the event goes on. */
export class HandlerEvent {
  readonly #event: ScreenEvent
  readonly current: ScreenElement

  constructor(event: ScreenEvent) {
    this.#event = event
    this.current = event.current
  }

  get type(): string {
    return this.#event.type
  }

  get target(): ScreenElement {
    return this.#event.target
  }

  get parameters(): EventParameters {
    return this.#event.parameters
  }

  stopPropagation(): void {
    this.#event.stopPropagation()
  }

  stopImmediatePropagation(): void {
    this.#event.stopImmediatePropagation()
  }
}
