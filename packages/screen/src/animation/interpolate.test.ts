import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interpolate } from './interpolate.ts'
import { tweens } from './tweens.ts'

const between = (property: string, from: string, to: string, share = 0.5) => interpolate(property, from, to, share)

test('lengths, numbers and percentages are counted out, also beyond their ends', () => {
  assert.equal(between('left', '10px', '20px', 0.25), '12.5px')
  assert.equal(between('left', '10px', '20px', 1.5), '25px')
  assert.equal(between('opacity', '0', '1', 0.3), '0.3')
  assert.equal(between('width', '10%', '20%'), '15%')
})

test('from px to % it stays a sum until one of them is gone, and a zero fits both', () => {
  assert.equal(between('left', '10px', '20%'), 'calc(5px + 10%)')
  assert.equal(between('left', 'calc(5px + 10%)', '20px', 0.2), 'calc(8px + 8%)')
  assert.equal(between('left', '0px', '20%'), '10%')
  assert.equal(between('left', '20%', '0px', 1), '0%')
})

test('colours are mixed by the squares of their channels, as RmlUi does it', () => {
  assert.equal(between('color', '#ff000000', '#0000ffff'), '#b400b480')
  assert.equal(between('color', '#000000ff', '#ffffffff', 0), '#000000ff')
})

test('what is of different form changes half way, and visibility shows as long as it can', () => {
  assert.deepEqual(
    [0.49, 0.5].map((share) => between('width', 'auto', '10px', share)),
    ['auto', '10px'],
  )
  assert.equal(between('decorator', 'image(a1.png)', 'image(a2.png)', 0.4), 'image(a1.png)')
  assert.deepEqual(
    [0, 0.1, 1].map((share) => between('visibility', 'visible', 'hidden', share)),
    ['visible', 'visible', 'hidden'],
  )
  assert.deepEqual(
    [0, 0.1].map((share) => between('visibility', 'hidden', 'visible', share)),
    ['hidden', 'visible'],
  )
})

test('transforms are brought into one form', () => {
  assert.equal(between('transform', 'translateX(10px)', 'translateX(20px)'), 'translateX(15px)')
  assert.equal(between('transform', 'none', 'translateX(100%) rotate(90deg)'), 'translateX(50%) rotate(45deg)')
  assert.equal(
    between('transform', 'rotate(90deg)', 'translateY(8px) rotateZ(10deg) scale(3)'),
    'translateY(4px) rotate(50deg) scale(2)',
  )
  assert.equal(between('transform', 'translateX(10px)', 'translateY(20%)'), 'translate3d(5px, 10%, 0px)')
  assert.equal(between('transform', 'scale(2)', 'scaleY(4)'), 'scale3d(1.5, 3, 1)')
  assert.equal(between('transform', 'matrix(1, 0, 0, 1, 10, 0)', 'none'), 'matrix(1, 0, 0, 1, 5, 0)')
  assert.equal(between('transform', 'translateX(calc(5px + 10%))', 'none'), 'translateX(calc(2.5px + 5%))')
})

test('transforms of different forms meet as matrices, if they lie flat and in px', () => {
  assert.equal(between('transform', 'rotate(90deg)', 'scale(2)'), 'matrix(1.06066, 1.06066, -1.06066, 1.06066, 0, 0)')
  assert.equal(
    between('transform', 'translateX(10px) rotate(350deg)', 'rotate(10deg) translateX(0px)'),
    'matrix(1, 0, 0, 1, 5, 0)',
  )
  assert.equal(
    between('transform', 'rotate(90deg) scaleY(2)', 'scale(3) translateX(10%)', 0.4),
    'rotate(90deg) scaleY(2)',
  )
  assert.equal(between('transform', 'rotateX(90deg)', 'scale(0)'), 'scale(0)')
})

test('filters, shadows and gradients are counted out part by part', () => {
  assert.equal(between('filter', 'none', 'blur(8px) brightness(50%)'), 'blur(4px) brightness(75%)')
  assert.equal(between('filter', 'opacity(0)', 'none'), 'opacity(0.5)')
  assert.equal(between('box-shadow', '#00000000 0 2px 4px', '#000000ff 0 6px 8px'), '#00000080 0 4px 6px')
  assert.equal(
    between('decorator', 'horizontal-gradient(#000000ff #ff0000ff)', 'horizontal-gradient(#000000ff #000000ff)'),
    'horizontal-gradient(#000000ff #b40000ff)',
  )
})

test('every tween begins at 0 and ends at 1, and its out is its in turned round', () => {
  assert.equal(tweens.size, 34)
  for (const [name, tween] of tweens) {
    // Bounces begin with the last, smallest one.
    assert.ok(Math.abs(tween(0)) < 0.01 && Math.abs(tween(1) - 1) < 0.01, name)
    if (!name.endsWith('-in')) continue
    const out = tweens.get(name.replace(/in$/, 'out'))!
    const both = tweens.get(`${name}-out`)!
    assert.ok(Math.abs(out(0.3) - (1 - tween(0.7))) < 1e-9, name)
    assert.ok(Math.abs(both(0.25) - tween(0.5) / 2) < 1e-9, name)
    assert.ok(Math.abs(both(0.75) - (0.5 + out(0.5) / 2)) < 1e-9, name)
  }
  const halves = ['back-in', 'bounce-in', 'circular-in', 'cubic-in', 'elastic-in', 'exponential-in', 'sine-in']
  assert.deepEqual(
    halves.map((name) => tweens.get(name)!(0.5).toFixed(4)),
    ['-0.0877', '0.2344', '0.1340', '0.1250', '-0.0000', '0.0268', '0.2929'],
  )
})
