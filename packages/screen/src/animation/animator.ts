import type { ScreenElement } from '../element.ts'
import type { ResolvedStyle } from '../style/resolved.ts'
import type { Frame } from './frames.ts'
import { readAnimations, readTransitions } from './motion-lists.ts'
import { isOver, placeIn, valueAt, type Run } from './run.ts'

/** What became of an element's style, as far as movements start from it. */
export interface Restyling {
  element: ScreenElement
  nowMs: number
  /** The style now, without movements. */
  style: ResolvedStyle
  /** What was shown last, movements included; nothing for an element that is new. */
  shown: ResolvedStyle | undefined
  /** The properties about which other rules speak than before; only these begin a transition. */
  changed: ReadonlySet<string>
  /** The frames of a `@keyframes`, counted out for this element. */
  framesOf(name: string): readonly Frame[] | undefined
}

/** A movement that came to its end. */
export interface Ending {
  element: ScreenElement
  origin: Run['origin']
  property: string
}

/** What moves in a document. */
export interface Animator {
  /** Starts and ends movements after an element got another style. */
  restyle(restyling: Restyling): void
  /** The values that movements give an element at a time, and notes which of them are over. */
  valuesOf(element: ScreenElement, nowMs: number): ReadonlyMap<string, string> | undefined
  /** Where the present value of a property comes from, if from a movement. */
  nameOf: (element: ScreenElement, property: string) => string | undefined
  forget(element: ScreenElement): void
  /** Lets animations start again, with other frames. */
  restart(): void
  /** Everything that moves. */
  moving(): Iterable<ScreenElement>
  readonly isMoving: boolean
  /** The movements that ended since this was asked last. */
  takeEndings(): Ending[]
}

interface Motion {
  /** The values of `animation` and `transition` that the runs follow. */
  animation: string
  transition: string
  runs: Map<string, Run>
}

export function createAnimator(): Animator {
  const motions = new Map<ScreenElement, Motion>()
  let endings: Ending[] = []
  return {
    restyle,
    valuesOf,
    nameOf: (element, property) => {
      const run = motions.get(element)?.runs.get(property)
      return run && (run.name || 'transition')
    },
    forget: (element) => void motions.delete(element),
    restart() {
      for (const motion of motions.values()) motion.animation = ''
    },
    *moving() {
      for (const [element, { runs }] of motions) if (runs.size > 0) yield element
    },
    get isMoving() {
      return motions.values().some(({ runs }) => runs.size > 0)
    },
    takeEndings() {
      const taken = endings
      endings = []
      return taken
    },
  }

  function restyle(restyling: Restyling): void {
    const { element, style } = restyling
    const animation = style.get('animation')!
    const transition = style.get('transition')!
    let motion = motions.get(element)
    if (!motion && animation === 'none' && transition === 'none') return
    if (!motion) {
      motion = { animation: 'none', transition: 'none', runs: new Map() }
      motions.set(element, motion)
    }
    dropTransitions(motion, transition)
    startTransitions(motion, restyling, transition)
    dropAstray(motion, style)
    if (motion.animation !== animation) startAnimations(motion, restyling, animation)
    motion.animation = animation
    motion.transition = transition
    if (motion.runs.size === 0 && animation === 'none' && transition === 'none') motions.delete(element)
  }

  function valuesOf(element: ScreenElement, nowMs: number): Map<string, string> | undefined {
    const motion = motions.get(element)
    if (!motion || motion.runs.size === 0) return undefined
    const values = new Map<string, string>()
    for (const [property, run] of motion.runs) {
      if (isOver(run, nowMs)) {
        motion.runs.delete(property)
        endings.push({ element, origin: run.origin, property })
        continue
      }
      const value = valueAt(run, nowMs)
      if (value !== undefined) values.set(property, value)
    }
    return values
  }
}

/** A transition ends at once when its property is no longer named. */
function dropTransitions(motion: Motion, transition: string): void {
  if (motion.transition === transition) return
  const named = new Set(readTransitions(transition).flatMap(({ properties }) => [...properties]))
  for (const [property, run] of motion.runs) {
    if (run.origin === 'transition' && !named.has('all') && !named.has(property)) motion.runs.delete(property)
  }
}

/** A transition that leads to another value than the style has now was overtaken, for example by the element's own style. */
function dropAstray(motion: Motion, style: ResolvedStyle): void {
  for (const [property, run] of motion.runs) {
    if (run.origin === 'transition' && run.keys.at(-1)!.value !== style.get(property)) motion.runs.delete(property)
  }
}

function startTransitions(motion: Motion, restyling: Restyling, transition: string): void {
  const { shown, style, changed, nowMs } = restyling
  if (!shown || changed.size === 0) return
  for (const entry of readTransitions(transition)) {
    for (const property of entry.properties.has('all') ? changed : entry.properties) {
      const from = shown.get(property)
      const to = style.get(property)
      const before = motion.runs.get(property)
      const isMovable = changed.has(property) && property !== 'transition' && property !== 'animation'
      if (!isMovable || from === undefined || to === undefined || before?.origin === 'animation') continue
      if (from === to || before?.keys.at(-1)!.value === to) continue
      // Whoever turns round half way need not take the whole time back.
      const done = before ? placeIn(before, nowMs).share : 1
      const durationMs = entry.durationMs * (1 - (1 - done) * entry.saved)
      motion.runs.set(property, {
        property,
        origin: 'transition',
        name: '',
        keys: [
          { atMs: 0, value: from, tween: entry.tween },
          { atMs: durationMs, value: to, tween: entry.tween },
        ],
        startMs: nowMs + entry.delayMs,
        durationMs,
        count: 1,
        isAlternate: false,
      })
    }
  }
}

function startAnimations(motion: Motion, restyling: Restyling, animation: string): void {
  for (const [property, run] of motion.runs) if (run.origin === 'animation') motion.runs.delete(property)
  for (const entry of readAnimations(animation)) {
    const frames = restyling.framesOf(entry.name)
    if (!frames || frames.length === 0 || entry.isPaused) continue
    const { durationMs, tween } = entry
    for (const property of new Set(frames.flatMap(({ values }) => [...values.keys()]))) {
      const base = restyling.style.get(property)
      if (base === undefined || property === 'animation' || property === 'transition') continue
      const keys = frames
        .filter(({ values }) => values.has(property))
        .map(({ stop, values }) => ({ atMs: stop * durationMs, value: values.get(property)!, tween }))
      // Where the frames do not say how it begins or ends, it does so as the element is.
      if (keys[0]!.atMs > 0) keys.unshift({ atMs: 0, value: base, tween })
      if (keys.at(-1)!.atMs < durationMs) keys.push({ atMs: durationMs, value: base, tween })
      motion.runs.set(property, {
        property,
        origin: 'animation',
        name: entry.name,
        keys,
        startMs: restyling.nowMs + entry.delayMs,
        durationMs,
        count: entry.count,
        isAlternate: entry.isAlternate,
      })
    }
  }
}
