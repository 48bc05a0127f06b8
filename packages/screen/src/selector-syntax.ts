import {
  AttributeAction,
  parse,
  SelectorType,
  type AttributeSelector,
  type PseudoSelector,
  type Selector,
} from 'css-what'
import { ScreenError } from './errors.ts'
import { screenLimits } from './limits.ts'
import { readNth, type Nth } from './nth.ts'

/** One condition on an element. */
export type Condition =
  | { kind: 'tag'; tag: string }
  | { kind: 'class'; name: string }
  | { kind: 'attribute'; name: string; operator: AttributeAction; value: string; ignoreCase: boolean }
  | { kind: 'state'; name: string }
  | { kind: 'nth'; nth: Nth; fromEnd: boolean; sameTag: boolean }
  | { kind: 'only'; sameTag: boolean }
  | { kind: 'empty' }
  | { kind: 'root' }
  | { kind: 'scope' }
  | { kind: 'not'; selectors: readonly Compound[] }

/** The conditions on one element, and what must stand around or before it. */
export interface Compound {
  conditions: readonly Condition[]
  relation: { kind: 'descendant' | 'child' | 'adjacent' | 'sibling'; other: Compound } | null
}

const onlyFirst = { step: 0, offset: 1 }
const structural: ReadonlyMap<string, Condition> = new Map([
  ['first-child', { kind: 'nth', nth: onlyFirst, fromEnd: false, sameTag: false }],
  ['last-child', { kind: 'nth', nth: onlyFirst, fromEnd: true, sameTag: false }],
  ['first-of-type', { kind: 'nth', nth: onlyFirst, fromEnd: false, sameTag: true }],
  ['last-of-type', { kind: 'nth', nth: onlyFirst, fromEnd: true, sameTag: true }],
  ['only-child', { kind: 'only', sameTag: false }],
  ['only-of-type', { kind: 'only', sameTag: true }],
  ['empty', { kind: 'empty' }],
  ['root', { kind: 'root' }],
  ['scope', { kind: 'scope' }],
])
const combinators: ReadonlyMap<SelectorType, 'descendant' | 'child' | 'adjacent' | 'sibling'> = new Map([
  [SelectorType.Descendant, 'descendant'],
  [SelectorType.Child, 'child'],
  [SelectorType.Adjacent, 'adjacent'],
  [SelectorType.Sibling, 'sibling'],
])

/** Reads a selector list. Throws a ScreenError `bad-selector` for what cannot be read and for what RmlUi does not have. */
export function readSelector(text: string): Compound[] {
  if (text.length > screenLimits.selectorChars) {
    const { selectorChars } = screenLimits
    throw new ScreenError(
      'bad-selector',
      `Cannot use a selector of ${text.length} characters: at most ${selectorChars} are allowed`,
    )
  }
  const list = parseList(text)
  if (list.length === 0) refuse(text, 'it is empty')
  return list.map((tokens) => readCompound(tokens, text))
}

function parseList(text: string): Selector[][] {
  try {
    return parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ScreenError('bad-selector', `Cannot read selector "${text}": ${reason}`, { cause })
  }
}

function readCompound(tokens: readonly Selector[], text: string): Compound {
  const conditions: Condition[] = []
  let relation: Compound['relation'] = null
  let isComplete = false
  for (const token of tokens) {
    const kind = combinators.get(token.type)
    if (kind) {
      if (!isComplete) refuse(text, 'a combinator needs something before it')
      relation = { kind, other: { conditions: conditions.splice(0), relation } }
      isComplete = false
    } else {
      conditions.push(...readCondition(token, text))
      isComplete = true
    }
  }
  if (!isComplete) refuse(text, 'it ends with a combinator')
  return { conditions, relation }
}

function readCondition(token: Selector, text: string): Condition[] {
  switch (token.type) {
    case SelectorType.Universal:
      return []
    case SelectorType.Tag:
      return [{ kind: 'tag', tag: token.name.toLowerCase() }]
    case SelectorType.Attribute:
      return [readAttribute(token)]
    case SelectorType.Pseudo:
      return [readPseudo(token, text)]
    default:
      return refuse(text, `RmlUi has no "${token.type}"`)
  }
}

function readAttribute(token: AttributeSelector): Condition {
  if (token.name === 'class' && token.action === AttributeAction.Element) return { kind: 'class', name: token.value }
  const { name, action, value } = token
  return { kind: 'attribute', name, operator: action, value, ignoreCase: token.ignoreCase === true }
}

function readPseudo({ name, data }: PseudoSelector, text: string): Condition {
  if (name === 'not' && Array.isArray(data)) {
    return { kind: 'not', selectors: data.map((tokens) => readCompound(tokens, text)) }
  }
  const nth = /^nth-(last-)?(child|of-type)$/.exec(name)
  if (nth && typeof data === 'string') {
    const formula = readNth(data) ?? refuse(text, `"${data}" is no formula like 2n+1`)
    return { kind: 'nth', nth: formula, fromEnd: nth[1] !== undefined, sameTag: nth[2] === 'of-type' }
  }
  if (nth || data !== null) return refuse(text, `RmlUi has no ":${name}(…)"`)
  return structural.get(name) ?? { kind: 'state', name }
}

function refuse(text: string, reason: string): never {
  throw new ScreenError('bad-selector', `Cannot use selector "${text}": ${reason}`)
}
