import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getValue, selectedOption } from './controls.ts'
import { hasState } from './element-states.ts'
import type { ScreenElement } from './element.ts'
import type { EventParameters, ScreenEvent } from './event.ts'
import { eventKinds } from './event-kinds.ts'
import { createInteraction } from './input.ts'
import type { Box } from './layout.ts'
import { screenLimits } from './limits.ts'
import { addListener } from './listeners.ts'
import type { Modifiers } from './paint/input.ts'
import { handlerOf, sampleDocument, type SampleDocument } from './sample-document.ts'
import { getSelection } from './selection.ts'
import { elementsIn } from './walk.ts'

type Rect = readonly [x: number, y: number, width: number, height: number]

const none: Modifiers = { ctrl: false, shift: false, alt: false, meta: false }

/** A document that a person uses; boxes are those of elements with an id or, for parts, of a tag. */
function use(body: string, boxes: Readonly<Record<string, Rect>> = {}) {
  const sample = sampleDocument(body)
  const { document, get } = sample
  const ids = [...elementsIn(document.body)]
  let clock = 0
  document.layout = {
    boxOf(element) {
      const rect = boxes[element.id || element.tag]
      if (!rect) return undefined
      const [x, y, width, height] = rect
      const inner = { clientLeft: 0, clientTop: 0, clientWidth: width, clientHeight: height }
      return { x, y, width, height, ...inner, scrollWidth: width, scrollHeight: height * 3 } satisfies Box
    },
  }
  const interaction = createInteraction(document, { nodeOf: (id) => ids[id], now: () => clock })
  const idOf = (element: ScreenElement | string) => ids.indexOf(typeof element === 'string' ? get(element) : element)
  const point = (
    phase: 'move' | 'down' | 'up' | 'leave',
    on: ScreenElement | string | null,
    x = 5,
    y = 5,
    button: 0 | 1 | 2 = 0,
  ) =>
    interaction.handle({ kind: 'pointer', phase, x, y, target: on === null ? null : idOf(on), button, modifiers: none })
  return {
    ...sample,
    interaction,
    idOf,
    point,
    tap(on: ScreenElement | string, x?: number, y?: number) {
      point('down', on, x, y)
      point('up', on, x, y)
    },
    key: (key: string, held: Partial<Modifiers> = {}) => {
      for (const phase of ['down', 'up'] as const)
        interaction.handle({ kind: 'key', phase, key, modifiers: { ...none, ...held } })
    },
    pass: (ms: number) => void (clock += ms),
    focus: () => document.holders.focus?.id,
  }
}

/** Writes down every event of these types at the body, with some of its details. */
function hear({ document }: Pick<SampleDocument, 'document'>, types: string, ...details: string[]): string[] {
  const heard: string[] = []
  const note = ({ type, target, parameters }: ScreenEvent) => {
    const more = details.filter((name) => name in parameters).map((name) => ` ${name}=${written(parameters, name)}`)
    heard.push(`${type} ${target.id || target.tag}${more.join('')}`)
  }
  for (const type of types.split(' ')) addListener(document.body, type, handlerOf(note), { isCapture: true })
  return heard
}

function written(parameters: EventParameters, name: string): string {
  const value = parameters[name]!
  return typeof value === 'object' ? value.id : String(value)
}

const mouse = 'mousemove mouseover mouseout mousedown mouseup click dblclick'

test('a pointer that moves, presses and leaves is told in the order of RmlUi', () => {
  const page = use('<div id="a"><p id="b"/></div><p id="c"/>')
  const heard = hear(page, `${mouse} focus blur`, 'button', 'mouse_x')
  page.point('move', 'b', 7.6)
  assert.deepEqual(heard.splice(0), [
    'mouseover b mouse_x=8',
    'mouseover a mouse_x=8',
    'mouseover body mouse_x=8',
    'mousemove b mouse_x=8',
  ])
  page.point('down', 'b', 7.6)
  assert.deepEqual(heard.splice(0), ['focus a', 'focus b', 'mousedown b button=0 mouse_x=8'])
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => page.get(id).states.has('active')),
    [true, true, false],
  )
  page.point('up', 'b', 7.6)
  assert.deepEqual(heard.splice(0), ['mouseup b button=0 mouse_x=8', 'click b button=0 mouse_x=8'])
  assert.equal(page.get('a').states.has('active'), false)
  page.point('leave', null)
  assert.deepEqual(heard.splice(0), ['mouseout b mouse_x=5', 'mouseout a mouse_x=5', 'mouseout body mouse_x=5'])
})

test('a press that ends elsewhere is no click, and other buttons never are', () => {
  const page = use('<p id="a"/><p id="b"/>')
  const heard = hear(page, 'mousedown mouseup click', 'button')
  page.point('down', 'a')
  page.point('up', 'b')
  page.point('down', 'a', 5, 5, 1)
  page.point('up', 'a', 5, 5, 1)
  assert.deepEqual(heard, ['mousedown a button=0', 'mouseup b button=0', 'mousedown a button=1', 'mouseup a button=1'])
})

test('two presses soon and near are a double click', () => {
  const page = use('<p id="a"/><p id="b"/>')
  const heard = hear(page, 'dblclick')
  page.tap('a')
  page.pass(600)
  page.tap('a')
  page.pass(100)
  page.tap('b')
  page.tap('b', 50)
  assert.deepEqual(heard, [])
  page.pass(100)
  page.tap('b', 52)
  page.tap('b', 52)
  assert.deepEqual(heard, ['dblclick b'])
})

test('a control that is disabled leaves clicks to what it is in', () => {
  const page = use(
    '<div id="d"><input id="i" type="button" disabled=""/><input id="r" type="range" disabled=""/></div>',
  )
  const heard = hear(page, 'click')
  page.tap('i')
  assert.deepEqual(heard, ['click d'])
  assert.equal(page.focus(), 'd')
})

test('what has the property drag is dragged, and tells what lies under it', () => {
  const page = use('<div id="t"/><div id="d" style="drag: drag-drop"><p id="p"/></div>', {
    t: [0, 0, 50, 50],
    d: [0, 60, 50, 50],
  })
  const heard = hear(page, 'dragstart drag dragover dragmove dragout dragdrop dragend', 'mouse_y', 'drag_element')
  page.point('down', 'p', 10, 70)
  page.point('move', 'p', 10, 71)
  assert.deepEqual(heard.splice(0, 2), ['dragstart d mouse_y=70', 'drag d mouse_y=71'])
  page.point('move', 't', 10, 20)
  page.point('up', 't', 10, 20)
  assert.deepEqual(
    heard.filter((line) => / t /.test(line) || line.startsWith('dragend')),
    [
      'dragover t mouse_y=20 drag_element=d',
      'dragmove t mouse_y=20 drag_element=d',
      'dragdrop t mouse_y=20 drag_element=d',
      'dragout t mouse_y=20 drag_element=d',
      'dragend d mouse_y=20',
    ],
  )
  page.point('move', 't', 10, 30)
  assert.equal(heard.at(-1), 'dragend d mouse_y=20')
})

test('a press that becomes a scroll of the finger is no click, and what was dragged is not dropped', () => {
  const page = use('<div id="t"/><div id="d" style="drag: drag-drop"/>', { t: [0, 0, 50, 50], d: [0, 60, 50, 50] })
  const heard = hear(page, 'click dragstart dragdrop dragend')
  page.point('down', 't')
  page.point('leave', null)
  assert.equal(page.get('t').states.has('active'), false)
  page.point('up', 't')
  page.point('down', 'd', 10, 70)
  page.point('move', 't', 10, 20)
  page.point('leave', null)
  page.point('up', 't', 10, 20)
  assert.deepEqual(heard, ['dragstart d', 'dragend d'])
})

test('drag: drag tells nobody else, drag: block stops it, drag: clone shows a copy', () => {
  const page = use(
    `<div id="a" style="drag: drag"/><div style="drag: clone" id="c" class="x"><p style="drag: block"><b id="b"/></p><i id="i">text</i></div>`,
    { c: [10, 10, 20, 20] },
  )
  const heard = hear(page, 'dragstart dragover dragend')
  for (const id of ['a', 'b']) {
    page.point('down', id)
    page.point('move', id, 6, 6)
    page.point('up', id, 6, 6)
  }
  assert.deepEqual(heard.splice(0), ['dragstart a', 'dragend a'])
  page.point('down', 'i', 12, 13)
  page.point('move', 'i', 22, 33)
  const copy = page.document.body.children.at(-1) as ScreenElement
  assert.deepEqual(
    [
      copy.tag,
      copy.className,
      copy.isGenerated,
      copy.id,
      hasState(copy, 'drag'),
      copy.ownStyle.get('left'),
      copy.ownStyle.get('top'),
    ],
    ['div', 'x', true, 'c', true, '20px', '30px'],
  )
  assert.notEqual(page.get('c'), copy)
  page.point('up', 'i', 22, 33)
  assert.equal(copy.isConnected, false)
})

test('a handle moves and sizes what it names, within its margin', () => {
  const page = use(
    `<div id="box" style="position: absolute"><div id="w" style="position: absolute"><handle id="m" move_target="#parent" edge_margin="0"/>
      <handle id="s" size_target="#parent"/></div></div>`,
    { box: [100, 100, 300, 300], w: [110, 120, 50, 40] },
  )
  const heard = hear(page, 'handledrag', 'handle_x')
  const window = page.get('w')
  const look = () => ['left', 'top', 'width', 'height'].map((name) => window.ownStyle.get(name))
  page.point('down', 'm', 0, 0)
  page.point('move', 'm', 15, 5)
  assert.deepEqual(look(), ['25px', '25px', undefined, undefined])
  page.point('move', 'm', 900, -900)
  assert.deepEqual(look().slice(0, 2), ['250px', '0px'])
  page.point('up', 'm', 900, -900)
  page.point('down', 's', 0, 0)
  page.point('move', 's', 10, 20)
  assert.deepEqual(look().slice(2), ['60px', '60px'])
  assert.deepEqual(heard, ['handledrag m handle_x=15', 'handledrag m handle_x=900', 'handledrag s handle_x=10'])
})

test('a range is dragged by its bar, stepped by its arrows and by keys', () => {
  const page = use('<input id="r" type="range" min="0" max="100" step="5" value="50"/>', {
    slidertrack: [0, 0, 110, 20],
    sliderbar: [50, 0, 10, 20],
  })
  const part = (tag: string) => elementsIn(page.document.body).find((one) => one.tag === tag)!
  const heard = hear(page, 'change', 'value')
  page.point('down', part('sliderbar'), 55)
  page.point('move', part('slidertrack'), 86)
  page.point('move', null, 500)
  page.point('up', null, 500)
  page.point('move', part('slidertrack'), 5)
  page.tap(part('sliderarrowdec'))
  page.key('ArrowLeft')
  page.key('ArrowRight')
  page.key('ArrowUp')
  assert.deepEqual(heard, [
    'change r value=80',
    'change r value=100',
    'change r value=95',
    'change r value=90',
    'change r value=95',
  ])
  assert.equal(part('sliderbar').ownStyle.get('left'), '95%')
  assert.equal(part('sliderbar').ownStyle.get('transform'), 'translateX(-95%)')
})

test('a select opens by press and key, and keys choose', () => {
  const page = use(
    '<select id="s"><option id="a" value="1">A</option><option id="b" value="2" disabled="">B</option><option id="c" value="3">C</option></select><p id="p"/>',
  )
  const box = elementsIn(page.document.body).find((one) => one.tag === 'selectbox')!
  const shown = elementsIn(page.document.body).find((one) => one.tag === 'selectvalue')!
  const text = () => shown.children.map((child) => (child.kind === 'text' ? child.text : '')).join('')
  const heard = hear(page, 'change', 'value')
  assert.deepEqual([text(), box.ownStyle.get('display')], ['A', 'none'])
  page.tap(shown)
  assert.equal(box.ownStyle.get('display'), 'block')
  page.tap('c')
  assert.deepEqual([text(), box.ownStyle.get('display'), page.focus()], ['C', 'none', 's'])
  page.key('ArrowUp')
  assert.equal(selectedOption(page.get('s')), page.get('a'))
  page.key('Enter')
  assert.equal(hasState(page.get('s'), 'checked'), true)
  page.key('Escape')
  page.key(' ')
  page.tap('p')
  assert.equal(hasState(page.get('s'), 'checked'), false)
  assert.deepEqual(heard, ['change s value=3', 'change s value=1'])
  page.get('a').children.forEach((child) => child.kind === 'text' && (child.text = 'New'))
  assert.equal(text(), 'New')
})

test('keys are told with their numbers, and Enter and Space press', () => {
  const page = use('<button id="b">x</button><p id="p"/><input id="c" type="checkbox"/>')
  const heard = hear(page, 'keydown keyup click', 'key_identifier', 'shift_key')
  page.tap('b')
  heard.length = 0
  page.key('Enter', { shift: true })
  page.key('a')
  assert.deepEqual(heard.splice(0), [
    'keydown b key_identifier=72 shift_key=1',
    'click b shift_key=0',
    'keyup b key_identifier=72 shift_key=1',
    'keydown b key_identifier=12 shift_key=0',
    'keyup b key_identifier=12 shift_key=0',
  ])
  page.tap('p')
  heard.length = 0
  page.key('Enter')
  assert.deepEqual(heard.splice(0), [
    'keydown p key_identifier=72 shift_key=0',
    'keyup p key_identifier=72 shift_key=0',
  ])
  page.key('Tab')
  page.key(' ')
  assert.equal(page.get('c').hasAttribute('checked'), true)
})

test('Tab goes through the document and around, and arrows follow nav', () => {
  const page = use(
    `<p id="a" style="tab-index: auto; nav-right: #c; nav-down: auto"/><p id="x"/><p id="b" style="tab-index: auto; nav-left: tree-order"/>
     <p id="h" style="tab-index: auto; display: none"/><p id="f" style="tab-index: auto; focus: none"/><p id="c" style="tab-index: auto; nav-up: auto; nav-left: auto"/>`,
    { a: [0, 0, 10, 10], b: [100, 20, 10, 10], c: [0, 50, 10, 10] },
  )
  const go = (key: string, held: Partial<Modifiers> = {}) => {
    page.key(key, held)
    return page.focus()
  }
  assert.deepEqual([go('Tab'), go('Tab'), go('Tab'), go('Tab')], ['a', 'b', 'c', 'a'])
  assert.deepEqual([go('Tab', { shift: true }), go('Tab', { shift: true })], ['c', 'b'])
  assert.deepEqual(
    [go('ArrowLeft'), go('ArrowRight'), go('ArrowUp'), go('ArrowLeft'), go('ArrowDown')],
    ['a', 'c', 'a', 'a', 'c'],
  )
  assert.equal(page.get('c').states.has('focus-visible'), true)
  page.tap('x')
  assert.equal(page.get('c').states.has('focus-visible'), false)
})

test('a field takes what was edited in it, within its length, and tells of it', () => {
  const page = use('<input id="t" type="text" maxlength="4"/><textarea id="a"/><input id="d" type="text" disabled=""/>')
  const heard = hear(page, 'change textinput focus', 'value', 'linebreak', 'text')
  const edit = (id: string, value: string, at = value.length) =>
    page.interaction.handle({ kind: 'edit', target: page.idOf(id), value, selectionStart: at, selectionEnd: at })
  edit('t', 'ab', 1)
  edit('t', 'abcdef')
  edit('a', 'one\ntwo')
  edit('d', 'no')
  assert.deepEqual(
    [getValue(page.get('t')), getValue(page.get('a')), getValue(page.get('d'))],
    ['abcd', 'one\ntwo', ''],
  )
  assert.deepEqual(getSelection(page.get('t')), { start: 4, end: 4 })
  page.tap('t')
  page.key('Enter')
  assert.deepEqual(
    heard.filter((line) => line.startsWith('change')),
    [
      'change t value=ab linebreak=false',
      'change t value=abcd linebreak=false',
      'change a value=one\ntwo linebreak=false',
      'change t value=abcd linebreak=true',
    ],
  )
  page.interaction.handle({ kind: 'text', text: 'x' })
  assert.equal(heard.at(-1), 'textinput t text=x')
})

test('wheel and scrolling are told, and what scrolled is remembered', () => {
  const page = use('<div id="a"><p id="b"/></div>')
  const heard = hear(page, 'mousescroll scroll', 'wheel_delta_y')
  page.interaction.handle({
    kind: 'wheel',
    x: 1,
    y: 1,
    target: page.idOf('b'),
    deltaX: 0,
    deltaY: 150,
    modifiers: none,
  })
  for (const top of [30, 30]) page.interaction.handle({ kind: 'scroll', target: page.idOf('a'), left: 0, top })
  assert.deepEqual(heard, ['mousescroll b wheel_delta_y=1.5', 'scroll a'])
  assert.equal(page.get('a').scrollTop, 30)
})

test('a handler that stops a press or a key stops what would follow', () => {
  const page = use(
    '<div id="d" style="drag: drag" onmousedown="stop"><p id="p"/></div><button id="b" onkeydown="stop">x</button>',
  )
  const heard = hear(page, 'dragstart click')
  page.point('down', 'd')
  page.point('move', 'd', 9, 9)
  page.point('up', 'p', 9, 9)
  page.tap('b')
  page.key('Enter')
  page.key('Tab')
  assert.deepEqual(heard, ['click b'])
  assert.equal(page.focus(), 'b')
})

test('a press that starts too many handlers ends with a word to the developer, and the next key works', () => {
  const page = use('<p id="a"/><button id="b">x</button>')
  let ran = 0
  for (let index = 0; index <= screenLimits.handlersPerEvent; index += 1) {
    addListener(
      page.get('a'),
      'click',
      handlerOf(() => (ran += 1)),
    )
  }
  page.tap('a')
  assert.equal(ran, screenLimits.handlersPerEvent)
  assert.match(page.warnings.join(), /^Cannot run another handler/)
  page.key('Tab')
  assert.equal(page.focus(), 'b')
})

test('what is unknown, gone or closed is left alone', () => {
  const page = use('<p id="a"/>')
  const { interaction, document } = page
  const heard = hear(page, [...eventKinds.keys()].join(' '))
  interaction.handle({ kind: 'edit', target: 999, value: 'x', selectionStart: 0, selectionEnd: 0 })
  interaction.handle({ kind: 'edit', target: page.idOf('a'), value: 'x', selectionStart: 0, selectionEnd: 0 })
  interaction.handle({ kind: 'scroll', target: 999, left: 1, top: 1 })
  assert.equal(heard.length, 0)
  page.point('down', null)
  assert.equal(heard.includes('mousedown body'), true)
  document.close()
  heard.length = 0
  page.tap('a')
  page.key('a')
  assert.deepEqual(heard, [])
})
