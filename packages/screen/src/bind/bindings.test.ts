import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setValue } from '../controls.ts'
import { dispatch } from '../dispatch.ts'
import type { ScreenEvent } from '../event.ts'
import { screenLimits } from '../limits.ts'
import { click, typeText } from '../pointer.ts'
import { sampleDocument } from '../sample-document.ts'
import { querySelectorAll } from '../selectors.ts'
import { getInnerRml } from '../serialize.ts'
import { screenText } from '../text.ts'
import { appendChild, removeChild } from '../tree.ts'
import { setInnerRml } from '../build.ts'
import { createBindings } from './bindings.ts'
import type { ModelScalar } from './data-model.ts'
import { addEntry, ModelStore, ModelTable, type Model, type ModelValue } from './model.ts'

type Plain = ModelScalar | readonly Plain[] | { readonly [name: string]: Plain }

/** A table of a model; lists count from 1 in it. */
function tableOf(value: Plain): ModelValue {
  if (typeof value !== 'object') return value
  const table = new ModelTable()
  if (Array.isArray(value)) for (const [index, one] of value.entries()) addEntry(table, index + 1, tableOf(one))
  else for (const [name, one] of Object.entries(value)) addEntry(table, name, tableOf(one))
  return table
}

function setUp(body: string, data?: Record<string, Plain>) {
  const sample = sampleDocument(body)
  const warnings: string[] = []
  const bindings = createBindings(sample.document, {
    translate: (key, args) => `<${key}${[...args].map(([name, value]) => ` ${name}=${String(value)}`).join('')}>`,
    warn: (message, place) => void warnings.push(place ? `${message} (${place.path}:${place.line})` : message),
  })
  const store = new ModelStore()
  const calls: string[] = []
  const note = (event: ScreenEvent, args: readonly unknown[]) => {
    calls.push(`${event.type} ${args.join(' ')}`)
    return Promise.resolve()
  }
  const open = (values: Record<string, Plain>): Model => {
    const model = store.open('m')
    for (const [name, value] of Object.entries(values)) model.set(model.root, name, tableOf(value))
    model.functions.set('note', { run: note, release: () => {} })
    bindings.openModel('m', model)
    bindings.update()
    return model
  }
  const model = data && open(data)
  bindings.update()
  const set = (name: string, value: Plain) => {
    model!.set(model!.root, name, tableOf(value))
    bindings.update()
  }
  return { ...sample, bindings, warnings, calls, open, model: model!, set, read: () => screenText(sample.document) }
}

test('texts and attributes show the variables of a model and follow them', () => {
  const { get, set, read, warnings } = setUp(
    `<div data-model="m"><p id="p" data-attr-title="name" data-attrif-hidden="!on" data-class-old="age > 30"
      data-style-width="age + 'px'">Hello {{ name | to_upper }}, {{ age }}!</p></div><p>{{ name }}</p>`,
    { name: 'Ann', age: 20, on: true },
  )
  const look = () => [read(), get('p').getAttribute('title'), get('p').hasAttribute('hidden'), get('p').className]
  assert.deepEqual(look(), ['Hello ANN, 20!\n{{ name }}', 'Ann', false, ''])
  assert.equal(get('p').ownStyle.get('width'), '20px')
  set('name', 'Bob')
  set('age', 40)
  set('on', false)
  assert.deepEqual(look(), ['Hello BOB, 40!\n{{ name }}', 'Bob', true, 'old'])
  assert.deepEqual(warnings, [])
})

test('data-if and data-visible hide, and what was there before comes back', () => {
  const { get, set, read } = setUp(
    '<div data-model="m"><p id="a" data-if="a" style="display: flex">A</p><p data-visible="b">B</p></div>',
    { a: false, b: false },
  )
  assert.equal(read(), '')
  set('a', true)
  set('b', 'yes')
  assert.equal(read(), 'A\nB')
  assert.equal(get('a').ownStyle.get('display'), 'flex')
})

test('data-for repeats an element, in itself too, and knows where it is', () => {
  const { set, read } = setUp(
    `<div data-model="m"><h1 data-for="group : groups">{{ group.name }} {{ it_index }} <p data-for="item, i : group.items">{{
      it_index }}.{{ i }} {{ item }} of {{ groups.size }}</p></h1><p data-for="plain">{{ it }}</p></div>`,
    {
      groups: [
        { name: 'A', items: ['x', 'y'] },
        { name: 'B', items: [] },
      ],
      plain: [1, 2],
    },
  )
  assert.equal(read(), 'A 0\n0.0 x of 2\n0.1 y of 2\nB 1\n1\n2')
  set('groups', [{ name: 'C', items: ['z'] }])
  set('plain', [])
  assert.equal(read(), 'C 0\n0.0 z of 1')
})

test('rows stay with their tables when a list is sorted, shortened or extended', () => {
  const { document, model, bindings } = setUp('<ul data-model="m"><li data-for="rows">{{ it.n }}</li></ul>', {
    rows: [{ n: 1 }, { n: 2 }, { n: 3 }],
  })
  const rows = () => querySelectorAll(document.body, 'li').filter((one) => one.repeated === null)
  const [one, two, three] = rows()
  const list = model.read(['rows']) as ModelTable
  const [second, third] = [2, 3].map((key) => list.entries.get(key)!)
  // As table.remove(rows, 1) does it.
  model.set(list, 1, second)
  model.set(list, 2, third)
  model.set(list, 3, undefined)
  bindings.update()
  assert.deepEqual(rows(), [two, three])
  assert.equal(one!.isConnected, false)
  model.set(list, 1, third)
  model.set(list, 2, second)
  model.set(list, 3, tableOf({ n: 9 }))
  bindings.update()
  assert.deepEqual(rows().slice(0, 2), [three, two])
  assert.deepEqual(rows().map(getInnerRml), ['3', '2', '9'])
  // New tables everywhere: the elements are used again.
  model.set(model.root, 'rows', tableOf([{ n: 7 }, { n: 8 }]))
  bindings.update()
  assert.deepEqual(rows().map(getInnerRml), ['7', '8'])
  assert.ok(rows().every((row) => [two, three].includes(row)))
})

test('fields write what a person gives, and fields show what the model says', () => {
  const { get, document, model, bindings, set, heard } = setUp(
    `<div data-model="m" onchange="told"><input id="t" type="text" data-value="name"/><input id="c" type="checkbox" data-checked="on"/>
     <input id="r1" type="radio" name="r" value="1" data-checked="size"/><input id="r2" type="radio" name="r" value="2" data-checked="size"/>
     <select id="s" data-value="choice"><option data-for="options" data-attr-value="it">{{ it }}</option></select>
     <input id="g" type="range" data-value="volume"/></div>`,
    { name: 'Ann', on: false, size: 1, choice: 'b', options: ['a', 'b', 'c'], volume: 30 },
  )
  assert.equal(get('t').getAttribute('value'), 'Ann')
  assert.deepEqual(heard, [])
  typeText(document, '!', get('t'))
  click(get('c'))
  click(get('r2'))
  setValue(get('s'), 'c')
  setValue(get('g'), '70')
  const values = ['name', 'on', 'size', 'choice', 'volume'].map((name) => model.read([name]))
  assert.deepEqual(values, ['Ann!', true, 2, 'c', 70])
  assert.equal(heard.length, 6)
  bindings.update()
  set('size', 1)
  set('on', false)
  set('name', 'Cy')
  assert.equal(get('r1').hasAttribute('checked'), true)
  assert.equal(get('r2').hasAttribute('checked'), false)
  assert.equal(get('c').hasAttribute('checked'), false)
  assert.equal(get('t').getAttribute('value'), 'Cy')
})

test('data-event sets variables and calls functions with what the event carries', () => {
  const { get, model, calls, warnings, document, bindings } = setUp(
    `<div data-model="m"><p id="p" data-event-click="count = count + 1; note(count, ev.button, 'x')">{{ count }}</p>
     <p id="q" data-event-click="gone(1)"/><b data-for="rows" data-event-click="it.n = it.n * 2; note(it_index)">{{ it.n }}</b></div>`,
    { count: 1, rows: [{ n: 4 }, { n: 5 }] },
  )
  click(get('p'))
  dispatch(get('q'), 'click')
  click(querySelectorAll(document.body, 'b')[1]!)
  bindings.update()
  assert.equal(model.read(['count']), 2)
  assert.equal(model.read(['rows', 1, 'n']), 10)
  assert.deepEqual(calls, ['click 2 0 x', 'click 1'])
  assert.deepEqual(warnings, ['Cannot call "gone": the model "m" has no such function (main.rml:2)'])
})

test('aliases give a part of the model a name, and data-rml puts bound markup in', () => {
  const { read, set } = setUp(
    `<div data-model="m"><div data-alias-who="people[at]"><p>{{ who.name }}</p></div><div data-rml="markup"></div></div>`,
    { people: [{ name: 'Ann' }, { name: 'Bob' }], at: 1, markup: '<p>{{ at }}</p>' },
  )
  assert.equal(read(), 'Bob\n1')
  set('at', 0)
  assert.equal(read(), 'Ann\n0')
})

test('texts of the app are shown without a model, and anew after a change of the language', () => {
  let language = 'en'
  const { document } = sampleDocument(
    `<p data-text="hello">old</p><p>{{ t('bye') }}, {{ t('n', 'n', 2) }}</p><p data-attr-title="t('title')" id="x"/>`,
  )
  const bindings = createBindings(document, {
    translate: (key, args) => `${language}:${key}${[...args.values()].join()}`,
    warn: assert.fail,
  })
  bindings.update()
  assert.equal(screenText(document), 'en:hello\nen:bye, en:n2')
  language = 'de'
  bindings.refresh()
  bindings.update()
  assert.equal(screenText(document), 'de:hello\nde:bye, de:n2')
  assert.equal(document.findById('x')?.getAttribute('title'), 'de:title')
})

test('a model may be opened after the document, closed, and opened again', () => {
  const { read, bindings, open } = setUp('<p data-model="m">{{ a }}{{ b.size > 0 }}</p>')
  assert.equal(read(), '')
  open({ a: 1, b: [] })
  assert.equal(read(), '10')
  bindings.closeModel('m')
  bindings.update()
  assert.equal(read(), '10')
  open({ a: 2, b: [1] })
  assert.equal(read(), '21')
})

test('what comes into the tree later is bound, also when it was away', () => {
  const { get, document, set, bindings, read } = setUp('<div id="d" data-model="m"><p id="p">{{ a }}</p></div>', {
    a: 1,
  })
  setInnerRml(get('d'), '<b>{{ a }}</b>')
  bindings.update()
  set('a', 2)
  assert.equal(read(), '2')
  const b = querySelectorAll(document.body, 'b')[0]!
  removeChild(get('d'), b)
  set('a', 3)
  appendChild(get('d'), b)
  bindings.update()
  assert.equal(read(), '3')
})

test('mistakes are told once, with their place, and everything else works', () => {
  const sample = sampleDocument(
    `<div data-model="m" title="{{ good }}">\n<p data-if="(">{{ good }}</p>\n<p data-for="a b c">x</p>\n<p>{{ bad bad }} {{ nothing }}</p>
     <i data-for="list"><b data-class-x="1 +"/></i></div><p data-if="a"/><p data-model="other">{{ a }}</p>`,
  )
  const warnings: string[] = []
  const bindings = createBindings(sample.document, {
    translate: (key) => key,
    warn: (text) => void warnings.push(text),
  })
  const model = new ModelStore().open('m')
  model.set(model.root, 'good', 'works')
  model.set(model.root, 'list', tableOf([1, 2, 3]))
  bindings.openModel('m', model)
  bindings.update()
  assert.match(screenText(sample.document), /^works\n\{\{ bad bad \}\}/)
  assert.deepEqual(warnings.toSorted(), [
    'Cannot show "nothing": the model "m" has no such variable',
    'Cannot show the model "other": it is not open, see OpenDataModel',
    'Cannot show {{ }} in title="{{ good }}": write data-attr-title with the expression',
    'Cannot use data-class-x="1 +": it ends where a value should be',
    'Cannot use data-for="a b c": "b" stands where the end should be',
    'Cannot use data-if: no element around it names a data-model',
    'Cannot use data-if="(": it ends where a value should be',
    'Cannot use {{ bad bad }}: "bad" stands where the end should be',
  ])
})

test('a long list is cut, and models hold so much and no more', () => {
  const { document, warnings } = setUp('<div data-model="m"><i data-for="list">{{ it }}</i></div>', {
    list: Array.from({ length: 6000 }, (_, index) => index),
  })
  assert.equal(querySelectorAll(document.body, 'i').length, 5001)
  assert.match(warnings[0]!, /Cannot show all 6000 items/)
  const model = new ModelStore().open('m')
  const text = 'x'.repeat(1_000_000)
  for (let index = 0; index < 100; index += 1) model.set(model.root, 'same', text + index)
  for (let index = 0; index < 2; index += 1) model.set(model.root, `big${index}`, text)
  assert.throws(() => {
    for (let index = 0; index < 9; index += 1) model.set(model.root, `more${index}`, text)
  }, /data models: they hold at most/)
})

test('lists end where the document is full, and none is made that has no place', () => {
  const many = Array.from({ length: 2000 }, () => 1)
  const { document, warnings } = setUp(
    `${'<i/>'.repeat(screenLimits.nodes - 1000)}<div data-model="m"><p data-for="list"><b data-for="list">{{ it }}</b></p></div>`,
    { list: many },
  )
  assert.ok(document.nodeCount > screenLimits.nodes - 10 && document.nodeCount <= screenLimits.nodes)
  assert.match(warnings.join(), /Cannot show all 2000 items of data-for="list": there is room for \d+/)
})

test('a table cannot be put into itself, and one of another place stays one table', () => {
  const model = new ModelStore().open('m')
  model.set(model.root, 'a', tableOf({ b: { c: 1 } }))
  const a = model.read(['a']) as ModelTable
  const b = model.read(['a', 'b']) as ModelTable
  assert.throws(() => model.set(b, 'loop', a), /into itself/)
  model.set(model.root, 'copy', b)
  model.takeDirty()
  model.set(b, 'c', 2)
  assert.deepEqual([...model.takeDirty()].toSorted(), ['a', 'copy'])
  assert.equal(model.read(['copy', 'c']), 2)
})
