import assert from 'node:assert/strict'
import { test } from 'node:test'
import { click } from './pointer.ts'
import { sampleDocument } from './sample-document.ts'
import { screenText } from './text.ts'

test('every block is a line, inline elements stay in it, white space is one blank', () => {
  const { document } = sampleDocument(`<h1>My <b>notes</b></h1><p>one
      two<br/>three</p>loose<div><p>four</p> five</div><b>a</b> <b>b</b>`)
  assert.equal(screenText(document), 'My notes\none two\nthree\nloose\nfour\nfive\nab')
})

test('controls show their value or their placeholder', () => {
  const { document } =
    sampleDocument(`<p>Name <input value="Ada"/><input placeholder="Age"/><input/><input type="password" value="abc"/></p>
    <p><input type="checkbox" checked/>On<input type="checkbox"/>Off<input type="radio" checked/>A<input type="radio"/>B</p>
    <p><input type="range" max="50" value="20"/><progress value="0.25"/><progress max="8" value="2"/></p>
    <textarea>Hi
there</textarea><p><button>Save</button><button>Cancel</button><input type="submit" value="Send"/></p>`)
  assert.equal(
    screenText(document),
    [
      'Name [Ada] [(Age)] [] [•••]',
      '[x] On [ ] Off (x) A ( ) B',
      '[20/50] [25%] [25%]',
      '[Hi there]',
      'Save Cancel Send',
    ].join('\n'),
  )
})

test('a closed select shows its choice, an open one all options', () => {
  const { document, get } = sampleDocument(
    '<select id="s"><option value="1">One</option><option value="2" selected>Two</option></select>',
  )
  assert.equal(screenText(document), '[Two]')
  click(get('s'))
  assert.equal(screenText(document), 'One Two')
})

test('what elements themselves hide is left out', () => {
  const { document, get } =
    sampleDocument(`<p style="display: none">a</p><div style="visibility: hidden">b<p style="visibility: visible">c</p><input value="d"/></div>
    <p data-for="x : y">{{ x }}</p><script>e</script><style>f</style><p id="p">g</p>`)
  // As in RmlUi nothing shows through what is hidden.
  assert.equal(screenText(document), 'g')
  get('p').setOwnStyle('display', 'none')
  assert.equal(screenText(document), '')
  document.hide()
  assert.equal(screenText(document), '')
})

test('of a tab set only the active panel is shown', () => {
  const { document, get } = sampleDocument(
    `<tabset><tab>A</tab><panel>first</panel><tab id="b">B</tab><panel>second</panel></tabset>`,
  )
  assert.equal(screenText(document), 'A B\nfirst')
  click(get('b'))
  assert.equal(screenText(document), 'A B\nsecond')
})
