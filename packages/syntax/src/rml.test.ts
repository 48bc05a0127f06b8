import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseRml, parseRmlFragment, rmlLimits, type RmlNode } from './rml.ts'

const samples = new URL('./samples/rml/', import.meta.url)

for (const name of readdirSync(new URL('good/', samples))) {
  test(`${name} is read without a problem`, () => {
    const tree = parseRml(readFileSync(new URL(`good/${name}`, samples), 'utf8'))
    assert.deepEqual(tree.problems, [])
    assert.ok(tree.root)
  })
}

for (const name of readdirSync(new URL('bad/', samples))) {
  const [code] = name.split('.')
  test(`${name} is reported as ${code} in the line that says "here"`, () => {
    const source = readFileSync(new URL(`bad/${name}`, samples), 'utf8')
    const { problems } = parseRml(source)
    assert.deepEqual([...new Set(problems.map((problem) => problem.code))], [code])
    assert.match(source.split('\n')[problems[0]!.line - 1]!, /here/)
  })
}

test('tags are lower-cased, attribute names are not, and values may be unquoted or missing', () => {
  const { root } = parseRml(`<RML><Body onMouseOver=glow 'q' Wide a='1 "2"' b = "&lt;" /></RML>`)
  const [body] = root!.children
  assert.equal(body?.kind === 'element' && body.tag, 'body')
  assert.deepEqual(body?.kind === 'element' && body.attributes.map(({ name, value }) => [name, value]), [
    ['onMouseOver', 'glow'],
    ["'q'", ''],
    ['Wide', ''],
    ['a', '1 "2"'],
    ['b', '<'],
  ])
})

test('nodes, attributes and values know where they stand', () => {
  const source = '<rml>\n<body\n  onclick="\nfail()">é<b/>\ntext</body></rml>'
  const { root } = parseRml(source)
  const body = root!.children[0]!
  assert.ok(body.kind === 'element')
  assert.deepEqual(body.at, { offset: 6, line: 2, column: 1 })
  assert.equal(source.slice(0, body.end).endsWith('</body>'), true)
  assert.deepEqual(body.attributes[0]!.at, { offset: 14, line: 3, column: 3 })
  assert.deepEqual(body.attributes[0]!.valueAt, { offset: 23, line: 3, column: 12 })
  assert.deepEqual(
    body.children.map((node) => [node.at.line, node.at.column]),
    [
      [4, 9],
      [4, 10],
      [4, 14],
    ],
  )
})

test('white space alone makes no node, a comment does not part a text, CDATA is taken as it is', () => {
  assert.equal(outline(parseRmlFragment('<b>a</b> <b>b</b>\n').children), '<b>"a"</b><b>"b"</b>')
  assert.equal(outline(parseRmlFragment('a<!-- <b> -->b').children), '"ab"')
  assert.equal(outline(parseRmlFragment('x<![CDATA[<b>&lt;]]>&lt;').children), '"x<b>&lt;<"')
  assert.equal(outline(parseRmlFragment(' &nbsp; ').children), '" \u00a0 "')
})

test('names that JavaScript knows mean nothing here', () => {
  const { root, problems } = parseRml('<constructor toString="&constructor;" __proto__="x">&valueOf;</constructor>')
  assert.equal(outline([root!]), '<constructor>"&valueOf;"</constructor>')
  assert.deepEqual(
    root!.attributes.map(({ name, value }) => [name, value]),
    [
      ['toString', '&constructor;'],
      ['__proto__', 'x'],
    ],
  )
  assert.equal(problems.length, 2)
})

test('an end tag closes the innermost element whatever its name', () => {
  const { children, problems } = parseRmlFragment('<div><img></div><p>x</p></div>')
  assert.equal(outline(children), '<div><img></img><p>"x"</p></div>')
  assert.deepEqual(
    problems.map(({ code, message }) => [code, message.slice(0, 43)]),
    [
      ['mismatched-close-tag', 'Close "<img>" of line 1 before "</div>": an'],
      ['unexpected-close-tag', 'Remove "</div>": no such element is open, n'],
    ],
  )
})

test('reading stops where the root is closed', () => {
  const { root, problems } = parseRml('<rml><body></p><p>lost</p></body></rml>')
  assert.equal(outline([root!]), '<rml><body></body><p>"lost"</p></rml>')
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['unexpected-close-tag'],
  )
})

test('scripts and style sheets are raw up to their end tag', () => {
  const { root } = parseRml('<rml><head><script>a = "<b>" < 1 -- &lt;</b></ SCRIPT ><style></style></head></rml>')
  assert.equal(outline([root!]), '<rml><head><script>"a = "<b>" < 1 -- &lt;</b>"</script><style></style></head></rml>')
})

test('a repeated element keeps its inner markup as written beside its children', () => {
  const { root } = parseRml('<rml>\n<p data-for="a : b"><i>{{ a }}</i>&lt;</p></rml>')
  const p = root!.children[0]!
  assert.ok(p.kind === 'element')
  assert.deepEqual(p.raw, { text: '<i>{{ a }}</i>&lt;', at: { offset: 26, line: 2, column: 21 } })
  assert.equal(outline(p.children), '<i>"{{ a }}"</i>"<"')
})

test('a hostile text is cut at the limits and never overflows the stack', () => {
  const deep = parseRml('<a>'.repeat(100_000))
  let depth = 0
  for (let node: RmlNode | null | undefined = deep.root; node?.kind === 'element'; node = node.children[0]) depth += 1
  assert.equal(depth, rmlLimits.maxDepth)
  assert.equal(deep.problems.length, rmlLimits.maxProblems)

  const wide = parseRml(`<rml>${'<a/>'.repeat(rmlLimits.maxNodes + 5)}</rml>`)
  assert.equal(wide.root!.children.length, rmlLimits.maxNodes - 1)
  assert.deepEqual(
    wide.problems.map(({ code }) => code),
    ['too-many-nodes'],
  )

  const crowded = parseRml(`<rml ${Array.from({ length: 300 }, (_, index) => `a${index}`).join(' ')}></rml>`)
  assert.equal(crowded.root!.attributes.length, 256)
})

test('too deep elements are left out with what is in them, and reading finds back', () => {
  const depth = rmlLimits.maxDepth
  const { root, problems } = parseRml(`${'<a>'.repeat(depth)}<b>lost</b>kept${'</a>'.repeat(depth)}`)
  assert.match(outline([root!]), /^(<a>){256}"kept"(<\/a>){256}$/)
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['too-deep'],
  )
})

function outline(nodes: RmlNode[]): string {
  return nodes
    .map((node) => (node.kind === 'text' ? `"${node.text}"` : `<${node.tag}>${outline(node.children)}</${node.tag}>`))
    .join('')
}
