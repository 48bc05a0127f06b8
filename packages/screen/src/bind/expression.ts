import type { ModelRead, ModelScalar } from './data-model.ts'
import { ExpressionError, readTokens, type Token } from './expression-tokens.ts'
import { toBoolean, toNumber, toText } from './model-values.ts'
import { applySigns, operators } from './operators.ts'
import { pipes } from './pipes.ts'

/** What an expression is evaluated in. */
export interface Surroundings {
  /** What the address leads to; numbers of list items count from 0. */
  read(path: readonly (string | number)[]): ModelRead
  /** The app's text of this key, as `t` answers it in Lua. */
  translate(key: string, args: ReadonlyMap<string, ModelScalar>): string
}

/** A part of an expression, ready to be evaluated. */
export type Evaluate = (around: Surroundings) => ModelRead

/** A place in the model; what stands in brackets may be computed. */
export interface Address {
  name: string
  steps: readonly (string | Evaluate)[]
}

export interface Expression {
  evaluate: Evaluate
  /** The first names of all addresses in it. */
  names: ReadonlySet<string>
}

/** What happens at an event: values are set and functions of the model are called. */
export type Action =
  | { kind: 'assign'; address: Address; value: Evaluate }
  | { kind: 'call'; name: string; args: readonly Evaluate[] }

/** Parts in each other. */
const maxDepth = 32

/** Reads an expression such as `list.size > 0 ? name | to_upper : 'none'`. Throws an ExpressionError. */
export function readExpression(text: string): Expression {
  const known = read.get(text)
  if (known) return known
  const reader = new Reader(text)
  const evaluate = reader.expression()
  reader.end()
  const expression = { evaluate, names: reader.names }
  // The same expression stands in every row of a list.
  if (read.size >= maxRead) read.clear()
  read.set(text, expression)
  return expression
}

const read = new Map<string, Expression>()
const maxRead = 1000

/** Reads an address such as `a.b[0].c`. Throws an ExpressionError. */
export function readAddress(text: string): Address & { names: ReadonlySet<string> } {
  const reader = new Reader(text)
  const address = reader.address(reader.name('an address'))
  reader.end()
  return { ...address, names: reader.names }
}

/** Reads what happens at an event, such as `count = count + 1; add(it.id, ev.value)`. Throws an ExpressionError. */
export function readActions(text: string): Action[] {
  return new Reader(text).actions()
}

/** The path that an address has now. */
export function pathOf({ name, steps }: Address, around: Surroundings): (string | number)[] {
  return [name, ...steps.map((step) => (typeof step === 'string' ? step : toStep(step(around))))]
}

function toStep(value: ModelRead): string | number {
  return typeof value === 'string' ? value : Math.trunc(toNumber(value))
}

class Reader {
  readonly names = new Set<string>()
  readonly #tokens: Token[]
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#tokens = readTokens(text)
  }

  expression(): Evaluate {
    let value = this.#choice()
    while (this.#take('|')) value = this.#pipe(value, this.name('a pipe'))
    return value
  }

  actions(): Action[] {
    const actions: Action[] = []
    while (this.#next.kind !== 'end') {
      if (this.#take(';')) continue
      const name = this.name('a variable or function')
      if (this.#take('(')) actions.push({ kind: 'call', name, args: this.#args() })
      else if (this.#isEndOfAction()) actions.push({ kind: 'call', name, args: [] })
      else {
        const address = this.address(name)
        if (!this.#take('=')) throw this.#unexpected('"=" or "("')
        actions.push({ kind: 'assign', address, value: this.expression() })
      }
      if (!this.#isEndOfAction()) throw this.#unexpected('";"')
    }
    if (actions.length === 0) throw new ExpressionError('it is empty')
    return actions
  }

  name(what: string): string {
    const token = this.#next
    if (token.kind !== 'name') throw this.#unexpected(what)
    this.#at += 1
    return token.text
  }

  address(name: string): Address {
    this.names.add(name)
    const steps: (string | Evaluate)[] = []
    for (;;) {
      if (this.#take('.')) steps.push(this.name('a name'))
      else if (this.#take('[')) {
        steps.push(this.expression())
        this.#require(']')
      } else return { name, steps }
    }
  }

  end(): void {
    if (this.#next.kind !== 'end') throw this.#unexpected('the end')
  }

  get #next(): Token {
    return this.#tokens[this.#at]!
  }

  #isEndOfAction(): boolean {
    return this.#next.kind === 'end' || (this.#next.kind === 'sign' && this.#next.text === ';')
  }

  #take(...signs: string[]): string | undefined {
    const token = this.#next
    if (token.kind !== 'sign' || !signs.includes(token.text)) return undefined
    this.#at += 1
    return token.text
  }

  #require(sign: string): void {
    if (!this.#take(sign)) throw this.#unexpected(`"${sign}"`)
  }

  #unexpected(wanted: string): ExpressionError {
    const token = this.#next
    if (token.kind === 'end') return new ExpressionError(`it ends where ${wanted} should be`)
    const is = token.kind === 'name' || token.kind === 'sign' ? token.text : String(token.value)
    return new ExpressionError(`"${is}" stands where ${wanted} should be`)
  }

  #choice(): Evaluate {
    this.#depth += 1
    if (this.#depth > maxDepth) throw new ExpressionError(`it is nested more than ${maxDepth} deep`)
    let value = this.#or()
    if (this.#take('?')) {
      const [condition, yes] = [value, this.expression()]
      this.#require(':')
      const no = this.#choice()
      value = (around) => (toBoolean(condition(around)) ? yes(around) : no(around))
    }
    this.#depth -= 1
    return value
  }

  #or(): Evaluate {
    return this.#chain(['||'], () => this.#and())
  }

  #and(): Evaluate {
    return this.#chain(['&&'], () => this.#equality())
  }

  #equality(): Evaluate {
    return this.#chain(['==', '!='], () => this.#order())
  }

  #order(): Evaluate {
    return this.#chain(['<', '<=', '>', '>='], () => this.#sum())
  }

  #sum(): Evaluate {
    return this.#chain(['+', '-'], () => this.#product())
  }

  #product(): Evaluate {
    return this.#chain(['*', '/'], () => this.#factor())
  }

  #chain(signs: string[], part: () => Evaluate): Evaluate {
    let left = part()
    for (let sign = this.#take(...signs); sign; sign = this.#take(...signs)) {
      const [join, a, b] = [operators[sign]!, left, part()]
      left = (around) =>
        join(
          () => a(around),
          () => b(around),
        )
    }
    return left
  }

  #factor(): Evaluate {
    let signs = ''
    for (let sign = this.#take('!', '-'); sign; sign = this.#take('!', '-')) signs = sign + signs
    const value = this.#plain()
    // The innermost sign, which was read last, comes first.
    return signs === '' ? value : (around) => applySigns(signs, value(around))
  }

  #plain(): Evaluate {
    if (this.#take('(')) {
      const inner = this.expression()
      this.#require(')')
      return inner
    }
    const token = this.#next
    if (token.kind === 'number' || token.kind === 'string') {
      this.#at += 1
      return () => token.value
    }
    const name = this.name('a value')
    if (name === 'true' || name === 'false') return () => name === 'true'
    if (!this.#take('(')) {
      const address = this.address(name)
      return (around) => around.read(pathOf(address, around))
    }
    const args = this.#args()
    return name === 't' ? translated(args) : applied(name, args)
  }

  #pipe(value: Evaluate, name: string): Evaluate {
    const args = this.#take('(') ? this.#args() : []
    return applied(name, [value, ...args])
  }

  #args(): Evaluate[] {
    const args: Evaluate[] = []
    if (this.#take(')')) return args
    do args.push(this.expression())
    while (this.#take(','))
    this.#require(')')
    return args
  }
}

function applied(name: string, [value, ...args]: readonly Evaluate[]): Evaluate {
  const pipe = pipes.get(name)
  if (!pipe) throw new ExpressionError(`there is no function "${name}", only t, ${[...pipes.keys()].join(', ')}`)
  if (!value) throw new ExpressionError(`"${name}" needs a value`)
  return (around) =>
    pipe(
      value(around),
      args.map((arg) => arg(around)),
    )
}

/** `t('key', 'name', value, …)`: what stands for `{name}` in the text follows in pairs. */
function translated(args: readonly Evaluate[]): Evaluate {
  if (args.length % 2 === 0) throw new ExpressionError('t needs a key, and then names with their values')
  return (around) => {
    const [key, ...rest] = args.map((arg) => arg(around))
    const named = new Map<string, ModelScalar>()
    for (let index = 0; index < rest.length; index += 2) {
      const value = rest[index + 1]
      if (value !== undefined && typeof value !== 'object') named.set(toText(rest[index]), value)
    }
    return around.translate(toText(key), named)
  }
}
