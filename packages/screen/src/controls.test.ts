import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setInnerRml } from './build.ts'
import { chooseOption, getValue, optionsOf, selectedOption, setValue } from './controls.ts'
import { hasState } from './element-states.ts'
import type { EventParameters } from './event.ts'
import { addListener } from './listeners.ts'
import { click, press, typeText } from './pointer.ts'
import { submitForm } from './reactions.ts'
import { handlerOf, sampleDocument, type SampleDocument } from './sample-document.ts'
import { getActiveTab, setActiveTab } from './tabs.ts'

test('a click toggles a check box, which tells of it', () => {
  const sample = sampleDocument('<input id="a" type="checkbox"/><input id="b" type="checkbox" value="yes" checked/>')
  const changes = recordChanges(sample)
  click(sample.get('a'))
  click(sample.get('b'))
  sample.get('b').setAttribute('checked', '')
  sample.get('b').setAttribute('checked', '')
  assert.deepEqual(changes, [
    ['a', { checked: true, value: 'on' }],
    ['b', { checked: false, value: '' }],
    ['b', { checked: true, value: 'yes' }],
  ])
})

test('a handler that stops the click keeps the box as it is', () => {
  const { get } = sampleDocument('<input id="a" type="checkbox" onclick="stop"/>')
  click(get('a'))
  assert.equal(get('a').hasAttribute('checked'), false)
})

test('of the radio buttons with one name in a form, one is chosen', () => {
  const sample = sampleDocument(`<form>
    <input id="a" type="radio" name="n" value="1" checked/><input id="b" type="radio" name="n" value="2"/>
    <input id="c" type="radio" name="m" value="3" checked/></form><input id="d" type="radio" name="n" value="4" checked/>`)
  const changes = recordChanges(sample)
  click(sample.get('b'))
  click(sample.get('b'))
  assert.deepEqual(changes, [
    ['a', { checked: false, value: '' }],
    ['b', { checked: true, value: '2' }],
  ])
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((id) => hasState(sample.get(id), 'checked')),
    [false, true, true, true],
  )
})

test('a label passes the click to what it names or holds', () => {
  const { document, heard, get } = sampleDocument(`<div onclick="outer">
    <label id="l1" for="a" onclick="label">A</label><input id="a" type="checkbox" onclick="box"/>
    <label id="l2"><span id="s">B</span><input id="b" type="checkbox"/></label></div>`)
  click(get('l1'))
  assert.deepEqual(heard, ['box click@a target', 'outer click@div bubble', 'label click@l1 target'])
  assert.equal(get('a').hasAttribute('checked'), true)
  click(get('s'))
  assert.equal(get('b').hasAttribute('checked'), true)
  assert.equal(document.holders.focus, get('b'))
  click(get('b'))
  assert.equal(get('b').hasAttribute('checked'), false)
})

test('a submit button sends the values of its form', () => {
  const { heard, get, listen } = sampleDocument(`<form id="f" onsubmit="sent">
    <input name="user" value="Ada"/><input type="password" name="key" value="x"/><input name="off" value="y" disabled/>
    <input type="checkbox" name="tag" value="red" checked/><input type="checkbox" name="tag" value="blue" checked/>
    <input type="checkbox" name="tag" value="green"/><input type="radio" name="r" value="1"/>
    <input type="range" name="n" min="0" max="10" step="5" value="6"/><textarea name="note">Hi &amp; bye</textarea><input value="unnamed"/>
    <select name="s"><option value="1">One</option><option value="2" selected>Two</option></select>
    <input id="go" type="submit" name="how" value="now"/><input id="off" type="submit" disabled/></form>`)
  let values: EventParameters = {}
  listen('f', 'submit', 'listener', (event) => (values = event.parameters))
  click(get('go'))
  click(get('off'))
  assert.deepEqual(heard, ['sent submit@f target', 'listener submit@f target'])
  assert.deepEqual(
    { ...values },
    { how: 'now', user: 'Ada', key: 'x', tag: 'red, blue', n: '5', note: 'Hi & bye', s: '2' },
  )
  submitForm(get('f'), '', 'code')
  assert.equal(values['submit'], 'code')
})

const list = `<select id="s"><option id="a" value="1">One</option><option id="b" value="2">Two</option>
  <option id="c" value="3" disabled>Three</option></select>`

test('a select has the value of its chosen option, at first the first one', () => {
  const { get } = sampleDocument(
    `${list}<select id="t" value="y"><option value="x"/><option value="y"/></select><select id="u"/>`,
  )
  assert.deepEqual(
    ['s', 't', 'u'].map((id) => getValue(get(id))),
    ['1', 'y', ''],
  )
})

test('a click opens a select, a click on an option chooses it and closes it', () => {
  const sample = sampleDocument(list)
  const { document, get } = sample
  const changes = recordChanges(sample)
  press(get('s'))
  assert.equal(hasState(get('s'), 'checked'), true)
  press(get('c'))
  assert.equal(hasState(get('s'), 'checked'), true)
  press(get('b'))
  assert.equal(hasState(get('s'), 'checked'), false)
  assert.equal(document.holders.focus, get('s'))
  press(get('s'))
  press(get('b'))
  chooseOption(get('s'), get('a'))
  setValue(get('s'), '2')
  assert.deepEqual(changes, [
    ['s', { value: '2' }],
    ['s', { value: '1' }],
    ['s', { value: '2' }],
  ])
  assert.equal(selectedOption(get('s')), get('b'))
  assert.deepEqual(
    optionsOf(get('s')).map((option) => option.hasAttribute('selected')),
    [false, true, false],
  )
})

test('typing adds to a text field, within its length, and tells of every change', () => {
  const sample = sampleDocument('<input id="a" maxlength="5" value="ab"/><textarea id="t"/><p id="p"/>')
  const changes = recordChanges(sample)
  typeText(sample.document, 'c\nd', sample.get('a'))
  typeText(sample.document, 'ef')
  typeText(sample.document, 'g')
  typeText(sample.document, 'x\ny', sample.get('t'))
  typeText(sample.document, 'nowhere', sample.get('p'))
  assert.deepEqual(changes, [
    ['a', { value: 'abcd', linebreak: false }],
    ['a', { value: 'abcde', linebreak: false }],
    ['t', { value: 'x\ny', linebreak: false }],
  ])
})

test('a value that code sets is cut to what fits, and only then told of', () => {
  const sample = sampleDocument('<input id="a" maxlength="3"/><input id="r" type="range" min="10" max="20" step="4"/>')
  const changes = recordChanges(sample)
  setValue(sample.get('a'), 'abc')
  setValue(sample.get('a'), 'héllo')
  setValue(sample.get('r'), '15')
  assert.deepEqual(changes, [
    ['a', { value: 'hél', linebreak: false }],
    ['r', { value: 14 }],
  ])
  assert.deepEqual([getValue(sample.get('a')), getValue(sample.get('r'))], ['hél', '14'])
})

test('controls that arrive with a value have not changed', () => {
  const sample = sampleDocument('<div id="d"/>')
  const changes = recordChanges(sample)
  setInnerRml(
    sample.get('d'),
    '<input type="checkbox" checked onchange="no"/><input value="x"/><select><option selected/></select>',
  )
  assert.deepEqual([changes, sample.heard], [[], []])
})

test('a control that is disabled loses the focus', () => {
  const { document, get } = sampleDocument('<div id="d"><input id="a" autofocus/></div>')
  get('a').setAttribute('disabled', '')
  assert.equal(document.holders.focus, get('d'))
  typeText(document, 'x')
  assert.equal(getValue(get('a')), '')
})

test('a click on a tab shows its panel', () => {
  const { document, get } = sampleDocument(`<tabset id="t"><tab id="a">A</tab><panel id="pa">1</panel>
    <tab><b id="b">B</b></tab><panel id="pb">2</panel></tabset>`)
  const shown: unknown[] = []
  addListener(
    document.body,
    'tabchange',
    handlerOf((event) => shown.push(event.parameters['tab_index'])),
  )
  click(get('b'))
  click(get('pb'))
  assert.equal(getActiveTab(get('t')), 1)
  assert.deepEqual(
    ['pa', 'pb', 'a'].map((id) => hasState(get(id), 'selected')),
    [false, true, false],
  )
  setActiveTab(get('t'), 7)
  setActiveTab(get('t'), 0)
  assert.deepEqual(shown, [1, 0])
})

function recordChanges({ document }: SampleDocument): [string, EventParameters][] {
  const changes: [string, EventParameters][] = []
  addListener(
    document.body,
    'change',
    handlerOf((event) => changes.push([event.target.id, event.parameters])),
  )
  return changes
}
