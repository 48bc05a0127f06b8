import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRml } from '@mosis/syntax'
import { setInnerRml } from './build.ts'
import { ScreenDocument } from './document.ts'
import { ScreenElement, ScreenText } from './element.ts'
import { readHead } from './head.ts'
import { screenLimits } from './limits.ts'
import { click } from './pointer.ts'
import { sampleDocument } from './sample-document.ts'
import { getInnerRml } from './serialize.ts'
import { appendChild, insertBefore, removeChild, replaceChild, siblingOf } from './tree.ts'

test('the body of the file is the root of the tree, with its attributes', () => {
  const { document } = sampleDocument('<body id="main" class="a b"><p>x</p> <p>y</p></body>', '<title> Notes </title>')
  assert.equal(document.title, 'Notes')
  assert.equal(document.body.id, 'main')
  assert.deepEqual(document.body.classes, ['a', 'b'])
  assert.equal(getInnerRml(document.body), '<p>x</p><p>y</p>')
  assert.equal(document.nodeCount, 5)
})

test('only an rml file is a document', () => {
  const root = parseRml('<template><body/></template>').root!
  const source = { path: 'a.rml', root, head: readHead(root), templates: [] }
  const host = { compileHandler: () => null, warn: () => {} }
  assert.throws(() => new ScreenDocument(source, host), {
    code: 'no-document',
    message: 'Cannot show "a.rml": its root is "template", not "rml"',
  })
})

test('the head tells what it links and holds, in order, and what of it has no effect', () => {
  const { root } = parseRml(`<rml>
<head><title>T</title>
<link type="text/rcss" href="a.rcss"/><style>p {}</style>
<link type="text/template" href="w.rml"/><link type="TEXT/CSS" href="b.css"/>
<script src="a.lua"/><script>x = 1</script><script></script>
<link rel="help" href="https://example.com"/><link href="c.rcss"/><link type="text/plain" href="d"/>
</head><body><div><script>lost()</script></div></body></rml>`)
  assert.deepEqual(readHead(root!), {
    title: 'T',
    resources: [
      { kind: 'style', href: 'a.rcss', line: 3 },
      { kind: 'style', text: 'p {}', line: 3 },
      { kind: 'template', href: 'w.rml', line: 4 },
      { kind: 'style', href: 'b.css', line: 4 },
      { kind: 'script', href: 'a.lua', line: 5 },
      { kind: 'script', text: 'x = 1', line: 5 },
    ],
    warnings: [
      { message: 'Cannot use this link: it needs href and a type of text/rcss or text/template', line: 6 },
      { message: 'Cannot use this link: it needs href and a type of text/rcss or text/template', line: 6 },
      { message: 'Move this script into the head: in the body it does not run', line: 7 },
    ],
  })
})

const window =
  '<template name="window" content="inside"><body><h1 id="bar">W</h1><div id="inside"/><hr/></body></template>'

test('a template takes the children of the body into its content element', () => {
  const { document } = sampleDocument('<body template="window" class="x"><p>1</p><p>2</p></body>', '', [window])
  assert.equal(getInnerRml(document.body), '<h1 id="bar">W</h1><div id="inside"><p>1</p><p>2</p></div><hr/>')
  assert.equal(document.body.className, 'x')
})

test('a template can be used anywhere in the body, also inside others', () => {
  const box = '<template name="box" content="c"><body><b><i id="c"/></b></body></template>'
  const { document, warnings } = sampleDocument(
    '<template src="window"><template src="box">x</template></template><template src="no">y</template>',
    '',
    [window, box],
  )
  assert.equal(getInnerRml(document.body), '<h1 id="bar">W</h1><div id="inside"><b><i id="c">x</i></b></div><hr/>y')
  assert.deepEqual(warnings, ['Cannot find template "no": link its file in the head'])
})

test('a template that uses itself ends', () => {
  const loop =
    '<template name="loop" content="no"><body><template src="loop"/><template src="loop"/><p/></body></template>'
  const { document, warnings } = sampleDocument('<template src="loop"/>', '', [loop])
  assert.ok(document.nodeCount <= 1001)
  assert.match(warnings[0]!, /used in itself or too often/)
})

test('inner markup reads back as the same tree', () => {
  const markup =
    '<p class="a" title="&quot;&lt;&amp;">x &lt; y &amp; z<br/><b>c</b></p><div data-for="i : list"><b>{{ i }}</b></div><input type="text" value=""/>'
  const { document } = sampleDocument(markup)
  assert.equal(getInnerRml(document.body), markup)
  setInnerRml(document.body, getInnerRml(document.body))
  assert.equal(getInnerRml(document.body), markup)
})

test('new inner markup replaces the old, its ids are found and its handlers run', () => {
  const { document, heard, warnings, get } = sampleDocument('<div id="a"><p id="old"/></div>')
  const old = get('old')
  setInnerRml(get('a'), '<p id="new" onclick="go">x</p> </b>')
  assert.equal(document.findById('old'), undefined)
  assert.equal(old.parent, null)
  click(get('new'))
  assert.deepEqual(heard, ['go click@new target'])
  assert.deepEqual(warnings, ['inner_rml: Remove "</b>": no such element is open, none is open'])
})

test('text that is only white space makes no node, in files and in inner markup', () => {
  const { document, get } = sampleDocument('<b>a</b> <b>b</b><p id="p"/>')
  setInnerRml(get('p'), ' \n ')
  assert.equal(document.body.children.length, 3)
  assert.equal(get('p').children.length, 0)
})

test('elements are made outside the tree and join it once', () => {
  const { document, get } = sampleDocument('<div id="a"><p id="b"/></div>')
  const made = new ScreenElement(document, 'i')
  made.setAttribute('id', 'made')
  assert.equal(document.findById('made'), undefined)
  insertBefore(get('a'), made, get('b'))
  assert.equal(get('made'), made)
  assert.equal(siblingOf(made, 1), get('b'))
  assert.equal(siblingOf(made, -1), undefined)
  assert.throws(() => appendChild(document.body, made), { code: 'wrong-tree' })
  replaceChild(get('a'), new ScreenText(document, 'text'), made)
  assert.equal(getInnerRml(get('a')), 'text<p id="b"/>')
  assert.equal(document.findById('made'), undefined)
  appendChild(get('b'), made)
  assert.equal(document.nodeCount, 5)
})

test('a change that would break the tree is refused and changes nothing', () => {
  const { document, get } = sampleDocument('<div id="a"><p id="b"/></div><div id="c"/>')
  const { document: other } = sampleDocument('')
  const a = get('a')
  removeChild(document.body, a)
  const b = a.children[0] as ScreenElement
  assert.throws(() => appendChild(b, a), { code: 'wrong-tree' })
  assert.throws(() => appendChild(b, document.body), { code: 'wrong-tree' })
  assert.throws(() => appendChild(document.body, new ScreenElement(other, 'p')), { code: 'wrong-tree' })
  assert.throws(() => insertBefore(document.body, a, b), { code: 'wrong-tree' })
  assert.throws(() => removeChild(get('c'), a), { code: 'wrong-tree' })
  assert.equal(getInnerRml(document.body), '<div id="c"/>')
  assert.equal(getInnerRml(a), '<p id="b"/>')
})

test('a tree grows neither too deep nor too large', () => {
  const { document } = sampleDocument('')
  const chain = Array.from({ length: screenLimits.depth }, () => new ScreenElement(document, 'a'))
  chain.reduce((parent, child) => (appendChild(parent, child), child))
  assert.throws(() => appendChild(document.body, chain[0]!), { code: 'tree-too-deep' })
  const half = `<p>${'<i/>'.repeat(screenLimits.nodes / 2)}</p>`
  setInnerRml(document.body, half)
  const made = new ScreenElement(document, 'div')
  setInnerRml(made, half)
  assert.throws(() => appendChild(document.body, made), { code: 'too-many-nodes' })
})

test('inner markup that would be too much is refused and changes nothing', async () => {
  const { document, heard, get } = sampleDocument(
    `${'<a>'.repeat(200)}<b id="b"><i id="i" onclick="kept"/></b>${'</a>'.repeat(200)}`,
  )
  assert.throws(() => setInnerRml(get('b'), '<p>'.repeat(100)), { code: 'tree-too-deep' })
  setInnerRml(document.body, `<b id="b"><i id="i" onclick="kept"/></b>${'<p/>'.repeat(screenLimits.nodes - 1000)}`)
  assert.throws(() => setInnerRml(get('b'), '<p/>'.repeat(2000)), { code: 'too-many-nodes' })
  await document.settled()
  click(get('i'))
  assert.deepEqual(heard, ['kept click@i target'])
})

test('a file that asks for too much is shown without the rest', () => {
  const big = `<template name="big"><body>${'<p/>'.repeat(1000)}</body></template>`
  const { document, warnings } = sampleDocument('<template src="big"/>'.repeat(60), '', [big])
  assert.equal(document.nodeCount, screenLimits.nodes)
  assert.deepEqual(warnings, ['Cannot add "p": a document holds at most 50000 nodes: the rest is left out'])
})

test('the first and least deep element of several with one id is found', () => {
  const { document } = sampleDocument('<div><p id="x" class="deep"/></div><i id="x" class="1"/><b id="x" class="2"/>')
  assert.equal(document.findById('x')?.className, '1')
  removeChild(document.body, document.findById('x')!)
  assert.equal(document.findById('x')?.className, '2')
  removeChild(document.body, document.findById('x')!)
  assert.equal(document.findById('x')?.className, 'deep')
})

test('class and style are lists as well as attributes', () => {
  const { get } = sampleDocument(
    '<p id="a" class="x y" style="Width: 10dp; color:red; bad; decorator: image(a;b)"/><input id="i" type="range"/>',
  )
  const a = get('a')
  a.setClass('z', true)
  a.setClass('x', false)
  assert.equal(a.getAttribute('class'), 'y z')
  assert.deepEqual(
    [...a.ownStyle],
    [
      ['width', '10dp'],
      ['color', 'red'],
      ['decorator', 'image(a;b)'],
    ],
  )
  assert.equal(a.setOwnStyle('color', undefined), true)
  assert.equal(a.setOwnStyle('left', '1dp; top: 2dp'), false)
  assert.equal(a.setOwnStyle('le ft', '1dp'), false)
  assert.equal(a.setOwnStyle('left', '1dp'), true)
  assert.equal(a.getAttribute('style'), 'width: 10dp; decorator: image(a;b); left: 1dp;')
  assert.equal(get('i').className, 'range')
  assert.equal(get('i').hasAttribute('class'), false)
})

test('names that could not be written as markup are refused', () => {
  const { document, get } = sampleDocument('<p id="a"/>')
  for (const tag of ['', 'a b', '<p', '1a', 'P', 'a>'])
    assert.throws(() => new ScreenElement(document, tag), { code: 'bad-name' })
  for (const name of ['', 'a b', 'a=b', '>', '<a'])
    assert.throws(() => get('a').setAttribute(name, ''), { code: 'bad-name' })
})
