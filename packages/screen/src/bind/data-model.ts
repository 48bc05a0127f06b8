import type { ScreenEvent } from '../event.ts'

/** A plain value of a model. */
export type ModelScalar = string | number | bigint | boolean

/** What an address leads to: a value, a table (an object that stands for itself), or nothing. */
export type ModelRead = ModelScalar | object | undefined

/** Where something is in a model: names, and numbers of list items from 0. */
export type ModelPath = readonly (string | number)[]

/** The data behind a screen. Its variables are named on the top; functions of the app stand there too. */
export interface DataModel {
  read(path: ModelPath): ModelRead
  /** How many items the list there has; undefined for what is no table. */
  size(path: ModelPath): number | undefined
  /** Sets a value; answers false when there is no place for it. */
  write(path: ModelPath, value: ModelScalar): boolean
  /** The function of this name, which may run and wait like any handler; undefined when there is none. */
  call(name: string, event: ScreenEvent, args: readonly (ModelScalar | undefined)[]): Promise<void> | undefined
  /** Whether a variable of this name was ever set. */
  has(name: string): boolean
  /** The names of the variables that became different since the last time; from now on none is. */
  takeDirty(): ReadonlySet<string>
  readonly isDirty: boolean
  /** Calls whenever a variable becomes different. Answers how to stop. */
  watch(listener: () => void): () => void
}
