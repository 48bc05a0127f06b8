import {
  LuaFloat,
  many,
  type Arguments,
  type HostAnswer,
  type HostClass,
  type LuaInput,
  type Sandbox,
} from '@mosis/sandbox'
import { getProperty, setProperty, type Getters, type Setters } from './node-class.ts'

/** A value of several numbers, such as a vector or a colour. */
interface Numbers {
  parts: number[]
}

/** How a class of such values is made. */
interface NumbersClass {
  name: string
  parts: readonly string[]
  /** Whether its numbers are whole, as in `Vector2i` and `Colourb`. */
  isWhole: boolean
  range?: { min: number; max: number }
}

/** Defines RmlUi's `Vector2i`, `Vector2f`, `Colourb` and `Colourf`, each with `new`. */
export function defineValueClasses(sandbox: Sandbox): void {
  defineVector(sandbox, { name: 'Vector2i', parts: ['x', 'y'], isWhole: true })
  defineVector(sandbox, { name: 'Vector2f', parts: ['x', 'y'], isWhole: false })
  const channels = ['red', 'green', 'blue', 'alpha']
  defineColour(sandbox, { name: 'Colourb', parts: channels, isWhole: true, range: { min: 0, max: 255 } })
  defineColour(sandbox, { name: 'Colourf', parts: channels, isWhole: false })
}

function defineVector(sandbox: Sandbox, kind: NumbersClass): void {
  const { name } = kind
  const wrap = (parts: number[]) => sandbox.toLua(name, { parts: kind.isWhole ? parts.map(Math.trunc) : parts })
  const read = (call: Arguments, index: number) => call.object<Numbers>(index, 'vector', name).parts
  const scale = (call: Arguments, by: (part: number, factor: number) => number) => {
    const factor = call.number(2, 'factor')
    return wrap(read(call, 1).map((part) => by(part, factor)))
  }
  const join = (call: Arguments, by: (a: number, b: number) => number) => {
    const [a, b] = [read(call, 1), read(call, 2)]
    return wrap(a.map((part, index) => by(part, b[index]!)))
  }
  defineNumbers(sandbox, kind, {
    getters: { magnitude: (vector) => new LuaFloat(length(vector)) },
    operators: {
      add: (call) => join(call, (a, b) => a + b),
      sub: (call) => join(call, (a, b) => a - b),
      mul: (call) => scale(call, (part, factor) => part * factor),
      div: (call) => scale(call, (part, factor) => part / factor),
    },
    methods: kind.isWhole
      ? {}
      : {
          DotProduct: ({ parts }, call) => {
            const other = read(call, 1)
            return new LuaFloat(parts.reduce((sum, part, index) => sum + part * other[index]!, 0))
          },
          Normalise: (vector) => wrap(vector.parts.map((part) => part / (length(vector) || 1))),
          Rotate: ({ parts: [x = 0, y = 0] }, call) => {
            const angle = call.number(1, 'radians')
            const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
            return wrap([x * cos - y * sin, y * cos + x * sin])
          },
        },
  })
}

function defineColour(sandbox: Sandbox, kind: NumbersClass): void {
  const { name, isWhole } = kind
  const wrap = (parts: number[]) =>
    sandbox.toLua(name, { parts: parts.map((part) => Math.min(255, Math.max(0, Math.trunc(part)))) })
  const read = (call: Arguments, index: number) => call.object<Numbers>(index, 'colour', name).parts
  defineNumbers(sandbox, kind, {
    answers: { rgba: ({ parts }) => many(...parts.map((part) => (isWhole ? part : new LuaFloat(part)))) },
    operators: isWhole
      ? {
          add: (call) => wrap(read(call, 1).map((part, index) => part + read(call, 2)[index]!)),
          mul: (call) => wrap(read(call, 1).map((part) => part * call.number(2, 'factor'))),
        }
      : {},
  })
}

function defineNumbers(
  sandbox: Sandbox,
  { name, parts, isWhole, range }: NumbersClass,
  extra: {
    getters?: Getters<Numbers>
    answers?: Readonly<Record<string, (object: Numbers) => HostAnswer>>
    methods?: HostClass<Numbers>['methods']
    operators?: HostClass<Numbers>['operators']
  },
): void {
  const read = (call: Arguments, index: number, part: string) =>
    isWhole ? call.integer(index, part, range) : call.number(index, part)
  const write = (part: number): LuaInput => (isWhole ? part : new LuaFloat(part))
  const getters: Getters<Numbers> = {
    ...Object.fromEntries(parts.map((part, index) => [part, (object: Numbers) => write(object.parts[index]!)])),
    ...extra.getters,
  }
  const setters: Setters<Numbers> = Object.fromEntries(
    parts.map((part, index) => [
      part,
      (object: Numbers, value: Arguments) => void (object.parts[index] = read(value, 1, part)),
    ]),
  )
  sandbox.defineClass<Numbers>({
    name,
    methods: extra.methods,
    properties: [...Object.keys(getters), ...Object.keys(extra.answers ?? {})],
    get: (object, key) => {
      const answer = typeof key === 'string' && extra.answers && Object.hasOwn(extra.answers, key) && extra.answers[key]
      return answer ? answer(object) : getProperty(getters, object, key)
    },
    set: (object, key, value) => setProperty(setters, object, key, value),
    tostring: (object) => `${name}(${object.parts.join(', ')})`,
    operators: {
      ...extra.operators,
      eq: (call) => {
        const [a, b] = [1, 2].map((index) => call.object<Numbers>(index, 'value', name).parts)
        return a!.every((part, index) => part === b![index])
      },
    },
  })
  sandbox.setModule(name, {
    new: (call) => sandbox.toLua(name, { parts: parts.map((part, index) => read(call, index + 1, part)) }),
  })
}

function length({ parts }: Numbers): number {
  return Math.hypot(...parts)
}
