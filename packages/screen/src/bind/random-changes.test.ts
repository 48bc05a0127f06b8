// Whatever is changed in whatever order: the document shows what one that was opened just now would show.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleDocument } from '../sample-document.ts'
import { getInnerRml } from '../serialize.ts'
import { createBindings } from './bindings.ts'
import { addEntry, ModelStore, ModelTable, type Model, type ModelValue } from './model.ts'

const body = `<div data-model="m"><p data-if="a > 2">{{ a }} {{ b }}</p>
  <div data-for="g : groups" data-class-x="g.n > a"><i data-for="x, j : g.items" data-attr-t="j + it_index">{{ x.v }} {{ j }} {{ g.n }}</i>
    <b data-alias-first="g.items[0]">{{ first.v }}</b></div>
  <select data-value="b"><option data-for="options" data-attr-value="it">{{ it }}</option></select><span data-rml="markup"/></div>`

function show(model: Model) {
  const { document } = sampleDocument(body)
  const bindings = createBindings(document, { translate: (key) => key, warn: () => {} })
  bindings.openModel('m', model)
  bindings.update()
  // A control keeps what it had before, and a style that came and went leaves no trace in what is seen.
  const look = () => getInnerRml(document.body).replace(/ (?:value|selected)="[^"]*"| (?:class|style)=""/g, '')
  return { bindings, look }
}

/** The same numbers in every run. */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff
    return Math.floor((state / 0x80_00_00_00) * sides)
  }
}

function listOf(length: number, make: () => ModelValue): ModelTable {
  const table = new ModelTable()
  for (let index = 1; index <= length; index += 1) addEntry(table, index, make())
  return table
}

function tableOf(entries: Readonly<Record<string, ModelValue>>): ModelTable {
  const table = new ModelTable()
  for (const [name, value] of Object.entries(entries)) addEntry(table, name, value)
  return table
}

test('after any changes of its models a document shows what a fresh one shows', () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const dice = createDice(seed)
    const model = new ModelStore().open('m')
    const items = () => listOf(dice(4), () => tableOf({ v: dice(9) }))
    const group = () => tableOf({ n: dice(9), items: items() })
    const options = () => listOf(dice(5), () => `o${dice(4)}`)
    const start = { a: 1, b: 'o2', groups: listOf(3, group), options: options(), markup: '<u>{{ a }}</u>' }
    for (const [name, value] of Object.entries(start)) model.set(model.root, name, value)
    const live = show(model)
    const changes: ((groups: ModelTable) => void)[] = [
      () => model.set(model.root, 'a', dice(6)),
      () => model.set(model.root, 'b', `o${dice(4)}`),
      () => model.set(model.root, 'groups', listOf(dice(4), group)),
      (groups) => model.set(groups, groups.length + 1, group()),
      (groups) => shift(model, groups),
      (groups) => swap(model, groups, 1 + dice(groups.length), 1 + dice(groups.length)),
      (groups) => groups.length > 1 && model.set(groups, 2, groups.entries.get(1)),
      (groups) => {
        const last = groups.entries.get(groups.length)
        if (last instanceof ModelTable) model.set(last, 'items', dice(3) === 0 ? undefined : items())
      },
      () => model.set(model.root, 'options', options()),
      () =>
        model.set(model.root, 'markup', ['<u>{{ a }}</u>', '<u data-for="groups">{{ it.n }}</u>', 'b', '<b'][dice(4)]),
    ]
    for (let step = 0; step < 25; step += 1) {
      changes[dice(changes.length)]!(model.read(['groups']) as ModelTable)
      if (dice(3) > 0) live.bindings.update()
    }
    live.bindings.update()
    assert.equal(live.look(), show(model).look(), `seed ${seed}`)
  }
})

/** As `table.remove(groups, 1)` does it. */
function shift(model: Model, list: ModelTable): void {
  for (let index = 1; index < list.length; index += 1) model.set(list, index, list.entries.get(index + 1))
  if (list.length > 0) model.set(list, list.length, undefined)
}

function swap(model: Model, list: ModelTable, one: number, other: number): void {
  const [first, second] = [list.entries.get(one), list.entries.get(other)]
  if (first === undefined || second === undefined) return
  model.set(list, one, second)
  model.set(list, other, first)
}
