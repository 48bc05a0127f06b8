import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dispatch } from './dispatch.ts'
import { eventKinds } from './event-kinds.ts'
import { addListener } from './listeners.ts'
import { click, hover, press } from './pointer.ts'
import { handlerOf, sampleDocument } from './sample-document.ts'
import { blurElement, focusElement } from './states.ts'
import { appendChild, removeChild } from './tree.ts'

const nested = '<div id="a"><div id="b"><div id="c"/></div></div>'

test('an event goes down to its target and up again', () => {
  const { heard, listen, get } = sampleDocument(
    '<body onclickcapture="1" onclick="7"><div id="a" onclickcapture="2"><p id="b" onclick="3" onclickcapture="4"/></div></body>',
  )
  listen('b', 'click', '5')
  listen('a', 'click', '6')
  click(get('b'))
  assert.deepEqual(heard, [
    '1 click@body capture',
    '2 click@a capture',
    '3 click@b target',
    '4 click@b target',
    '5 click@b target',
    '6 click@a bubble',
    '7 click@body bubble',
  ])
})

test('there are 32 events of their own, and how they travel is fixed', () => {
  assert.equal(eventKinds.size, 32)
  const quiet = [...eventKinds].filter(([, kind]) => !kind.bubbles).map(([name]) => name)
  const unstoppable = [...eventKinds].filter(([, kind]) => kind.bubbles && !kind.isInterruptible).map(([name]) => name)
  assert.deepEqual(quiet, ['focus', 'blur', 'load', 'unload', 'show', 'hide', 'resize'])
  assert.equal(unstoppable.join(' '), 'drag dragstart handledrag scroll animationend transitionend change tabchange')
})

test('events that do not bubble still pass capturing handlers', () => {
  const { heard, listen, get } = sampleDocument(nested)
  listen('a', 'focus', 'capture', undefined, true)
  listen('a', 'resize', 'capture', undefined, true)
  listen('a', 'resize', 'bubble')
  dispatch(get('c'), 'resize')
  assert.deepEqual(heard, ['capture resize@a capture'])
})

test('StopPropagation lets the other handlers of the element run, StopImmediatePropagation does not', () => {
  const { heard, listen, get } = sampleDocument(
    '<div id="a" onclick="outer"><p id="b" onclick="stop"/><p id="c" onclick="stop-all"/></div>',
  )
  listen('b', 'click', 'second')
  listen('c', 'click', 'second')
  click(get('b'))
  click(get('c'))
  assert.deepEqual(heard, ['stop click@b target', 'second click@b target', 'stop-all click@c target'])
})

test('an event whose kind cannot be stopped goes on', () => {
  const { heard, get } = sampleDocument('<div id="a" onscroll="outer"><p id="b" onscroll="stop-all"/></div>')
  assert.equal(dispatch(get('b'), 'scroll'), true)
  assert.deepEqual(heard, ['stop-all scroll@b target', 'outer scroll@a bubble'])
})

test('dispatch tells whether somebody stopped the event', () => {
  const { get } = sampleDocument('<p id="a" onhello="stop"/><p id="b"/>')
  assert.equal(dispatch(get('a'), 'hello'), false)
  assert.equal(dispatch(get('b'), 'hello'), true)
})

test('who is added or removed while an event is on its way changes nothing for it', () => {
  const { document, heard, listen, get } = sampleDocument(nested)
  listen('c', 'click', 'adds', () => {
    listen('c', 'click', 'late')
    listen('a', 'click', 'late')
    get('b').removeAttribute('onclick')
  })
  get('b').setAttribute('onclick', 'gone')
  click(get('c'))
  assert.deepEqual(heard, ['adds click@c target'])
  heard.length = 0
  listen('c', 'click', 'removes', () => removeChild(document.body, get('a')))
  const c = get('c')
  click(c)
  assert.deepEqual(heard, ['adds click@c target', 'late click@c target', 'removes click@c target'])
})

test('the default action does not wait for a handler that waits', async () => {
  const { document, listen, get, heard } = sampleDocument('<input id="box" type="checkbox"/>')
  const { promise, resolve } = Promise.withResolvers<void>()
  listen('box', 'click', 'waits', async (event) => {
    await promise
    event.stopPropagation()
    heard.push('went on')
  })
  click(get('box'))
  assert.equal(get('box').hasAttribute('checked'), true)
  assert.deepEqual(heard, ['waits click@box target'])
  resolve()
  await document.settled()
  assert.deepEqual(heard, ['waits click@box target', 'went on'])
  assert.equal(get('box').hasAttribute('checked'), true)
})

test('an inline handler can be set, replaced and removed', () => {
  const { heard, get } = sampleDocument('<p id="a" onclick="one"/><p id="b" onclick="broken"/>')
  const a = get('a')
  click(a)
  a.setAttribute('onclick', 'two')
  click(a)
  a.removeAttribute('onclick')
  click(a)
  click(get('b'))
  assert.deepEqual(heard, ['one click@a target', 'two click@a target'])
})

test('handlers that cause events without end are refused', () => {
  const { document, get } = sampleDocument('<p id="a"/>')
  let runs = 0
  let refusal: unknown
  addListener(
    get('a'),
    'again',
    handlerOf(() => {
      runs += 1
      try {
        dispatch(get('a'), 'again')
      } catch (error) {
        refusal ??= error
      }
    }),
  )
  dispatch(get('a'), 'again')
  assert.equal(runs, 16)
  assert.equal((refusal as { code: string }).code, 'too-many-events')
  runs = 0
  addListener(
    get('a'),
    'once',
    handlerOf(() => {
      try {
        for (let count = 0; count < 20_000; count += 1) dispatch(get('a'), 'many')
      } catch (error) {
        refusal = error
      }
    }),
  )
  addListener(
    get('a'),
    'many',
    handlerOf(() => {
      runs += 1
    }),
  )
  dispatch(get('a'), 'once')
  assert.equal(runs, 9999)
  assert.match(String(refusal), /one event caused 10000/)
  assert.equal(document.isClosed, false)
})

test('focus and blur reach everything whose focus changes, and no more', () => {
  const { document, heard, listen, get } = sampleDocument('<div id="a"><p id="b"/></div><div id="c"><p id="d"/></div>')
  for (const id of ['a', 'b', 'c', 'd', 'body']) {
    listen(id, 'focus', '')
    listen(id, 'blur', '')
  }
  assert.equal(focusElement(get('b')), true)
  focusElement(get('d'))
  blurElement(get('d'))
  assert.deepEqual(
    heard.map((line) => line.split(' ')[1]),
    ['focus@a', 'focus@b', 'blur@b', 'blur@a', 'focus@c', 'focus@d', 'blur@d'],
  )
  assert.equal(document.holders.focus, get('c'))
})

test('what cannot have the focus leaves it where it is', () => {
  const { document, get } = sampleDocument('<p id="a"><input id="b" disabled/></p><p id="c" style="focus: none"/>')
  focusElement(get('a'))
  assert.equal(focusElement(get('b')), false)
  assert.equal(focusElement(get('c')), false)
  assert.equal(document.holders.focus, get('a'))
})

test('the pointer tells what it leaves and what it enters', () => {
  const { document, heard, listen, get } = sampleDocument(nested)
  for (const id of ['a', 'b', 'c']) {
    listen(id, 'mouseover', '')
    listen(id, 'mouseout', '')
  }
  hover(document, get('b'))
  heard.length = 0
  hover(document, get('c'))
  assert.deepEqual(heard, [' mouseover@c target', ' mouseover@b bubble', ' mouseover@a bubble'])
  assert.equal(get('a').states.has('hover'), true)
  hover(document, null)
  assert.equal(get('a').states.has('hover'), false)
})

test('a press moves the pointer and the focus and clicks', () => {
  const { document, heard, listen, get } = sampleDocument('<button id="a">Go</button>')
  for (const type of ['mouseover', 'focus', 'mousedown', 'mouseup', 'click']) listen('a', type, '')
  press(get('a'))
  assert.deepEqual(heard, [
    ' mouseover@a target',
    ' focus@a target',
    ' mousedown@a target',
    ' mouseup@a target',
    ' click@a target',
  ])
  assert.equal(document.holders.focus, get('a'))
  assert.equal(document.holders.active, null)
})

test('a disabled control does not feel a press, what it is in does', () => {
  const { heard, get } = sampleDocument(
    '<div id="a" onclick="outer"><input id="b" type="checkbox" disabled onclick="inner"/></div>',
  )
  press(get('b'))
  assert.deepEqual(heard, ['outer click@a target'])
  assert.equal(get('b').hasAttribute('checked'), false)
})

test('what is not shown cannot be pressed', () => {
  const { document, get } = sampleDocument(
    '<div style="display: none"><p id="a"/></div><p id="b" style="visibility: hidden"/>',
  )
  assert.throws(() => press(get('a')), { code: 'element-hidden', message: 'Cannot press "p#a": it is not shown' })
  assert.throws(() => press(get('b')), { code: 'element-hidden' })
  const made = sampleDocument('<p id="c"/>')
  const c = made.get('c')
  removeChild(made.document.body, c)
  assert.throws(() => press(c), { code: 'element-hidden' })
  document.hide()
  get('b').removeAttribute('style')
  assert.throws(() => press(get('b')), { code: 'element-hidden' })
})

test('an element that leaves the tree loses focus and pointer', () => {
  const { document, get } = sampleDocument('<div id="a"><p id="b"><i id="c"/></p></div>')
  const b = get('b')
  focusElement(get('c'))
  hover(document, get('c'))
  removeChild(get('a'), b)
  assert.equal(document.holders.focus, get('a'))
  assert.equal(document.holders.hover, get('a'))
  assert.equal(b.states.size, 0)
  appendChild(get('a'), b)
  assert.equal(get('c').states.size, 0)
})

test('a document loads, shows, hides and unloads, and then hears nothing more', () => {
  const { document, heard } = sampleDocument(
    '<body onload="l" onshow="s" onhide="h" onunload="u" onclick="c"><p/></body>',
  )
  document.load()
  document.hide()
  document.show()
  document.close()
  document.close()
  click(document.body)
  assert.deepEqual(
    heard.map((line) => line.split(' ')[0]),
    ['l', 'h', 's', 'h', 'u'],
  )
})

test('a shown document focuses the element with autofocus', () => {
  const { document, get } = sampleDocument('<input id="a"/><input id="b" autofocus/>')
  assert.equal(document.holders.focus, get('b'))
})

test('the handlers of an element that left for good are released, those of a moved one are kept', async () => {
  const { document, heard, get } = sampleDocument('<div id="a"><p id="gone"><i id="inner"/></p><p id="moved"/></div>')
  const released: string[] = []
  const moved = get('moved')
  for (const id of ['gone', 'inner', 'moved']) {
    addListener(
      get(id),
      'click',
      handlerOf(
        () => heard.push(id),
        () => released.push(id),
      ),
    )
  }
  removeChild(get('a'), get('gone'))
  removeChild(get('a'), moved)
  appendChild(document.body, moved)
  assert.deepEqual(released, [])
  await document.settled()
  assert.deepEqual(released, ['gone', 'inner'])
  click(moved)
  assert.deepEqual(heard, ['moved'])
  document.close()
  assert.deepEqual(released, ['gone', 'inner', 'moved'])
})
