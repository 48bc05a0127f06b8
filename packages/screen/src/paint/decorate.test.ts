import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NamedDecorator, Sprite } from '../style/sheet-data.ts'
import { decorate, type Decoration } from './decorate.ts'
import { maxLayers } from './layer.ts'

const sprites = new Map<string, Sprite>([
  ['a', { source: 'img/theme.png', x: 10, y: 20, width: 30, height: 10, resolution: 1 }],
  ['inner', { source: 'img/theme.png', x: 15, y: 22, width: 20, height: 6, resolution: 1 }],
  ['turned', { source: 'img/theme.png', x: 40, y: 20, width: -30, height: 10, resolution: 1 }],
])
const named = new Map<string, NamedDecorator>([
  [
    'glow',
    {
      type: 'horizontal-gradient',
      properties: new Map([
        ['start-color', '#000000ff'],
        ['stop-color', '#ffffffff'],
      ]),
    },
  ],
])
const data = {
  spriteOf: (name: string) => sprites.get(name),
  decoratorOf: (name: string) => named.get(name),
  imageSize: () => ({ width: 100, height: 50 }),
  dpRatio: 2,
}

function decorated(style: Record<string, string>): Decoration {
  return decorate(new Map(Object.entries(style)), data)
}

test('whole images and gradients are backgrounds, the first on top', () => {
  const { css, layers } = decorated({
    decorator: 'image(img/a.png contain left top), linear-gradient(90deg, #ff0000ff, #0000ffff) border-box, glow',
  })
  assert.deepEqual(layers, [])
  assert.equal(
    css['background-image'],
    'url("asset:img/a.png"), linear-gradient(90deg, #ff0000ff, #0000ffff), linear-gradient(to right, #000000ff, #ffffffff)',
  )
  assert.equal(css['background-size'], 'contain, auto, auto')
  assert.equal(css['background-origin'], 'padding-box, border-box, padding-box')
})

test('a sprite is a box that shows its part of the image, however large it is', () => {
  const { css, layers } = decorated({ decorator: 'image(a)' })
  assert.deepEqual(css, { isolation: 'isolate', position: 'relative' })
  assert.deepEqual(layers[0]?.children[0]?.style, {
    'background-image': 'url("asset:img/theme.png")',
    'background-repeat': 'no-repeat',
    'background-size': '333.3333% 500%',
    'background-position': '14.2857% 50%',
    display: 'block',
    width: '100%',
    height: '100%',
  })
  assert.equal(
    decorated({ decorator: 'image(turned flip-vertical)' }).layers[0]?.children[0]?.style['transform'],
    'scale(1, -1) scale(-1, 1)',
  )
})

test('a ninepatch keeps its corners and stretches the rest', () => {
  const { layers } = decorated({ decorator: 'ninepatch(a, inner)' })
  assert.equal(layers[0]?.style['grid-template-columns'], 'minmax(0, 10px) minmax(0, 1fr) minmax(0, 10px)')
  assert.equal(layers[0]?.style['grid-template-rows'], 'minmax(0, 4px) minmax(0, 1fr) minmax(0, 4px)')
  assert.equal(layers[0]?.children.length, 9)
})

test('a row of three pictures keeps the shape of the outer ones', () => {
  const { layers } = decorated({ decorator: 'tiled-horizontal(a, inner, a)' })
  assert.deepEqual(
    layers[0]?.children.map(({ style }) => [style['flex'], style['aspect-ratio']]),
    [
      ['none', '60 / 20'],
      ['1 1 0px', undefined],
      ['none', '60 / 20'],
    ],
  )
})

test('a colour of images tints them, and a mask shows where it is opaque', () => {
  const { css, layers } = decorated({
    decorator: 'image(img/a.png)',
    'image-color': '#ff000080',
    'mask-image': 'horizontal-gradient(#000000ff #00000000)',
  })
  assert.equal(layers[0]?.style['filter'], 'tint(#ff000080)')
  assert.equal(css['mask-image'], 'linear-gradient(to right, #000000ff, #00000000)')
})

test('decorations without end are left out', () => {
  const decorator = Array.from({ length: maxLayers }, () => 'ninepatch(a, inner)').join(', ')
  assert.deepEqual(decorated({ decorator }).layers, [])
})
