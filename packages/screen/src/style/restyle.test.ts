import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setInnerRml } from '../build.ts'
import { ScreenElement, ScreenText } from '../element.ts'
import { appendChild, insertBefore, removeChild } from '../tree.ts'
import { elementsIn } from '../walk.ts'
import { sampleStyles } from './sample-styles.ts'
import { createStyles } from './styles.ts'
import { standardViewport } from './viewport.ts'

test('a class changes those whom selectors with it are about, and nobody else', () => {
  const { get, update } = sampleStyles(
    '<div id="a"><p id="b"/><p id="c" class="big"/><i id="d"/></div><div id="e"><p id="f"/></div>',
    '.on { left: 1px } .on p { top: 1px } .on + div { right: 1px } .on ~ div p.big { top: 2px } .off .big { top: 3px }',
  )
  get('a').setClass('on', true)
  assert.deepEqual(update().toSorted(), ['a', 'b', 'c', 'e'])
  get('a').setClass('on', false)
  get('a').setClass('on', true)
  assert.deepEqual(update(), [])
  get('a').setAttribute('class', 'off')
  assert.deepEqual(update().toSorted(), ['a', 'b', 'c', 'e'])
  get('f').setClass('big', true)
  get('d').setClass('unknown', true)
  assert.deepEqual(update(), [])
})

test('what is inherited goes down as far as nobody sets it', () => {
  const { get, update, valueOf } = sampleStyles(
    '<div id="a"><p id="b"><i id="c"/></p><p id="d"><i id="e"/></p></div>',
    '.red { color: red } #d { color: blue } #e { left: 1em }',
  )
  get('a').setClass('red', true)
  assert.deepEqual(update(), ['a', 'b', 'c'])
  assert.equal(valueOf('c', 'color'), '#ff0000ff')
  get('a').setOwnStyle('font-size', '30px')
  assert.deepEqual(update(), ['a', 'b', 'c', 'd', 'e'])
  assert.equal(valueOf('e', 'left'), '30px')
})

test('states, attributes and ids are followed', () => {
  const { get, update, document } = sampleStyles(
    '<p id="a"><b id="b"/></p><input id="c" type="checkbox"/><select id="d"><option id="e" value="1"/><option id="f" value="2"/></select>',
    `p:hover b { left: 1px } [lang] b { top: 1px } #z { right: 1px } input:checked { left: 1px } input:disabled { top: 1px }
     input.text { bottom: 1px } option:checked { left: 1px }`,
  )
  get('a').setState('hover', true)
  assert.deepEqual(update(), ['b'])
  get('a').setAttribute('lang', 'de')
  assert.deepEqual(update(), ['b'])
  get('c').setAttribute('checked', '')
  get('c').setAttribute('disabled', '')
  assert.deepEqual(update(), ['c'])
  get('c').setAttribute('type', 'text')
  assert.deepEqual(update(), ['c'])
  get('d').setAttribute('value', '2')
  assert.deepEqual(update().toSorted(), ['e', 'f'])
  get('b').setAttribute('id', 'z')
  assert.deepEqual(update(), ['z'])
  assert.equal(document.findById('z')?.id, 'z')
})

test('children that come, go and move are matched by their new places', () => {
  const { get, update, document } = sampleStyles(
    '<div id="a"><p id="b"/><p id="c"/></div><div id="d"/>',
    'p:first-child { left: 1px } p:last-child { top: 1px } div:empty { right: 1px } p + p { bottom: 1px } #d p { left: 5px }',
  )
  const fresh = new ScreenElement(document, 'p')
  fresh.setAttribute('id', 'n')
  insertBefore(get('a'), fresh, get('b'))
  assert.deepEqual(update().toSorted(), ['b', 'n'])
  const moved = get('c')
  removeChild(get('a'), moved)
  moved.setClass('x', true)
  appendChild(get('d'), moved)
  assert.deepEqual(update().toSorted(), ['b', 'c', 'd'])
  appendChild(get('a'), new ScreenText(document, 'text'))
  assert.deepEqual(update(), [])
})

test('one row of many is restyled alone', () => {
  const rows = Array.from({ length: 500 }, (_, n) => `<div id="r${n}" class="row"><b/></div>`).join('')
  const { get, update } = sampleStyles(rows, '.row { left: 1px } .row.on { left: 2px } .row.on b { top: 1px }')
  get('r250').setClass('on', true)
  assert.deepEqual(update(), ['r250', 'b'])
})

test('whatever is changed step by step ends as if it had been so from the start', () => {
  const rcss = `.a { color: red; left: 1em } .b > p { font-size: 1.5em } .a .b { top: 2rem } .c + .a { right: 1px } .b ~ p { right: 3px }
    p:nth-child(2n) { padding: 1px } .a:not(.b) p { margin: 2px } div:empty { width: 3px } :hover > .c { height: 4px } [title] p { width: 9px }
    #x1 .c { opacity: 0.5 } .c:last-child { --w: 7px } p, div { min-width: var(--w, 1px) } p:not(.a + p) { bottom: 5px } div:only-child { top: 1px }`
  const sample = sampleStyles(
    '<div id="x0"><p class="a"/><div class="b"><p/></div></div><div id="x1"><p class="c"/></div>',
    rcss,
  )
  const { document, styles } = sample
  let seed = 7
  const pick = (count: number) => (seed = (seed * 48_271) % 2_147_483_647) % count
  const one = <Item>(items: readonly Item[]) => items[pick(items.length)]!
  for (let step = 0; step < 400; step += 1) {
    const elements = [...elementsIn(document.body)]
    const element = one(elements)
    const act = pick(8)
    if (act < 3) element.setClass(one(['a', 'b', 'c']), pick(2) === 0)
    else if (act === 3) element.setState('hover', pick(2) === 0)
    else if (act === 4)
      element.setOwnStyle(one(['color', 'font-size']), pick(2) === 0 ? undefined : one(['blue', '20px', 'x']))
    else if (act === 5 && elements.length < 60)
      setInnerRml(element, '<p class="a">x</p><div class="b"><p class="c"/></div>')
    else if (act === 6) {
      if (pick(2) === 0) element.setAttribute('title', '')
      else element.removeAttribute('title')
    } else if (!element.id && element.parent) {
      const target = one(elements)
      removeChild(element.parent, element)
      element.setClass('c', pick(2) === 0)
      appendChild(target.isConnected ? target : document.body, element)
    }
    if (pick(3) === 0) continue
    styles.update(0)
    const again = createStyles({ viewport: { ...standardViewport, width: 400, height: 800, dpRatio: 1 }, warn() {} })
    again.setSheets([{ path: 'ui/app.rcss', text: rcss }])
    const stop = again.watch(document)
    again.update(0)
    for (const each of elementsIn(document.body)) {
      assert.deepEqual(
        styles.styleOf(each),
        again.styleOf(each),
        `step ${step}, <${each.tag} class="${each.className}">`,
      )
    }
    stop()
  }
})
