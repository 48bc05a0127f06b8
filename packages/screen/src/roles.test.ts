import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roles } from './role-names.ts'
import { ariaRoles, labelOf, readRole, roleOf, shownText } from './roles.ts'
import { sampleDocument } from './sample-document.ts'

test('an element is what its role says, else its kind, else a button when it is pressed for something itself', () => {
  const cases: [markup: string, role: string | undefined][] = [
    ['<button id="x">Go</button>', 'button'],
    ['<input id="x" type="submit"/>', 'button'],
    ['<input id="x" type="text"/>', 'field'],
    ['<input id="x" type="unknown"/>', 'field'],
    ['<textarea id="x"/>', 'field'],
    ['<input id="x" type="checkbox"/>', 'checkbox'],
    ['<input id="x" type="range"/>', 'slider'],
    ['<select id="x"><option>One</option></select>', 'select'],
    ['<h2 id="x">Part</h2>', 'heading'],
    ['<div id="x" role="heading">Part</div>', 'heading'],
    ['<div id="x" role="listitem">Row</div>', 'item'],
    ['<div id="x" role="nothing">Row</div>', 'text'],
    ['<div id="x" onclick="go">Go</div>', 'button'],
    ['<div id="x" onclick="go"><button>Go</button></div>', undefined],
    ['<div id="x" onmouseover="go"><p>Go</p></div>', undefined],
    ['<div id="x"></div>', undefined],
    ['<p id="x">Words</p>', 'text'],
    ['<img id="x" src="a.png"/>', 'image'],
    ['<progress id="x" value="0.5"/>', 'progress'],
  ]
  for (const [markup, role] of cases) assert.equal(roleOf(sampleDocument(markup).get('x')), role, markup)
})

test('an element has the name that a person would call it by', () => {
  const cases: [markup: string, name: string][] = [
    ['<button id="x"> Save <em>all</em> </button>', 'Save all'],
    ['<button id="x"><img src="a.png" alt="Send"/></button>', 'Send'],
    ['<button id="x" aria-label="Close">X</button>', 'Close'],
    ['<input id="x" type="submit" value="Send"/>', 'Send'],
    ['<input id="x" type="text" placeholder="What to buy" value="Milk"/>', 'What to buy'],
    ['<label for="x">Name</label><input id="x" type="text" placeholder="Ada"/>', 'Name'],
    ['<label>Agree <input id="x" type="checkbox"/></label>', 'Agree'],
    ['<img id="x" src="a.png" alt="A cat"/>', 'A cat'],
    ['<img id="x" src="a.png" title="Cat"/>', 'Cat'],
    ['<div id="x" onclick="go"><p>Milk</p><p>two litres</p></div>', 'Milk two litres'],
    ['<div id="x"><p>Milk</p></div>', ''],
  ]
  for (const [markup, name] of cases) assert.equal(labelOf(sampleDocument(markup).get('x')), name, markup)
})

test('the text of an element is what a person reads in it', () => {
  const { get } = sampleDocument(`<div id="x">One<span> and a half</span><p>Two</p><p style="display: none">Three</p>
    <select value="b"><option value="a">A</option><option value="b">B</option></select><img alt="Four"/></div>`)
  assert.equal(shownText(get('x')), 'One and a half Two B Four')
})

test('roles may be named as ARIA names them', () => {
  assert.deepEqual(
    ['textbox', 'field', 'listitem', 'knob', ''].map((word) => readRole(word)),
    ['field', 'field', 'item', undefined, undefined],
  )
  for (const role of roles) assert.equal(readRole(ariaRoles[role] ?? role), role)
})
