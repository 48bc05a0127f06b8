import assert from 'node:assert/strict'
import { test } from 'node:test'
import { properties } from '../style/properties.ts'
import { declare, type Declarations } from './declare.ts'

const initial = new Map(properties.map(({ name, initial }) => [name, initial]))
const loaded = { families: new Set(['sans']), fallbacks: [] }

/** What a style says in CSS inside an element of the other style; both have initial values where they say nothing. */
function css(style: Record<string, string>, around: Record<string, string> = {}): Declarations {
  const parent = new Map([...initial, ['font-family', 'Sans'], ...Object.entries(around)])
  const inherited = properties
    .filter(({ isInherited }) => isInherited)
    .map(({ name }) => [name, parent.get(name)!] as const)
  return declare(new Map([...initial, ...inherited, ...Object.entries(style)]), { parent, ...loaded })
}

test('an element of which nothing is said needs no declaration', () => {
  assert.deepEqual(css({}), {})
})

const sayings: [what: string, style: Record<string, string>, says: Declarations, around?: Record<string, string>][] = [
  ['a block keeps its margins inside', { display: 'block' }, { display: 'block', '--edge': '""' }],
  [
    'a border is there when it is wide',
    { 'border-top-width': '2px', 'border-top-color': '#112233ff' },
    { 'border-top-width': '2px', 'border-top-style': 'solid', 'border-top-color': '#112233ff' },
  ],
  ['a width of nothing is no border', { 'border-left-color': '#112233ff' }, {}],
  ['edges count only where a box is placed', { left: '10px', top: '20%' }, {}],
  [
    'a fixed box is an absolute one that does not scroll',
    { position: 'fixed', right: '0px' },
    { position: 'absolute', '--fixed': '1', right: '0px' },
  ],
  ['an order on the z axis holds for every element', { 'z-index': '3' }, { position: 'relative', 'z-index': '3' }],
  [
    'what clips is no inline box',
    { 'overflow-x': 'hidden', 'overflow-y': 'hidden' },
    { 'overflow-x': 'hidden', 'overflow-y': 'hidden', display: 'inline-block' },
  ],
  ['an item in a row may get narrower than its content', {}, { 'min-width': '0px' }, { display: 'flex' }],
  ['an item in a column keeps its content', {}, {}, { display: 'flex', 'flex-direction': 'column' }],
  [
    'auto margins centre a box without edges',
    { position: 'absolute', 'margin-left': 'auto', 'margin-right': 'auto' },
    { position: 'absolute', left: '0px', right: '0px', 'margin-left': 'auto', 'margin-right': 'auto' },
  ],
  ['opacity that comes from outside is there already', { opacity: '0.5' }, {}, { opacity: '0.5' }],
  ['opacity of its own counts beside that around it', { opacity: '0.2' }, { opacity: '0.4' }, { opacity: '0.5' }],
  ['a colour is said where it is another', { color: '#ff0000ff' }, { color: '#ff0000ff' }],
  [
    'a font has a name of its own among the fonts of the computer',
    { 'font-family': 'SANS' },
    { 'font-family': '"mosis sans"' },
  ],
  [
    'letters without a font have no size',
    { 'font-family': 'Other', 'font-size': '20px' },
    { 'font-family': '"mosis other"', 'font-size': '0px', 'line-height': '24px' },
  ],
  ['the middle of a line', { 'vertical-align': 'center' }, { 'vertical-align': 'middle' }],
  ['text is not justified', { 'text-align': 'justify' }, { 'text-align': 'left' }, { 'text-align': 'right' }],
  ['long words break', { 'word-break': 'break-word' }, { 'word-break': 'normal', 'overflow-wrap': 'break-word' }],
  ['an ellipsis of its own', { 'text-overflow': '"a\\b"' }, { 'text-overflow': '"a\\5c b"' }],
  ['a pointer that CSS does not know', { cursor: 'url(x)' }, { cursor: 'default' }],
  [
    'shadow and outline of letters',
    { 'font-effect': 'shadow(2px 3px #000000ff), outline(1px #ff0000ff)' },
    { 'text-shadow': '2px 3px 0 #000000ff', '-webkit-text-stroke': '2px #ff0000ff', 'paint-order': 'stroke fill' },
  ],
  ['a blur without end', { filter: 'blur(100000px)' }, { filter: 'blur(200px)' }],
  [
    'a transform around a corner',
    { transform: 'rotate(45deg)', 'transform-origin-x': '0%', 'transform-origin-y': '0%' },
    { transform: 'rotate(45deg)', 'transform-origin': '0% 0% 0px' },
  ],
  ['what is hidden', { visibility: 'hidden' }, { visibility: 'hidden' }],
]

for (const [what, style, says, around] of sayings) {
  test(`in CSS: ${what}`, () => assert.deepEqual(css(style, around), says))
}
