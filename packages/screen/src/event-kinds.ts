/** In which phases the elements themselves react to an event, after all handlers. */
export type DefaultActionPhase = 'none' | 'target' | 'target-and-bubble'

/** How an event of one kind travels. */
export interface EventKind {
  /** Whether StopPropagation has an effect. */
  isInterruptible: boolean
  bubbles: boolean
  defaultAction: DefaultActionPhase
}

/** The events that RmlUi knows; every other name is a custom event. */
export const eventKinds: ReadonlyMap<string, EventKind> = new Map([
  ...kinds('mousedown mousescroll keydown keyup textinput mouseup click dblclick', true, true, 'target-and-bubble'),
  ...kinds('mouseover mouseout', true, true, 'target'),
  ...kinds('mousemove dragmove dragover dragdrop dragout dragend submit', true, true, 'none'),
  ...kinds('drag dragstart', false, true, 'target'),
  ...kinds('handledrag scroll animationend transitionend change tabchange', false, true, 'none'),
  ...kinds('focus blur', false, false, 'target'),
  ...kinds('load unload show hide resize', false, false, 'none'),
])

const custom: EventKind = { isInterruptible: true, bubbles: true, defaultAction: 'none' }

/** How events of this name travel. */
export function kindOfEvent(type: string): EventKind {
  return eventKinds.get(type) ?? custom
}

function kinds(
  names: string,
  isInterruptible: boolean,
  bubbles: boolean,
  defaultAction: DefaultActionPhase,
): [string, EventKind][] {
  return names.split(' ').map((name) => [name, { isInterruptible, bubbles, defaultAction }])
}
