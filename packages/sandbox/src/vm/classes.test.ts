import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LuaError, many } from '../index.ts'
import type { Arguments, HostObject, LuaValue } from '../index.ts'
import { startWorld } from '../../test/world.ts'

interface Shape {
  name: string
  size: number
}

async function startShapes() {
  const world = await startWorld()
  const released: string[] = []
  const shapes: Shape[] = []
  const { sandbox } = world
  sandbox.defineClass<Shape>({
    name: 'Shape',
    tostring: (shape) => `Shape ${shape.name}`,
    length: (shape) => shape.size,
    entries: (shape) => Object.entries(shape),
    get: (shape, key) => (key === 'name' ? shape.name : typeof key === 'number' ? key * 2 : undefined),
    set(shape, key, value) {
      if (key !== 'name') throw new LuaError('shape.no_field', `there is no field ${String(key)}`)
      shape.name = value.text(1, 'name')
    },
    released: (shape) => released.push(shape.name),
    methods: {
      Grow: (shape, call) => {
        shape.size += call.integer(1, 'by')
        return many(shape.size, shape.name)
      },
      Twin: (shape) => sandbox.toLua('Shape', shape),
      Area: () => 'unknown',
    },
    operators: {
      add: (call) => sizeOf(call, 1) + sizeOf(call, 2),
      lt: (call) => sizeOf(call, 1) < sizeOf(call, 2),
      call: (call) => `called with ${call.text(2, 'text')}`,
    },
  })
  sandbox.defineClass<Shape>({ name: 'Square', extends: 'Shape', methods: { Area: (square) => square.size ** 2 } })
  sandbox.setGlobal('make', (call) => {
    const shape = { name: call.text(1, 'name'), size: call.integer(2, 'size') }
    shapes.push(shape)
    return sandbox.toLua(call.isAbsent(3) ? 'Shape' : call.text(3, 'class'), shape)
  })
  sandbox.setGlobal('nameOf', (call) => call.object<Shape>(1, 'shape', 'Shape').name)
  return { ...world, released, shapes }
}

function sizeOf(call: Arguments, index: number): number {
  const value = call.value(index)
  return typeof value === 'number' ? value : ((value as HostObject).object as Shape).size
}

test('an object has methods, properties, a length, pairs, operators and a text', async () => {
  const { values } = await startShapes()
  assert.deepEqual(
    await values(`
      local a, b = make('a', 3), make('b', 4)
      local seen = {}
      for key, value in pairs(a) do seen[#seen + 1] = key .. '=' .. value end
      table.sort(seen)
      local size, name = a:Grow(2)
      a.name = 'renamed'
      return size, name, a.name, a[21], a.other, #b, table.concat(seen, ' '), a + b, a + 1, b < a, a('x'), tostring(a), type(a)`),
    [5, 'a', 'renamed', 42, undefined, 4, 'name=a size=3', 9, 6, true, 'called with x', 'Shape renamed', 'userdata'],
  )
})

test('the same object gives equal values, also as a key', async () => {
  const { values } = await startShapes()
  assert.deepEqual(
    await values(
      "local a = make('a', 1) local t = { [a] = 'found' } return a == a:Twin(), t[a:Twin()], a == make('a', 1)",
    ),
    [true, 'found', false],
  )
})

test('a class that extends another one has its methods, and passes where that one is asked for', async () => {
  const { values } = await startShapes()
  assert.deepEqual(
    await values(
      "local s = make('s', 3, 'Square') return s:Area(), make('a', 3):Area(), s.name, nameOf(s), #s, (s:Grow(1))",
    ),
    [9, 'unknown', 's', 's', 3, 4],
  )
  assert.deepEqual(await values('return pcall(nameOf, json.null)'), [
    false,
    'argument.invalid: Cannot call nameOf: argument 1 (shape) is a json.null, it should be a Shape',
  ])
})

test('a property that cannot be set says so', async () => {
  const { values, sandbox } = await startShapes()
  sandbox.defineClass({ name: 'Fixed' })
  sandbox.setGlobal('fixed', sandbox.toLua('Fixed', {}))
  const attempts: [string, string][] = [
    ["make('a', 1).name = {}", 'argument.invalid: Cannot set Shape.name: the value is a table, it should be a string'],
    ["make('a', 1).size = 1", 'shape.no_field: there is no field size'],
    ['fixed.x = 1', 'argument.invalid: Cannot set Fixed.x: it is read-only'],
    ['fixed[{}] = 1', 'argument.invalid: Cannot use this as a key of an object: it should be text or a number'],
  ]
  for (const [attempt, message] of attempts) {
    assert.deepEqual(await values(`return pcall(function() ${attempt} end)`), [false, message])
  }
  assert.deepEqual(await values('return fixed.anything, tostring(fixed)'), [undefined, 'Fixed'])
})

test('objects are let go of once Lua has collected them, and come back as new ones', async () => {
  const { sandbox, values, released, shapes } = await startShapes()
  const before = sandbox.usage().objects
  await values("for i = 1, 100 do make('n' .. i, i) end kept = make('kept', 1)")
  sandbox.collectGarbage()
  assert.equal(sandbox.usage().objects, before + 1)
  assert.equal(new Set(released).size, 100)
  sandbox.setGlobal('again', sandbox.toLua('Shape', shapes[0]!))
  sandbox.setGlobal('kept_again', sandbox.toLua('Shape', shapes[100]!))
  assert.deepEqual(await values('return again.name, again:Twin() == again, kept == kept_again'), ['n1', true, true])
})

test('an object that is collected and given out again in one breath stays right', async () => {
  const { sandbox, values } = await startShapes()
  const shape = { name: 'one', size: 1 }
  sandbox.setGlobal('fetch', () => sandbox.toLua('Shape', shape))
  assert.deepEqual(
    await values(
      'for i = 1, 5000 do local s = fetch() assert(s.name == "one") local waste = { i } end return fetch() == fetch()',
    ),
    [true],
  )
  sandbox.collectGarbage()
  assert.deepEqual(await values('return fetch().name, fetch() == fetch()'), ['one', true])
})

test('Lua holds at most so many objects', async () => {
  const { sandbox, values } = await startWorld({ limits: { objects: 10 } })
  sandbox.defineClass({ name: 'Thing' })
  sandbox.setGlobal('thing', () => sandbox.toLua('Thing', {}))
  const [ok, message] = await values('local t = {} return pcall(function() for i = 1, 20 do t[i] = thing() end end)')
  assert.deepEqual([ok, message], [false, 'limit.objects: this app holds 10 objects of the platform already'])
})

test('an object crosses inside a table and comes back as itself', async () => {
  const { sandbox, values } = await startShapes()
  let seen: LuaValue
  sandbox.setGlobal('take', (call) => {
    seen = call.table(1, 'table').get('shape')
    return { shape: seen as HostObject }
  })
  assert.deepEqual(await values("local a = make('a', 1) return take({ shape = a }).shape == a"), [true])
  assert.equal((seen as HostObject).className, 'Shape')
})

test('a property or a method may wait', async () => {
  const { sandbox, values } = await startWorld()
  sandbox.defineClass({ name: 'Slow', get: async () => 'property', methods: { go: async () => 'method' } })
  sandbox.setGlobal('slow', sandbox.toLua('Slow', {}))
  assert.deepEqual(await values('return slow.x .. slow:go()'), ['propertymethod'])
})
