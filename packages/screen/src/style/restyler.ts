import { createAnimator } from '../animation/animator.ts'
import { resolveFrames, type Frame } from '../animation/frames.ts'
import { dispatch } from '../dispatch.ts'
import type { ScreenDocument } from '../document.ts'
import type { Place, ScreenElement } from '../element.ts'
import { createCompoundMatcher } from '../selectors.ts'
import { elementsIn, pathToRoot } from '../walk.ts'
import { inherit, type CascadeScale, type Computed, type Inheritance } from './cascade.ts'
import { createElementStyles } from './element-styles.ts'
import type { Ground } from './ground.ts'
import { originsIn, propertiesOf } from './origins.ts'
import type { Origin, ResolvedStyle } from './resolved.ts'
import type { Rule } from './sheets.ts'
import { createStaleNotes, seeNow, type Seen, type Stale } from './stale.ts'

/** Keeps the styles of one document's elements. */
export interface Restyler {
  /** Everything is looked at anew with the next update. */
  setGround(ground: Ground, areNewSheets: boolean): void
  update(nowMs: number): Set<ScreenElement>
  styleOf(element: ScreenElement): ResolvedStyle
  originsOf(element: ScreenElement): ReadonlyMap<string, Origin>
  readonly isAnimating: boolean
  stop(): void
}

/** What is known of an element since the last update. */
interface Entry {
  rules: readonly Rule[]
  around: Inheritance
  seen: Seen
  /** With what moves. */
  style: ResolvedStyle
  forChildren: Inheritance
}

type Warn = (message: string, place?: Place) => void

export function createRestyler(document: ScreenDocument, firstGround: Ground, warn: Warn): Restyler {
  let ground = firstGround
  let styles = createElementStyles(ground, document.path, warn)
  let isAllStale = true
  const notes = createStaleNotes()
  const animator = createAnimator()
  const entries = new Map<ScreenElement, Entry>()
  const toldAnimations = new Set<string>()
  const stopWatching = document.changes.watch((change) => {
    notes.note(change)
    // Nodes out of the tree change silently, so nothing that is known of one holds when it comes back.
    if (change.kind === 'children' && change.removed?.kind === 'element') forget(change.removed)
  })
  return {
    setGround(next, areNewSheets) {
      ground = next
      styles = createElementStyles(ground, document.path, warn)
      isAllStale = true
      if (areNewSheets) animator.restart()
    },
    update,
    styleOf: (element) => entries.get(element)?.style ?? findAlone(element).style,
    originsOf,
    get isAnimating() {
      return animator.isMoving
    },
    stop: stopWatching,
  }

  function update(nowMs: number): Set<ScreenElement> {
    const changed = new Set<ScreenElement>()
    const isRefresh = isAllStale
    const stale = notes.take(ground.reach, (element) => entries.get(element)?.seen)
    const matches = createCompoundMatcher(document.body)
    const isSame = createComparison()
    const done = new Set<ScreenElement>()
    isAllStale = false
    if (isRefresh) visit(document.body)
    else for (const element of inDepthOrder(stale)) visit(element)
    sendEndings()
    return changed

    function visit(element: ScreenElement): void {
      if (done.has(element)) return
      done.add(element)
      const before = entries.get(element)
      const isMatched = !before || isRefresh || stale.match.has(element)
      const rules = isMatched ? ground.index.match(element, matches) : before.rules
      const areOthers = before !== undefined && isMatched && !isRefresh && !sameRules(before.rules, rules)
      const around = element.parent ? findAlone(element.parent).forChildren : ground.root
      const computed = styles.styleFor(element, rules, around, scaleOf(element))
      animator.restyle({
        element,
        nowMs,
        style: computed.style,
        shown: before?.style,
        changed: areOthers ? propertiesOf(before.rules, rules) : new Set(),
        framesOf: (name) => findFrames(name, rules, computed, scaleOf(element)),
      })
      const after = addMovement(element, computed, around, nowMs)
      entries.set(element, { rules, around, seen: isMatched ? seeNow(element) : before.seen, ...after })
      if (!before || !isSame(before.style, after.style)) changed.add(element)
      for (const child of element.children) {
        if (child.kind === 'text') continue
        if (isRefresh || entries.get(child)?.around !== after.forChildren) visit(child)
      }
    }
  }

  /** What needs a look, outer elements before inner ones, because inner ones take over from them. */
  function inDepthOrder({ match, declare }: Stale): ScreenElement[] {
    const wanted = new Set([...match, ...declare, ...animator.moving()])
    const connected = [...wanted].filter((element) => element.isConnected)
    const depths = new Map(connected.map((element) => [element, pathToRoot(element).length]))
    return connected.sort((a, b) => depths.get(a)! - depths.get(b)!)
  }

  function addMovement(element: ScreenElement, computed: Computed, around: Inheritance, nowMs: number): Computed {
    const values = animator.valuesOf(element, nowMs)
    if (!values || values.size === 0) return computed
    const style = new Map([...computed.style, ...values])
    const fontSize = Number.parseFloat(style.get('font-size')!)
    return { style, forChildren: inherit(around, style, computed.forChildren.variables, fontSize) }
  }

  /** What is known of an element; one that no update saw yet is matched on the spot, and does not move. */
  function findAlone(element: ScreenElement): Computed {
    const known = entries.get(element)
    if (known) return known
    const around = element.parent ? findAlone(element.parent).forChildren : ground.root
    const rules = ground.index.match(element, createCompoundMatcher(pathToRoot(element).at(-1)!))
    return styles.styleOnce(element, rules, around, scaleOf(element))
  }

  function scaleOf(element: ScreenElement): CascadeScale {
    const { viewport, root } = ground
    const { fontSize } = element === document.body ? root : findAlone(document.body).forChildren
    return { viewport, rootFontSize: fontSize }
  }

  function findFrames(
    name: string,
    rules: readonly Rule[],
    { forChildren }: Computed,
    scale: CascadeScale,
  ): Frame[] | undefined {
    const keyframes = ground.sheets.keyframes.get(name)
    if (keyframes) return resolveFrames(keyframes, forChildren, scale)
    const place = rules.findLast(({ declared }) => declared.some(({ property }) => property === 'animation'))?.place
    if (!toldAnimations.has(name)) warn(`Write "@keyframes ${name}": an animation names it, but no sheet has it`, place)
    toldAnimations.add(name)
    return undefined
  }

  function originsOf(element: ScreenElement): ReadonlyMap<string, Origin> {
    const layers = pathToRoot(element).map((one) => ({
      element: one,
      rules: entries.get(one)?.rules ?? [],
      own: styles.declaredBy(one),
    }))
    return originsIn(layers, animator.nameOf)
  }

  function forget(leaving: ScreenElement): void {
    for (const element of [leaving, ...elementsIn(leaving)]) {
      entries.delete(element)
      animator.forget(element)
    }
  }

  function sendEndings(): void {
    for (const { element, origin, property } of animator.takeEndings()) {
      const type = origin === 'animation' ? 'animationend' : 'transitionend'
      if (element.isConnected) dispatch(element, type, { property })
    }
  }
}

function sameRules(one: readonly Rule[], other: readonly Rule[]): boolean {
  return one.length === other.length && one.every((rule, index) => rule === other[index])
}

/** Many elements share a style and get the same other one, so each pair is compared once. */
function createComparison(): (one: ResolvedStyle, other: ResolvedStyle) => boolean {
  const known = new Map<ResolvedStyle, { other: ResolvedStyle; isSame: boolean }>()
  return (one, other) => {
    if (one === other) return true
    const earlier = known.get(one)
    if (earlier?.other === other) return earlier.isSame
    const isSame = one.entries().every(([name, value]) => other.get(name) === value)
    known.set(one, { other, isSame })
    return isSame
  }
}
