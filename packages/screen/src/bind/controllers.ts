import { controlKind, getValue } from '../controls.ts'
import { ScreenElement, type Place } from '../element.ts'
import { ScreenError } from '../errors.ts'
import type { EventValue, ScreenEvent } from '../event.ts'
import { addListener } from '../listeners.ts'
import type { ModelRead, ModelScalar } from './data-model.ts'
import { pathOf, readActions, readAddress, type Action, type Surroundings } from './expression.ts'
import type { Scope } from './scope.ts'
import type { ViewHost } from './view.ts'

/** Makes `data-event-TYPE` run its actions. Throws an ExpressionError for actions that cannot be read. */
export function addEventController(element: ScreenElement, attribute: string, scope: Scope, host: ViewHost): void {
  const text = element.getAttribute(attribute)!
  const place = element.dataPlaces.get(attribute)
  const actions = readActions(text)
  const run = async (event: ScreenEvent) => {
    const around = withEvent(host.surroundings(scope), event)
    const running = guarded(host, place, () =>
      actions.map((action) => act(action, event, { scope, host, around, place })),
    )
    for (const one of running ?? []) await one
  }
  addListener(element, attribute.slice('data-event-'.length), { run, release: () => {} })
}

/** Makes changes of a control write the variable that it shows. An expression that is no address is only shown. */
export function addValueController(element: ScreenElement, attribute: string, scope: Scope, host: ViewHost): void {
  const address = readAddress(element.getAttribute(attribute)!)
  const place = element.dataPlaces.get(attribute)
  const run = async (event: ScreenEvent) => {
    if (event.target !== element) return
    const around = host.surroundings(scope)
    const path = pathOf(address, around)
    const value = valueToWrite(element, event, around.read(path))
    if (value !== undefined) guarded(host, place, () => write(path, value, { scope, host, place }))
  }
  // Whoever else hears of the change finds the model as it is now.
  addListener(element, 'change', { run, release: () => {} }, { isFirst: true })
}

interface Where {
  scope: Scope
  host: ViewHost
  place: Place | undefined
}

function act(action: Action, event: ScreenEvent, where: Where & { around: Surroundings }): Promise<void> | undefined {
  const { scope, host, around, place } = where
  if (action.kind === 'assign') {
    const value = action.value(around)
    if (value === undefined || typeof value === 'object') {
      host.warn(`Cannot set "${action.address.name}": the new value is no text, number or boolean`, place)
    } else write(pathOf(action.address, around), value, where)
    return undefined
  }
  const args = action.args.map((arg) => {
    const value = arg(around)
    return typeof value === 'object' ? undefined : value
  })
  const running = host.findModel(scope)?.call(action.name, event, args)
  if (!running) host.warn(`Cannot call "${action.name}": the model "${scope.modelName}" has no such function`, place)
  return running
}

function write(path: readonly (string | number)[], value: ModelScalar, { scope, host, place }: Where): void {
  const resolved = scope.resolve(path)
  if (resolved && host.findModel(scope)?.write(resolved, value)) return
  host.warn(`Cannot set "${path.join('.')}": the model "${scope.modelName}" has no such place`, place)
}

/** A control that offers fixed values keeps a number a number. */
function valueToWrite(element: ScreenElement, { parameters }: ScreenEvent, before: ModelRead): ModelScalar | undefined {
  const kind = controlKind(element)
  if (kind === 'checkbox') return checkedValue(element, before)
  if (kind === 'radio' && !element.hasAttribute('checked')) return undefined
  const value = parameters['value'] ?? (kind === null ? undefined : getValue(element))
  if (value === undefined || value instanceof ScreenElement) return undefined
  const isChoice = kind === 'radio' || kind === 'select'
  const isNumber = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
  return isChoice && typeof before === 'number' && isNumber ? Number(value) : value
}

function checkedValue(element: ScreenElement, before: ModelRead): ModelScalar {
  const isChecked = element.hasAttribute('checked')
  const own = element.getAttribute('value') ?? ''
  return typeof before === 'string' && own !== '' ? (isChecked ? own : '') : isChecked
}

/** `ev.name` is a detail of the event. */
function withEvent(around: Surroundings, { parameters }: ScreenEvent): Surroundings {
  return {
    translate: (key, args) => around.translate(key, args),
    read(path) {
      if (path[0] !== 'ev') return around.read(path)
      const name = String(path[1])
      return path.length === 2 && Object.hasOwn(parameters, name) ? plain(parameters[name]!) : undefined
    },
  }
}

function plain(value: EventValue): ModelRead {
  return value instanceof ScreenElement ? undefined : value
}

/** What the screen refuses is told; a handler of the platform must not fail. */
function guarded<Result>(host: ViewHost, place: Place | undefined, run: () => Result): Result | undefined {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof ScreenError)) throw error
    host.warn(error.message, place)
    return undefined
  }
}
