import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeProblem, readDeclaration } from './declarations.ts'
import { properties } from './properties.ts'
import { shorthands } from './shorthands.ts'
import { resolveSpecified } from './specified.ts'

const scale = { em: 20, rem: 10, dp: 2, vw: 4, vh: 8 }

/** What a declaration comes to, with lengths counted out; why it has no effect, in a sentence. */
function read(name: string, text: string): Record<string, string> | string {
  const found = readDeclaration(name, text, (image) => (image === 'star' ? image : `img/${image}`))
  if ('problem' in found) return describeProblem(found.problem)
  return Object.fromEntries(
    found.declared.map((one) => [one.property, one.kind === 'value' ? resolveSpecified(one.value, scale) : one.text]),
  )
}

const value = (name: string, text: string) => {
  const found = read(name, text)
  return typeof found === 'string' ? found : found[name]
}

test('every property takes its own initial value', () => {
  for (const { name, initial, kind } of properties) {
    if (initial !== '') assert.equal(value(name, initial), initial, `${name}: ${kind.expects}`)
  }
})

test('lengths of every unit are counted out in px, percentages stay', () => {
  const lengths = [
    '7px',
    '7dp',
    '1.5em',
    '2rem',
    '3ex',
    '10vw',
    '10vh',
    '1in',
    '2.54cm',
    '25.4mm',
    '72pt',
    '6pc',
    '0',
    '-.5dp',
  ]
  assert.deepEqual(
    lengths.map((text) => value('left', text)),
    ['7px', '14px', '30px', '20px', '30px', '40px', '80px', '192px', '192px', '192px', '192px', '192px', '0px', '-1px'],
  )
  assert.equal(value('left', '12.5%'), '12.5%')
})

test('a length needs a unit and a keyword must be one of the property', () => {
  assert.equal(
    read('left', '7'),
    'Write "auto" or a length such as 8dp or a percentage such as 50% for "left": it is "7"',
  )
  assert.equal(read('float', 'middle'), 'Write "none", "left", "right" for "float": it is "middle"')
  assert.equal(read('colour', 'red'), 'Remove "colour: red": RCSS has no property "colour"')
})

test('colours are read as RmlUi reads them', () => {
  const colors = {
    red: '#ff0000ff',
    transparent: '#00000000',
    '#f80': '#ff8800ff',
    '#f808': '#ff880088',
    '#12345678': '#12345678',
    'rgb(255, 50%, 0)': '#ff8000ff',
    'rgba(255, 0, 0, 128)': '#ff000080', // the alpha of rgba() counts to 255, not to 1
    'hsl(120, 100%, 25%)': '#008000ff',
    'hsla(240, 100%, 50%, 0.5)': '#0000ff80',
    'lab(100 0 0)': '#ffffffff',
    'lch(54.29 106.84 40.85)': '#ff0000ff',
    'oklab(0.62796 0.22486 0.12585)': '#ff0000ff',
    'oklch(0.51975 0.17686 142.495 / 0.5)': '#00800080',
  }
  for (const [text, expected] of Object.entries(colors)) assert.equal(value('color', text), expected, text)
  for (const text of ['crimson', '#12345', 'rgb(1, 2)', 'hsl(1, 2, 3)', 'constructor']) {
    assert.match(value('color', text)!, /^Write a colour/, text)
  }
})

test('shorthands share their parts out', () => {
  assert.deepEqual(read('margin', '1px 2px 3px'), {
    'margin-top': '1px',
    'margin-right': '2px',
    'margin-bottom': '3px',
    'margin-left': '2px',
  })
  assert.deepEqual(read('border-left', '2dp #f00'), { 'border-left-width': '4px', 'border-left-color': '#ff0000ff' })
  assert.equal(Object.keys(read('border', '1px red')).length, 8)
  assert.deepEqual(read('overflow', 'hidden'), { 'overflow-x': 'hidden', 'overflow-y': 'hidden' })
  assert.deepEqual(read('font', 'bold 14px "Lato Latin"'), {
    'font-weight': '700',
    'font-size': '14px',
    'font-family': 'Lato Latin',
  })
  assert.deepEqual(read('transform-origin', 'left bottom'), {
    'transform-origin-x': '0%',
    'transform-origin-y': '100%',
  })
  assert.match(value('padding', '1px 2px 3px 4px 5px')!, /^Write values of padding-top/)
})

const flex = (text: string) => Object.values(read('flex', text)).join(' ')

test('what flex leaves out is not what its properties are initially', () => {
  assert.equal(flex('none'), '0 0 auto')
  assert.equal(flex('2'), '2 1 0px')
  assert.equal(flex('1 100px'), '1 1 100px')
  assert.equal(flex('1 0 auto'), '1 0 auto')
})

test('decorators keep their form, with images as paths, colours and lengths written out', () => {
  assert.equal(value('decorator', 'image(a.png contain), image(star)'), 'image(img/a.png contain), image(star)')
  assert.equal(
    value('decorator', 'ninepatch( f.png, star, 2dp ) border-box'),
    'ninepatch(img/f.png, star, 4px) border-box',
  )
  assert.equal(
    value('decorator', 'linear-gradient(to right, red 10%, rgba(0,0,0,51) 2dp)'),
    'linear-gradient(to right, #ff0000ff 10%, #00000033 4px)',
  )
  assert.equal(value('decorator', 'text("&#9;a" #fff)'), 'text("&#9;a" #ffffffff)')
  assert.match(value('decorator', 'picture(a.png)')!, /^Write "none" or decorators/)
  assert.match(value('decorator', 'image(a.png) nowhere')!, /^Write "none" or decorators/)
})

test('transforms, filters and shadows are checked by their arguments', () => {
  assert.equal(
    value('transform', 'translateX(2dp) rotate(1.5708rad) scale(2)'),
    'translateX(4px) rotate(90.00021deg) scale(2)',
  )
  assert.equal(value('transform', 'translate(50%, 0)'), 'translate(50%, 0px)')
  assert.match(value('transform', 'rotate(2px)')!, /^Write "none" or functions/)
  assert.match(value('transform', 'translate3d(1px, 2px)')!, /^Write "none" or functions/)
  assert.equal(
    value('filter', 'blur(2dp) drop-shadow(#f00 1dp 2dp 3dp)'),
    'blur(4px) drop-shadow(#ff0000ff 2px 4px 6px)',
  )
  assert.match(value('filter', 'blur(4)')!, /^Write "none" or filters/)
  assert.equal(value('box-shadow', '#f008 0 2dp 4dp inset, 1px 1px'), '#ff000088 0 4px 8px inset, 1px 1px')
  assert.equal(
    value('font-effect', 'glow(2dp #00f), outline(1px black)'),
    'glow(4px #0000ffff), outline(1px #000000ff)',
  )
})

test('transitions and animations are written in one order, whatever order they came in', () => {
  assert.equal(value('transition', '250ms cubic-out width height 1s'), 'width height 0.25s 1s cubic-out 0')
  assert.equal(value('transition', 'all 0.2s, color 1s 0.5'), 'all 0.2s 0s linear 0, color 1s 0s linear 0.5')
  assert.equal(
    value('animation', '2s back-in-out infinite alternate Turn'),
    '2s 0s back-in-out infinite alternate running Turn',
  )
  assert.equal(value('animation', '3 0.1s paused x'), '0.1s 0s linear 3 normal paused x')
  for (const text of ['1s', 'width', '0s width'])
    assert.match(value('transition', text)!, /^Write "none" or tran/, text)
})

test('a declaration with variables waits, whatever it says', () => {
  assert.deepEqual(read('margin', '1px var(--gap)'), { margin: '1px var(--gap)' })
  assert.deepEqual(read('--gap', ' 4dp'), { '--gap': ' 4dp' })
})

test('each shorthand leads to properties that exist', () => {
  const names = new Set(properties.map(({ name }) => name))
  for (const [name, shorthand] of shorthands) {
    for (const part of shorthand.names) assert.ok(names.has(part) || shorthands.has(part), `${name}: ${part}`)
  }
})
