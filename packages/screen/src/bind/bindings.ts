import type { ScreenDocument } from '../document.ts'
import type { Place, ScreenElement, ScreenNode } from '../element.ts'
import { ScreenError } from '../errors.ts'
import { descendants, pathToRoot } from '../walk.ts'
import { createAttributeView, readViewName } from './attribute-views.ts'
import { addEventController, addValueController } from './controllers.ts'
import type { DataModel, ModelScalar } from './data-model.ts'
import { ExpressionError } from './expression-tokens.ts'
import { pathOf, readAddress, type Surroundings } from './expression.ts'
import { createRowsView } from './rows.ts'
import { Scope, type Alias } from './scope.ts'
import { createKeyView, createTextView } from './text-view.ts'
import { ViewIndex } from './view-index.ts'
import type { View, ViewHost } from './view.ts'

/** What bindings need of the program that shows the document. */
export interface BindingHost {
  /** The app's text of a key; `{name}` in it stands for the value of this name. */
  translate(key: string, args: ReadonlyMap<string, ModelScalar>): string
  warn(message: string, place?: Place): void
  /** Called whenever there may be something for `update` to do. */
  onDirty?(): void
}

/** What joins a document and its data models. */
export interface Bindings {
  /** Shows a model wherever the document names it; one that had this name before is not shown any more. */
  openModel(name: string, model: DataModel): void
  /** What was shown last stays. */
  closeModel(name: string): void
  /** Brings the document up to date with its models, and binds what came into the tree. Cheap when nothing changed. */
  update(): void
  /** Shows everything anew, because the app's texts are others now. */
  refresh(): void
  /** Whether `update` has something to do. */
  readonly isDirty: boolean
  /** Lets go of the document and the models. */
  close(): void
}

/** Views that change the model change what is shown, and so on; what is left waits for the next update. */
const maxRounds = 10
/** Lists in lists: each level of them is made by the one around it. */
const maxSteps = 300

/** Finds the bindings of a document and keeps them up to date. Problems are told once for each place. */
export function createBindings(document: ScreenDocument, host: BindingHost): Bindings {
  const models = new Map<string, DataModel>()
  const watched = new Map<string, () => void>()
  const onDirty = () => host.onDirty?.()
  const views = new ViewIndex()
  const scopes = new WeakMap<ScreenElement, Scope>()
  const surroundingsOf = new WeakMap<Scope, Surroundings>()
  const seen = new WeakSet<ScreenNode>()
  const grown = new Set<ScreenElement>()
  const told = new Set<string>()
  let sweepAt = 1000
  let mustCheckNames = true
  const outermost = new Scope(null)
  const viewHost: ViewHost = { findModel, surroundings, evaluate, translate, warn, bindRow, drop }
  const stopWatching = document.changes.watch((change) => {
    if (change.kind !== 'children' || !change.added) return
    if (grown.size === 0) onDirty()
    grown.add(change.element)
  })
  bind(document.body, outermost)
  return {
    openModel,
    closeModel,
    update,
    refresh,
    get isDirty() {
      return views.isDue || grown.size > 0 || [...models.values()].some((model) => model.isDirty)
    },
    close,
  }

  function openModel(name: string, model: DataModel): void {
    closeModel(name)
    models.set(name, model)
    watched.set(name, model.watch(onDirty))
    model.takeDirty()
    onDirty()
    mustCheckNames = true
    views.noteModel(name)
  }

  function closeModel(name: string): void {
    models.delete(name)
    watched.get(name)?.()
    watched.delete(name)
  }

  function close(): void {
    stopWatching()
    for (const name of models.keys()) closeModel(name)
  }

  function refresh(): void {
    views.noteAll()
    onDirty()
  }

  function update(): void {
    for (let round = 0; round < maxRounds; round += 1) {
      for (const [name, model] of models) collectDirty(name, model)
      bindGrown()
      if (!views.isDue) break
      applyDue()
    }
    if (views.all.size > sweepAt) sweep()
    if (mustCheckNames && document.isShown) checkNames()
  }

  function collectDirty(name: string, model: DataModel): void {
    if (!model.isDirty) return
    for (const variable of model.takeDirty()) views.noteVariable(name, variable)
  }

  function bindGrown(): void {
    for (const element of grown) {
      grown.delete(element)
      if (!element.isConnected || isLeftAlone(element)) continue
      const scope = scopeAround(element)
      for (const child of element.children) bind(child, scope)
    }
  }

  function applyDue(): void {
    for (let step = 0; step < maxSteps && views.isDue; step += 1) {
      for (const view of views.takeDue()) {
        if (views.all.has(view)) applyView(view)
      }
      bindGrown()
    }
  }

  function applyView(view: View): void {
    try {
      view.apply()
    } catch (error) {
      if (!(error instanceof ScreenError)) throw error
      warn(error.message, view.place)
    }
  }

  /** Binds the element of a row, whose scope only the list knows. */
  function bindRow(element: ScreenElement, scope: Scope): void {
    scopes.set(element, scope)
    bind(element, scope)
  }

  function bind(node: ScreenNode, around: Scope): void {
    if (seen.has(node)) return
    seen.add(node)
    if (node.kind === 'text') {
      addView(createTextView(node, around, viewHost))
      return
    }
    if (isLeftAlone(node)) return
    // The marker of a list stands for its rows, which carry its other attributes.
    if (node.repeated !== null) {
      if (checkScope(node, 'data-for', around))
        addView(attempt(node, 'data-for', () => createRowsView(node, around, viewHost)))
      return
    }
    const scope = scopeOf(node, around)
    for (const [attribute, value] of node.attributes) {
      if (attribute.startsWith('data-')) bindAttribute(node, attribute, scope)
      else if (value.includes('{{') && scope.modelName !== null) {
        warn(
          `Cannot show {{ }} in ${attribute}="${value}": write data-attr-${attribute} with the expression`,
          undefined,
        )
      }
    }
    for (const child of node.children) bind(child, scope)
  }

  function bindAttribute(element: ScreenElement, attribute: string, scope: Scope): void {
    if (attribute === 'data-text') {
      addView(createKeyView(element, element.getAttribute(attribute)!, scope, viewHost))
      return
    }
    const view = readViewName(attribute)
    if (view) {
      const made = attempt(element, attribute, () => createAttributeView(element, attribute, view, scope, viewHost))
      if (!made || (made.variables.length > 0 && !checkScope(element, attribute, scope))) return
      addView(made)
      if (view.kind === 'value' || view.kind === 'checked') {
        attempt(element, attribute, () => addValueController(element, attribute, scope, viewHost))
      }
    } else if (attribute.startsWith('data-event-') && checkScope(element, attribute, scope)) {
      attempt(element, attribute, () => addEventController(element, attribute, scope, viewHost))
    }
  }

  /** What names mean inside an element: it may name a model and give other names to parts of it. */
  function scopeOf(element: ScreenElement, around: Scope): Scope {
    const modelName = element.getAttribute('data-model')
    let scope = modelName === undefined ? around : new Scope(modelName)
    for (const attribute of element.attributes.keys()) {
      if (!attribute.startsWith('data-alias-')) continue
      const alias = attempt(element, attribute, () => readAlias(element.getAttribute(attribute)!, scope))
      if (alias) scope = new Scope(scope.modelName, scope, new Map([[attribute.slice('data-alias-'.length), alias]]))
    }
    if (scope !== around) scopes.set(element, scope)
    return scope
  }

  function readAlias(text: string, scope: Scope): Alias {
    const address = readAddress(text)
    const around = surroundings(scope)
    return { variables: scope.variablesOf(address.names), path: () => scope.resolve(pathOf(address, around)) ?? [] }
  }

  function scopeAround(element: ScreenElement): Scope {
    return (
      pathToRoot(element)
        .map((one) => scopes.get(one))
        .find((scope) => scope !== undefined) ?? outermost
    )
  }

  function addView(view: View | undefined): void {
    if (!view) return
    views.add(view)
    if (view.scope.modelName !== null) mustCheckNames = true
  }

  function drop(root: ScreenElement): void {
    for (const node of [root, ...descendants(root)]) {
      seen.delete(node)
      views.drop(node)
    }
  }

  /** Lets go of what the app took out of the tree. What comes back is bound again. */
  function sweep(): void {
    for (const { node } of views.all) {
      if (node.isConnected) continue
      const top = node.kind === 'element' ? node : node.parent
      if (top) drop(pathToRoot(top).at(-1)!)
      else views.drop(node)
    }
    sweepAt = Math.max(1000, views.all.size * 2)
  }

  /** Tells of models that are not open and of variables that do not exist. */
  function checkNames(): void {
    mustCheckNames = false
    for (const { modelName, variable, view } of views.variables()) {
      const model = models.get(modelName)
      if (model?.has(variable)) continue
      const problem = model
        ? `Cannot show "${variable}": the model "${modelName}" has no such variable`
        : `Cannot show the model "${modelName}": it is not open, see OpenDataModel`
      warn(problem, view.place, model ? undefined : `closed ${modelName}`)
    }
  }

  function checkScope(element: ScreenElement, attribute: string, scope: Scope): boolean {
    if (scope.modelName !== null) return true
    warn(`Cannot use ${attribute}: no element around it names a data-model`, element.dataPlaces.get(attribute))
    return false
  }

  function attempt<Result>(element: ScreenElement, attribute: string, run: () => Result): Result | undefined {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      const text = element.getAttribute(attribute)
      warn(`Cannot use ${attribute}="${text}": ${error.message}`, element.dataPlaces.get(attribute))
      return undefined
    }
  }

  function findModel({ modelName }: Scope): DataModel | undefined {
    return modelName === null ? undefined : models.get(modelName)
  }

  function surroundings(scope: Scope): Surroundings {
    const known = surroundingsOf.get(scope)
    if (known) return known
    const made = scope.surroundings(
      (name) => models.get(name),
      (key, args) => host.translate(key, args),
    )
    surroundingsOf.set(scope, made)
    return made
  }

  function evaluate(scope: Scope, run: Parameters<ViewHost['evaluate']>[1]) {
    return run(surroundings(scope))
  }

  function translate(key: string): string {
    return host.translate(key, new Map())
  }

  /** The same mistake stands in every row of a list; it is told once. */
  function warn(message: string, place: Place | undefined, key = `${message} ${place?.path}:${place?.line}`): void {
    if (told.has(key) || told.size >= 1000) return
    told.add(key)
    host.warn(message, place)
  }
}

/** The copy of an option's text that a closed select shows is no text of the app. */
function isLeftAlone(element: ScreenElement): boolean {
  return element.isGenerated && element.tag === 'selectvalue'
}
