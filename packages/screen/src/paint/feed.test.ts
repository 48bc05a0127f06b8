import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { setInnerRml } from '../build.ts'
import type { ScreenElement } from '../element.ts'
import { sampleDocument, type SampleDocument } from '../sample-document.ts'
import { selectText } from '../selection.ts'
import { createStyles } from '../style/styles.ts'
import { setActiveTab } from '../tabs.ts'
import { appendChild, insertBefore, removeChild } from '../tree.ts'
import { elementsIn } from '../walk.ts'
import { createPainterFeed, type PainterFeed } from './feed.ts'
import { createNodeIds } from './ids.ts'
import { PaintedModel, withoutIds } from './painted-model.testing.ts'
import type { PaintNode, Patch } from './patch.ts'

const viewport = { width: 540, height: 960, dpRatio: 1, theme: 'light' as const, textScale: 1 }

const sheet = `
  @font-face { font-family: Sans; src: fonts/sans.ttf; }
  body { font-family: Sans; font-size: 16px; color: black; }
  div, p, section { display: block; }
  .hidden { display: none; }
  .red { color: #f00; }
  .large { font-size: 30px; opacity: 0.5; }
  .scroll { overflow: auto; height: 40px; }
  .silent { font-family: none; }
  .row { display: flex; }
  .table { display: table; }
  .table > * { display: table-row; }
  .table > * > * { display: table-cell; width: 20px; }
  @spritesheet theme { src: img/theme.png; a: 0px 0px 10px 10px; b: 10px 0px 10px 10px; }
  .sprite { decorator: image(a); }
  .sprite.red { decorator: tiled-horizontal(a, b, a); }
  scrollbarvertical { width: 8px; }
`

interface Screen extends SampleDocument {
  feed: PainterFeed
  model: PaintedModel
  /** What the painter gets with the next frame. */
  frame: () => Patch | undefined
  fresh: () => PaintNode | null
}

function openScreen(body: string): Screen {
  const sample = sampleDocument(body)
  const { document } = sample
  const styles = createStyles({ viewport, warn: (message) => assert.fail(message) })
  styles.setSheets([{ path: 'main.rcss', text: sheet }])
  styles.watch(document)
  document.styles = styles
  styles.update(0)
  const options = { document, styles, viewport: () => viewport, imageSize: () => ({ width: 20, height: 10 }) }
  const feed = createPainterFeed({ ...options, ids: createNodeIds() })
  const model = new PaintedModel()
  model.apply(feed.snapshot(1))
  return {
    ...sample,
    feed,
    model,
    frame() {
      feed.restyled(styles.update(0))
      const patch = feed.takePatch(model.number + 1)
      if (patch) model.apply(patch)
      return patch
    },
    fresh() {
      const other = createPainterFeed({ ...options, ids: createNodeIds() })
      other.close()
      return other.snapshot(1).root
    },
  }
}

test('a changed class becomes a patch with the declarations that differ', () => {
  const { get, frame, feed } = openScreen('<p id="a">text</p><p id="b">other</p>')
  get('a').setClass('red', true)
  assert.deepEqual(frame(), {
    kind: 'patch',
    number: 2,
    ops: [{ op: 'style', id: feed.idOf(get('a')), style: { color: '#ff0000ff' } }],
  })
  get('a').setClass('red', false)
  assert.deepEqual(frame()?.ops, [{ op: 'style', id: feed.idOf(get('a')), style: { color: null } }])
  assert.equal(frame(), undefined)
})

test('a child that keeps its own colour says so once what is around it changes', () => {
  const { get, frame, model, fresh } = openScreen('<div id="a"><p id="b" style="color: black">text</p></div>')
  get('a').setClass('red', true)
  assert.deepEqual(
    frame()?.ops.map((op) => op.op === 'style' && op.style),
    [{ color: '#ff0000ff' }, { color: '#000000ff' }],
  )
  assert.deepEqual(withoutIds(model.root), withoutIds(fresh()))
})

test('a child that moves to another place is moved, not made again', () => {
  const { get, frame, feed, document } = openScreen('<p id="a"/><p id="b"/><p id="c"/>')
  const before = feed.idOf(get('c'))
  const c = get('c')
  removeChild(document.body, c)
  insertBefore(document.body, c, get('a'))
  const ops = frame()?.ops
  assert.equal(feed.idOf(c), before)
  assert(ops?.every(({ op }) => op === 'move'))
})

test('a text is painted once a font for it is there', () => {
  const { get, frame, model } = openScreen('<p id="a" class="silent">text</p>')
  assert.match(JSON.stringify(model.root), /"text":""/)
  get('a').setClass('silent', false)
  frame()
  assert.match(JSON.stringify(model.root), /"text":"text"/)
})

test('the last blank of a block counts in its line', () => {
  const { model } = openScreen('<p>text <b/></p><p>other\n</p>')
  assert.match(JSON.stringify(model.root), /"text ".*"other\u00a0"/)
})

test('blanks on both sides of a tag stay two', () => {
  const { get, frame, model } = openScreen('<p>a <span id="s"> b</span></p>')
  assert.match(JSON.stringify(model.root), /"\u00a0b"/)
  get('s').setAttribute('style', 'display: block')
  frame()
  assert.match(JSON.stringify(model.root), /" b"/)
})

test('what is not displayed costs painters nothing', () => {
  const { get, frame, model } = openScreen('<div id="a" class="hidden"><p>text</p></div>')
  assert.doesNotMatch(JSON.stringify(model.root), /text":"text/)
  get('a').setClass('hidden', false)
  assert.deepEqual(
    frame()?.ops.map(({ op }) => op),
    ['style', 'add'],
  )
})

test('typing, scrolling and the focus go to painters', () => {
  const { get, frame, feed, document } = openScreen('<input id="f" type="text" value="a"/><div id="s" class="scroll"/>')
  get('f').setAttribute('value', 'ab')
  get('s').scrollTop = 12
  get('f').setState('focus', true)
  document.holders.focus = get('f')
  const id = feed.idOf(get('f'))
  const ops = frame()?.ops ?? []
  assert.deepEqual(
    ops.map((op) => (op.op === 'control' && op.control.kind === 'field' ? op.control.value : op)),
    ['ab', { op: 'scroll', id: feed.idOf(get('s')), left: 0, top: 12 }, { op: 'focus', id }],
  )
})

test('of a tab set the panel that is shown is painted, and of a repeated element its copies only', () => {
  const { get, frame, model } = openScreen(
    '<tabset id="t"><tab>One</tab><panel>first</panel><tab>Two</tab><panel>second</panel></tabset><p data-for="x : list">each</p>',
  )
  const texts = () => JSON.stringify(model.root).match(/"text":"\w+"/g)
  assert.deepEqual(texts(), ['"text":"One"', '"text":"Two"', '"text":"first"'])
  setActiveTab(get('t'), 1)
  frame()
  assert.deepEqual(texts(), ['"text":"One"', '"text":"Two"', '"text":"second"'])
})

test('what code selects in a field is told to painters', () => {
  const { get, frame, feed } = openScreen('<input id="f" type="text" value="abc"/>')
  selectText(get('f'), 1, 2)
  assert.deepEqual(frame()?.ops, [{ op: 'select', id: feed.idOf(get('f')), start: 1, end: 2 }])
})

test('the picture of a progress bar is cut, not stretched', () => {
  const { model } = openScreen('<progress value="0.25" style="fill-image: a"/>')
  assert.match(JSON.stringify(model.root), /"width":"400%","left":"0px","height":"100%","top":"0px","background-image"/)
})

test('rows that change places lie where they are then', () => {
  const { get, frame, model, fresh } = openScreen(
    '<div id="t" class="table"><section id="a"><p>1</p></section><section><p>2</p></section><section><p>3</p></section></div>',
  )
  const rows = () => JSON.stringify(model.root).match(/"grid-row":"[^"]*"/g)
  const before = rows()
  for (const turn of [1, 2]) {
    const first = get('t').children[0]!
    removeChild(get('t'), first)
    appendChild(get('t'), first)
    frame()
    assert.deepEqual(withoutIds(model.root), withoutIds(fresh()), `turn ${turn}`)
  }
  assert.equal(new Set(before).size, 3)
})

test('a snapshot for a second painter leaves the patches of the first whole', () => {
  const { get, frame, feed, model, fresh } = openScreen('<p id="a">text</p>')
  get('a').setClass('red', true)
  const second = new PaintedModel()
  second.apply(feed.snapshot(model.number))
  const patch = frame()
  assert(patch)
  second.apply(patch)
  assert.deepEqual(withoutIds(second.root), withoutIds(model.root))
  assert.deepEqual(withoutIds(model.root), withoutIds(fresh()))
})

test('patches lead to the same picture as a fresh snapshot, whatever happens to the document', () => {
  const words = ['red', 'large', 'hidden', 'scroll', 'silent', 'row', 'table', 'sprite']
  const markup = [
    '',
    'text',
    ' a ',
    '<p>x</p>',
    'a <span> b</span> c',
    '<div> <p>1</p><p>2</p></div>',
    '<input type="text"/>',
    '<img sprite="a"/>',
    '<br/>',
    '<select><option>1</option></select>',
  ]
  const step = fc.record({
    act: fc.constantFrom('class', 'inner', 'remove', 'move', 'append', 'text', 'style', 'scroll'),
    at: fc.nat(),
    to: fc.nat(),
    word: fc.constantFrom(...words),
    rml: fc.constantFrom(...markup),
  })
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 5 }), { maxLength: 6 }), (frames) => {
      const { document, frame, model, fresh } = openScreen(
        '<div id="a">one <span> two</span></div><section><p>x</p><p>y</p></section>',
      )
      const pick = (at: number): ScreenElement => {
        const all = [document.body, ...elementsIn(document.body)].filter(
          (one) => !one.isGenerated && !one.isControl && one.tag !== 'img',
        )
        return all[at % all.length]!
      }
      for (const steps of frames) {
        for (const { act, at, to, word, rml } of steps) change(act, pick(at), pick(to), word, rml)
        frame()
        assert.deepEqual(withoutIds(model.root), withoutIds(fresh()))
      }
    }),
    { numRuns: 150 },
  )
})

function change(act: string, one: ScreenElement, other: ScreenElement, word: string, rml: string): void {
  const text = one.children.find((child) => child.kind === 'text')
  if (act === 'class') one.setClass(word, !one.hasClass(word))
  else if (act === 'inner') setInnerRml(one, rml)
  else if (act === 'text' && text) text.text = rml.replace(/<[^>]*>/g, '')
  else if (act === 'style') one.setAttribute('style', word === 'red' ? 'float: left' : 'display: inline')
  else if (act === 'scroll') one.scrollTop = word.length
  else if (one.parent && act === 'remove') removeChild(one.parent, one)
  else if (one.parent && (act === 'move' || act === 'append')) {
    const path = new Set<ScreenElement>()
    for (let at: ScreenElement | null = other; at; at = at.parent) path.add(at)
    if (path.has(one)) return
    removeChild(one.parent, one)
    if (act === 'append') appendChild(other, one)
    else insertBefore(other, one, other.children[0] ?? null)
  }
}
