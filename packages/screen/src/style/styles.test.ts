import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { setInnerRml } from '../build.ts'
import { sampleDocument } from '../sample-document.ts'
import { sampleStyles } from './sample-styles.ts'
import type { SheetSource } from './sheet-data.ts'
import { createStyles } from './styles.ts'
import { standardViewport } from './viewport.ts'

test('an element has a value for every property and takes over what is inherited', () => {
  const { valueOf } = sampleStyles(
    '<div id="a"><p id="b"/></div>',
    '#a { color: red; opacity: 0.5; width: 10px; cursor: move }',
  )
  assert.deepEqual(
    ['color', 'opacity', 'width', 'cursor', 'display', 'font-size', 'line-height'].map((name) => valueOf('b', name)),
    ['#ff0000ff', '0.5', 'auto', 'move', 'inline', '12px', '1.2'],
  )
})

test('the heavier rule wins, of equal ones the later, and the own style over all', () => {
  const { valueOf, get, update } = sampleStyles(
    '<div id="a" class="x"><p id="b" class="y z"/></div>',
    `p { left: 1px; top: 1px; right: 1px; bottom: 1px }
     .y.z { left: 2px } .y { left: 3px }
     #b { top: 2px } div.x > p.y.z:not(.w) { top: 3px }
     .y { right: 2px } .z { right: 3px }
     p:not(#other) { bottom: 2px } .y.z { bottom: 3px }`,
  )
  assert.deepEqual(
    ['left', 'top', 'right', 'bottom'].map((name) => valueOf('b', name)),
    ['2px', '2px', '3px', '2px'],
  )
  get('b').setAttribute('style', 'left: 9px; top: 9dp')
  assert.deepEqual(update(), ['b'])
  assert.deepEqual(
    ['left', 'top', 'right'].map((name) => valueOf('b', name)),
    ['9px', '9px', '3px'],
  )
})

test('em counts in the own font size, rem in that of the body, and a font size in the one around', () => {
  const { valueOf } = sampleStyles(
    '<div id="a"><p id="b"/></div>',
    `body { font-size: 20px; margin-left: 1rem } #a { font-size: 1.5em; padding-left: 2em; padding-top: 2rem }
     #b { font-size: 50%; top: 1em; line-height: 150%; letter-spacing: 0.1em }`,
  )
  assert.equal(valueOf('body', 'margin-left'), '12px')
  assert.deepEqual(
    ['font-size', 'padding-left', 'padding-top'].map((name) => valueOf('a', name)),
    ['30px', '60px', '40px'],
  )
  assert.deepEqual(
    ['font-size', 'top', 'line-height', 'letter-spacing'].map((name) => valueOf('b', name)),
    ['15px', '15px', '1.5', '1.5px'],
  )
})

test('the size a person wants for texts enlarges font sizes once, and nothing else', () => {
  const { valueOf } = sampleStyles(
    '<div id="a"><p id="b"/></div><i id="c"/>',
    '#a { font-size: 10dp; width: 10dp } #b { font-size: 2em } #c { left: 1rem }',
    { textScale: 1.5, dpRatio: 2 },
  )
  assert.deepEqual([valueOf('a', 'font-size'), valueOf('a', 'width')], ['30px', '20px'])
  assert.deepEqual(
    [valueOf('b', 'font-size'), valueOf('c', 'font-size'), valueOf('c', 'left')],
    ['60px', '18px', '18px'],
  )
})

test('variables are inherited, may name others, and have something to stand in for them', () => {
  const { valueOf, told } = sampleStyles(
    '<div id="a"><p id="b"/></div>',
    `body { --gap: 4px; --wide: calc; } #a { --gap: 6px; --pad: var(--gap) 2px; padding: var(--pad) }
     #b { margin: 1px var(--none, var(--gap)); color: var(--ink, rgb(255, 0, 0)); left: var(--none); top: var(--wide) }`,
  )
  assert.deepEqual(
    ['padding-top', 'padding-left'].map((name) => valueOf('a', name)),
    ['6px', '2px'],
  )
  assert.deepEqual(
    ['margin-top', 'margin-left', 'color', 'left', 'top'].map((name) => valueOf('b', name)),
    ['1px', '6px', '#ff0000ff', 'auto', 'auto'],
  )
  assert.deepEqual(told, [
    'ui/app.rcss:2 Set the variables of "left: var(--none)" to something it takes, or give them a fallback',
    'ui/app.rcss:2 Set the variables of "top: var(--wide)" to something it takes, or give them a fallback',
  ])
})

test('variables in a circle are not set, and one that grows without end is not either', () => {
  const doubling = Array.from({ length: 40 }, (_, n) => `--v${n + 1}: var(--v${n}) var(--v${n});`).join(' ')
  const { valueOf } = sampleStyles(
    '<p id="a"/>',
    `#a { --x: var(--y); --y: var(--x, 2px); left: var(--x, 1px); --v0: 1px; ${doubling} top: var(--v40, 3px) }`,
  )
  assert.equal(valueOf('a', 'left'), '2px')
  assert.equal(valueOf('a', 'top'), '3px')
})

test('rules of @media hold on the screens they name', () => {
  const { styles, valueOf, update } = sampleStyles(
    '<p id="a"/>',
    `@media (max-width: 400px) and (theme: light) { p { left: 1px } }
     @media not (orientation: portrait), (min-resolution: 2x) { p { top: 1px } }
     @media (aspect-ratio: 1/2) { p { right: 1px } } @media (min-width: 300dp) { p { bottom: 1px } }`,
  )
  const shown = () => ['left', 'top', 'right', 'bottom'].map((name) => valueOf('a', name))
  assert.deepEqual(shown(), ['1px', 'auto', '1px', '1px'])
  styles.setViewport({ width: 500, height: 900, dpRatio: 2, theme: 'dark', textScale: 1 })
  assert.deepEqual(update(), ['a'])
  assert.deepEqual(shown(), ['auto', '1px', 'auto', 'auto'])
})

test('files are named from the sheet, sprites by their names', () => {
  const { styles, valueOf, told } = sampleStyles(
    '<p id="a"/><p id="b" style="decorator: image(c.png)"/>',
    `@spritesheet { src: ../img/all.png; resolution: 2x; star: 0 8px 16px -16px; }
     @decorator frame : ninepatch { outer: star; inner: "/deep/in.png"; edge: 2dp; }
     @font-face { font-family: "My Font"; src: fonts/a.ttf; font-weight: bold; }
     @font-face { font-family: Lost; }
     @keyframes turn { to { transform: rotate(1turn) } }
     #a { decorator: frame, image(star), image(x.png), image(/system/y.png), image(../../../etc/z.png) }`,
  )
  assert.equal(valueOf('a', 'decorator'), 'frame, image(star), image(ui/x.png), image(/system/y.png), image()')
  assert.equal(valueOf('b', 'decorator'), 'image(c.png)')
  assert.deepEqual(styles.spriteOf('star'), {
    source: 'img/all.png',
    x: 0,
    y: 8,
    width: 16,
    height: -16,
    resolution: 2,
  })
  const frame = styles.decoratorOf('frame')
  assert.deepEqual(
    [frame?.type, ...frame!.properties],
    ['ninepatch', ['outer', 'star'], ['inner', 'deep/in.png'], ['edge', '2px']],
  )
  assert.deepEqual(
    styles.fontFaces.map(({ family, source, weight }) => [family, source, weight]),
    [['My Font', 'ui/fonts/a.ttf', 'bold']],
  )
  assert.deepEqual(told, [
    'ui/app.rcss:4 Name "font-family" and, as "src", a font of the package in this @font-face',
    'ui/app.rcss:5 Write "none" or functions such as translateX(8dp) rotate(45deg) scale(2) for "transform": it is "rotate(1turn)"',
  ])
})

test('a sheet that documents share means in each of them what it means there', () => {
  const shared =
    '#a { decorator: image(star); --w: 1px; width: var(--w) }\n#b { left: wide }\n@media (width: 400px) { #a { top: 1px } }'
  const sprites = '@spritesheet { src: all.png; star: 0 0 8px 8px; }'
  const first = look([{ path: 'ui/one.rcss', text: shared }])
  assert.deepEqual(first, ['image(ui/star)', '1px', '1px', 'ui/one.rcss:2 Write'])
  assert.deepEqual(look([{ path: 'ui/one.rcss', text: shared }]), first)
  assert.deepEqual(look([{ path: 'two.rcss', text: shared, firstLine: 10 }], 500), [
    'image(star)',
    '1px',
    'auto',
    'two.rcss:11 Write',
  ])
  assert.deepEqual(
    look([
      { path: 'ui/one.rcss', text: shared },
      { path: 'ui/sprites.rcss', text: sprites },
    ])[0],
    'image(star)',
  )
})

test('what is remembered of a sheet keeps nothing of the document that it was read for', async () => {
  const text = '#a { decorator: image(star); width: var(--w); height: 3px }'
  const host = new WeakRef(styleOnce(text))
  // A reference holds until the turn in which it was made is over.
  await new Promise((resolve) => void setImmediate(resolve))
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  collect()
  assert.equal(host.deref(), undefined)
})

test('what has no effect is told with its place, also inside a page and in own styles', () => {
  const { styles, told } = sampleStyles(
    '<p id="a" style="colour: red"/>',
    'p { left: 1px }\n\np:has(b) { }\np { width: wide }',
  )
  styles.setSheets([{ path: 'main.rml', text: '\np { to: 1 }', firstLine: 7 }])
  assert.deepEqual(told, [
    'ui/app.rcss:3 Cannot use selector "p:has(b)": RmlUi has no ":has(…)"',
    'ui/app.rcss:4 Write "auto" or a length such as 8dp or a percentage such as 50% for "width": it is "wide"',
    '- Remove "colour: red": RCSS has no property "colour", in the style of <p id="a">',
    'main.rml:8 Remove "to: 1": RCSS has no property "to"',
  ])
})

test('an inspector learns where each value comes from', () => {
  const { styles, get } = sampleStyles(
    '<div id="a"><p id="b" style="top: 1px"/></div>',
    '#a { color: red }\np { left: 1px; padding: 2px }',
  )
  const origins = styles.originsOf(get('b'))
  assert.deepEqual(
    ['color', 'top', 'padding-left', 'right', 'font-size'].map((name) => origins.get(name)),
    [
      { from: 'inherited', tag: 'div', id: 'a' },
      { from: 'style-attribute' },
      { from: 'rule', path: 'ui/app.rcss', line: 2, selector: 'p' },
      { from: 'initial' },
      { from: 'initial' },
    ],
  )
})

test('an element that no update saw yet has its style all the same', () => {
  const { styles, get } = sampleStyles('<div id="a"/>', 'body { font-size: 20px } #a p { left: 2rem }')
  setInnerRml(get('a'), '<p id="b" style="top: 1rem"/>')
  const style = styles.styleOf(get('b'))
  assert.deepEqual([style.get('left'), style.get('top'), style.get('font-size')], ['40px', '20px', '20px'])
})

test('a sheet beyond all measure is cut and told of in measure', () => {
  const { told, valueOf } = sampleStyles(
    '<p id="a"/>',
    `${'p { left: 1px }\n'.repeat(10_000)}p { left: 2px }\np { left: 3px }`,
  )
  assert.equal(valueOf('a', 'left'), '1px')
  assert.deepEqual(told, ['ui/app.rcss:10001 Use fewer rules: 10000 hold, those from here on are left out'])
  assert.equal(sampleStyles('<p/>', 'p { to: 1 }\n'.repeat(1000)).told.length, 200)
})

/** What a document looks like with these sheets, and what was told about them. */
function look(sheets: SheetSource[], width = 400) {
  const { document } = sampleDocument('<p id="a"/>')
  const told: string[] = []
  const styles = createStyles({
    viewport: { ...standardViewport, width },
    warn: (message, place) => void told.push(`${place?.path}:${place?.line} ${message.slice(0, 5)}`),
  })
  styles.setSheets(sheets)
  styles.watch(document)
  styles.update(0)
  const style = styles.styleOf(document.findById('a')!)
  return [...['decorator', 'width', 'top'].map((name) => style.get(name)), ...told]
}

/** Styles something with a sheet, and answers what only its host holds. */
function styleOnce(text: string): object {
  const host = { told: [] as string[] }
  createStyles({ viewport: standardViewport, warn: (message) => void host.told.push(message) }).setSheets([
    { path: 'ui/kept.rcss', text },
  ])
  return host
}
