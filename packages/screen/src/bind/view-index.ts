import type { ScreenNode } from '../element.ts'
import type { View } from './view.ts'

/** All views of a document: which shows which variable, and which must be brought up to date. */
export class ViewIndex {
  readonly all = new Set<View>()
  readonly #byModel = new Map<string, Map<string, Set<View>>>()
  readonly #ofNode = new WeakMap<ScreenNode, View[]>()
  readonly #orderOf = new WeakMap<View, number>()
  readonly #queue = new Set<View>()
  #nextOrder = 0

  /** Whether some view must be brought up to date. */
  get isDue(): boolean {
    return this.#queue.size > 0
  }

  /** Takes in a view, which is due at once. */
  add(view: View): void {
    this.all.add(view)
    this.#queue.add(view)
    this.#orderOf.set(view, this.#nextOrder)
    this.#nextOrder += 1
    const views = this.#ofNode.get(view.node)
    if (views) views.push(view)
    else this.#ofNode.set(view.node, [view])
    const { modelName } = view.scope
    if (modelName === null) return
    const byVariable = this.#byModel.get(modelName) ?? new Map<string, Set<View>>()
    this.#byModel.set(modelName, byVariable)
    for (const variable of view.variables) {
      const known = byVariable.get(variable)
      if (known) known.add(view)
      else byVariable.set(variable, new Set([view]))
    }
  }

  /** Lets go of all views of a node. */
  drop(node: ScreenNode): void {
    for (const view of this.#ofNode.get(node) ?? []) {
      this.all.delete(view)
      this.#queue.delete(view)
      for (const variable of view.variables) this.#of(view.scope.modelName ?? '', variable)?.delete(view)
    }
    this.#ofNode.delete(node)
  }

  /** Notes that a variable became different. */
  noteVariable(modelName: string, variable: string): void {
    for (const view of this.#of(modelName, variable) ?? []) this.#queue.add(view)
  }

  /** Notes that everything in a model may be different. */
  noteModel(modelName: string): void {
    for (const variable of this.#byModel.get(modelName)?.keys() ?? []) this.noteVariable(modelName, variable)
  }

  noteAll(): void {
    for (const view of this.all) this.#queue.add(view)
  }

  /** The views that are due, those around others first; from now on none is. */
  takeDue(): View[] {
    const due = [...this.#queue].toSorted((a, b) => this.#orderOf.get(a)! - this.#orderOf.get(b)!)
    this.#queue.clear()
    return due
  }

  /** Every variable that is shown, each with one of its views. */
  *variables(): Generator<{ modelName: string; variable: string; view: View }> {
    for (const [modelName, byVariable] of this.#byModel) {
      for (const [variable, [view]] of byVariable) {
        if (view) yield { modelName, variable, view }
      }
    }
  }

  #of(modelName: string, variable: string): Set<View> | undefined {
    return this.#byModel.get(modelName)?.get(variable)
  }
}
