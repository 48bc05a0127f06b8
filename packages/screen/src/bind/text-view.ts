import { ScreenText, type Place, type ScreenElement } from '../element.ts'
import { appendChild, removeChildren } from '../tree.ts'
import { ExpressionError } from './expression-tokens.ts'
import { readExpression, type Expression } from './expression.ts'
import { toText } from './model-values.ts'
import type { Scope } from './scope.ts'
import type { View, ViewHost } from './view.ts'

type Piece = string | Expression

/** What a text with `{{ … }}` was written as; the text itself shows values. */
const templates = new WeakMap<ScreenText, string>()

/** Makes the view of a text with expressions in it; undefined when it has none that can be used here. */
export function createTextView(node: ScreenText, scope: Scope, host: ViewHost): View | undefined {
  const template = templates.get(node) ?? node.text
  if (!template.includes('{{')) return undefined
  const pieces = readPieces(template, node.place, host)
  const expressions = pieces.filter((piece) => typeof piece !== 'string')
  const names = new Set(expressions.flatMap((expression) => [...expression.names]))
  // Without a model only texts of the app can be shown; braces of everybody else stay as they are.
  if (expressions.length === 0 || (scope.modelName === null && names.size > 0)) return undefined
  templates.set(node, template)
  return {
    node,
    scope,
    variables: scope.variablesOf(names),
    place: node.place,
    apply() {
      const isOpen = host.findModel(scope) !== undefined
      node.text = pieces.map((piece) => (typeof piece === 'string' ? piece : show(piece, isOpen))).join('')
    },
  }

  /** Until the model is open, nothing is shown of it. */
  function show({ evaluate, names }: Expression, isOpen: boolean): string {
    return isOpen || names.size === 0 ? toText(host.evaluate(scope, evaluate)) : ''
  }
}

/** Makes the view of `data-text="key"`: the app's text of this key is all that the element shows. */
export function createKeyView(element: ScreenElement, key: string, scope: Scope, host: ViewHost): View {
  const node = new ScreenText(element.document, '')
  return {
    node: element,
    scope,
    variables: [],
    place: element.dataPlaces.get('data-text'),
    apply() {
      if (node.parent !== element) {
        removeChildren(element)
        appendChild(element, node)
      }
      node.text = host.translate(key)
    },
  }
}

function readPieces(template: string, place: Place | undefined, host: ViewHost): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (let start = template.indexOf('{{'); start !== -1; start = template.indexOf('{{', at)) {
    const end = findEnd(template, start + 2)
    if (end === -1) break
    pieces.push(template.slice(at, start))
    at = end + 2
    try {
      pieces.push(readExpression(template.slice(start + 2, end)))
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      const line = place && { ...place, line: place.line + template.slice(0, start).split('\n').length - 1 }
      host.warn(`Cannot use ${template.slice(start, at)}: ${error.message}`, line)
      pieces.push(template.slice(start, at))
    }
  }
  return [...pieces, template.slice(at)]
}

/** The braces that end an expression, not those inside a text of it. */
function findEnd(template: string, from: number): number {
  let quote = ''
  for (let index = from; index < template.length; index += 1) {
    const char = template[index]!
    if (quote !== '') {
      if (char === '\\') index += 1
      else if (char === quote) quote = ''
    } else if (char === "'" || char === '"') quote = char
    else if (template.startsWith('}}', index)) return index
  }
  return -1
}
