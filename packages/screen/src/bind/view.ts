import type { Place, ScreenElement, ScreenNode } from '../element.ts'
import type { DataModel, ModelRead } from './data-model.ts'
import type { Evaluate, Surroundings } from './expression.ts'
import type { Scope } from './scope.ts'

/** Something in the document that shows a part of a model. */
export interface View {
  readonly node: ScreenNode
  readonly scope: Scope
  /** The variables of the model that it shows. */
  readonly variables: readonly string[]
  readonly place: Place | undefined
  /** Brings the document up to date. */
  apply(): void
}

/** What a view needs of the bindings it belongs to. */
export interface ViewHost {
  findModel(scope: Scope): DataModel | undefined
  surroundings(scope: Scope): Surroundings
  /** The value now; undefined without a model too. */
  evaluate(scope: Scope, evaluate: Evaluate): ModelRead
  translate(key: string): string
  warn(message: string, place: Place | undefined): void
  /** Binds the element of a row that was just made, and everything in it. */
  bindRow(element: ScreenElement, scope: Scope): void
  /** Lets go of everything in an element that is about to leave for good. */
  drop(element: ScreenElement): void
}
