import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleDocument } from './sample-document.ts'
import { matchesSelector, querySelector, querySelectorAll } from './selectors.ts'
import { hover } from './pointer.ts'
import { focusElement } from './states.ts'

const markup = `
  <div id="a" class="card wide" lang="en-GB" data-X="One">
    <p id="b">text</p><p id="c"/><span id="d"><i id="e"/></span><p id="f"/>
  </div>
  <ul id="g"><li id="l1"/><li id="l2" class="on"/><li id="l3"/><li id="l4"/><li id="l5"/></ul>
  <form id="h"><input id="i1" type="radio" name="n" checked/><input id="i2" disabled placeholder="x"/>
    <input id="i3" type="checkbox"/><select id="s"><option id="o1" value="1"/><option id="o2" value="2" selected/></select></form>`

const cases: [selector: string, ids: string][] = [
  ['p', 'b c f'],
  ['P, I', 'b c e f'],
  ['.card.wide', 'a'],
  ['#a > p', 'b c f'],
  ['div i', 'e'],
  ['div > i', ''],
  ['p + p', 'c'],
  ['p ~ p', 'c f'],
  ['span + p', 'f'],
  ['#a *', 'b c d e f'],
  ['[lang]', 'a'],
  ['[lang=en-GB]', 'a'],
  ['[lang|=en]', 'a'],
  ['[class~=wide]', 'a'],
  ['[class^=car][class$=ide][class*="d w"]', 'a'],
  ['[data-X=one]', ''],
  ['[data-X=one i]', 'a'],
  ['li[class!=on]', 'l1 l3 l4 l5'],
  ['li:first-child, li:last-child', 'l1 l5'],
  ['li:nth-child(2n+1)', 'l1 l3 l5'],
  ['li:nth-child(even)', 'l2 l4'],
  ['li:nth-child(-n + 2)', 'l1 l2'],
  ['li:nth-child(4)', 'l4'],
  ['li:nth-last-child(2)', 'l4'],
  ['p:nth-of-type(3)', 'f'],
  ['p:last-of-type', 'f'],
  ['span:only-of-type', 'd'],
  ['i:only-child', 'e'],
  ['#a p:empty', 'c f'],
  ['li:not(.on, :first-child)', 'l3 l4 l5'],
  ['li:not(ul > .on)', 'l1 l3 l4 l5'],
  ['body > ul', 'g'],
  [':root > div', 'a'],
  ['input.radio', 'i1'],
  ['input.text', 'i2'],
  ['input:checked', 'i1'],
  ['option:checked', 'o2'],
  [':disabled', 'i2'],
  [':placeholder-shown', 'i2'],
  [':constructor', ''],
  ['[toString]', ''],
]

for (const [selector, ids] of cases) {
  test(`${selector} finds ${ids || 'nothing'}`, () => {
    const { document } = sampleDocument(markup)
    const found = querySelectorAll(document.body, selector).map((element) => element.id)
    assert.deepEqual(found, ids.split(' ').filter(Boolean))
    assert.equal(querySelector(document.body, selector)?.id, found[0])
  })
}

test('hover, focus and active hold for everything around the element too', () => {
  const { document, get } = sampleDocument(markup)
  hover(document, get('e'))
  focusElement(get('i3'))
  assert.deepEqual(
    querySelectorAll(document.body, ':hover').map(({ id }) => id),
    ['a', 'd', 'e'],
  )
  assert.deepEqual(
    querySelectorAll(document.body, ':focus').map(({ id }) => id),
    ['h', 'i3'],
  )
  assert.equal(matchesSelector(document.body, ':hover:focus'), true)
})

for (const selector of [
  '',
  '>',
  'p >',
  '> p',
  'p::before',
  'p:nth-child(x)',
  ':has(p)',
  ':lang(en)',
  '[',
  'a || b',
  'a:not()',
]) {
  test(`the selector "${selector}" is refused`, () => {
    const { document } = sampleDocument(markup)
    assert.throws(() => querySelector(document.body, selector), { name: 'ScreenError', code: 'bad-selector' })
  })
}

test('a hostile selector neither overflows the stack nor takes long', () => {
  const { document } = sampleDocument(`${'<a>'.repeat(250)}<b/>${'</a>'.repeat(250)}`)
  assert.throws(() => querySelector(document.body, ':not('.repeat(500) + ')'.repeat(500)), { code: 'bad-selector' })
  const started = performance.now()
  // Without memory this asks for every way of choosing 40 of 250 ancestors.
  assert.equal(querySelector(document.body, `${'a '.repeat(40)}c ${'a '.repeat(40)}b`), undefined)
  // Each panel is a child of its tab set and of the box in it: two ways at each of 60 levels.
  const boxes = sampleDocument(`${'<tabset><panel>'.repeat(60)}<b/>${'</panel></tabset>'.repeat(60)}`)
  assert.equal(querySelector(boxes.document.body, `c > ${'* > '.repeat(120)}b`), undefined)
  assert.ok(performance.now() - started < 1000)
})
