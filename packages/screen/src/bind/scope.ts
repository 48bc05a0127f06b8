import type { DataModel, ModelPath, ModelRead } from './data-model.ts'
import type { Surroundings } from './expression.ts'

/** What a name stands for that is no variable of the model: an address, or the number of a row. */
export type Alias = {
  /** The variables of the model on which it depends. */
  variables: readonly string[]
} & ({ path: () => ModelPath } | { index: () => number })

/** What names mean in a part of a document. */
export class Scope {
  readonly modelName: string | null
  readonly aliases: ReadonlyMap<string, Alias>
  readonly #around: Scope | null

  constructor(modelName: string | null, around: Scope | null = null, aliases: ReadonlyMap<string, Alias> = new Map()) {
    this.modelName = modelName
    this.#around = around
    this.aliases = aliases
  }

  find(name: string): Alias | undefined {
    return this.aliases.get(name) ?? this.#around?.find(name)
  }

  /** The variables of the model behind these names. */
  variablesOf(names: Iterable<string>): string[] {
    return [...new Set([...names].flatMap((name) => this.find(name)?.variables ?? name))]
  }

  /** The path in the model that a path in the markup means; undefined for the number of a row. */
  resolve(path: ModelPath): ModelPath | undefined {
    const alias = this.find(String(path[0]))
    if (!alias) return path
    return 'path' in alias ? [...alias.path(), ...path.slice(1)] : undefined
  }

  /** How expressions see the model from here. */
  surroundings(findModel: (name: string) => DataModel | undefined, translate: Surroundings['translate']): Surroundings {
    return { read: (path) => this.#read(path, findModel), translate }
  }

  #read(path: ModelPath, findModel: (name: string) => DataModel | undefined): ModelRead {
    const alias = this.find(String(path[0]))
    if (alias && 'index' in alias) return path.length === 1 ? alias.index() : undefined
    const model = this.modelName === null ? undefined : findModel(this.modelName)
    return model?.read(this.resolve(path)!)
  }
}
