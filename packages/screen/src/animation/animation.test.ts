import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setInnerRml } from '../build.ts'
import { sampleStyles } from '../style/sample-styles.ts'

test('a transition runs when a class changes, and only then', () => {
  const { get, update, valueOf, styles, listen, heard } = sampleStyles(
    '<p id="a"/>',
    'p { left: 0; top: 0; transition: left 1s cubic-in } p.far { left: 100px; top: 100px }',
  )
  listen('a', 'transitionend', 'end')
  get('a').setClass('far', true)
  update(1000)
  assert.deepEqual([valueOf('a', 'left'), valueOf('a', 'top'), styles.isAnimating], ['0px', '100px', true])
  assert.deepEqual(update(1500), ['a'])
  assert.equal(valueOf('a', 'left'), '12.5px')
  assert.deepEqual([styles.originsOf(get('a')).get('left'), heard], [{ from: 'animation', name: 'transition' }, []])
  update(2000)
  assert.deepEqual([valueOf('a', 'left'), styles.isAnimating, heard], ['100px', false, ['end transitionend@a target']])
  get('a').setOwnStyle('left', '0')
  update(2100)
  assert.deepEqual([valueOf('a', 'left'), styles.isAnimating], ['0px', false])
})

test('a transition holds its first value while it waits, and turns round from where it is', () => {
  const { get, update, valueOf, styles } = sampleStyles(
    '<p id="a"/>',
    'p { left: 0; transition: left 1s 0.5s linear-in 1 } p.far { left: 100px }',
  )
  const at = (nowMs: number) => (update(nowMs), valueOf('a', 'left'))
  get('a').setClass('far', true)
  assert.deepEqual([at(0), at(400), at(750)], ['0px', '0px', '25px'])
  get('a').setClass('far', false)
  // It had come a quarter of the way, so it takes a quarter of the time back.
  assert.deepEqual([at(750), at(1250), at(1375), at(1500)], ['25px', '25px', '12.5px', '0px'])
  assert.equal(styles.isAnimating, false)
})

test('all moves everything that changes, as a whole tree that inherits it', () => {
  const { get, update, valueOf } = sampleStyles(
    '<p id="a"><b id="b"/></p>',
    'p { opacity: 0; color: black; padding: 0; transition: all 1s } p:hover { opacity: 1; color: white; padding: 8px; display: block }',
  )
  get('a').setState('hover', true)
  update(0)
  assert.deepEqual(update(250), ['a', 'b'])
  assert.deepEqual(
    ['opacity', 'color', 'padding-left', 'display'].map((name) => valueOf('a', name)),
    ['0.25', '#808080ff', '2px', 'inline'],
  )
  assert.deepEqual([valueOf('b', 'opacity'), valueOf('b', 'padding-left')], ['0.25', '0px'])
  update(1000)
  assert.deepEqual([valueOf('b', 'opacity'), valueOf('a', 'display')], ['1', 'block'])
})

test('keyframes run by their stops, and where they say nothing they begin and end as the element is', () => {
  const { update, valueOf, listen, heard } = sampleStyles(
    '<p id="a"/>',
    `@keyframes move { from { left: 0 } 50% { left: 2em; top: var(--top) } to { left: 100px } }
     p { --top: 20px; font-size: 20px; top: 10px; animation: 1s 0.5s move }`,
  )
  listen('a', 'animationend', 'end')
  const at = (nowMs: number) => (update(nowMs), [valueOf('a', 'left'), valueOf('a', 'top')])
  assert.deepEqual(
    [at(0), at(499)],
    [
      ['auto', '10px'],
      ['auto', '10px'],
    ],
  )
  assert.deepEqual(
    [at(750), at(1000), at(1250)],
    [
      ['20px', '15px'],
      ['40px', '20px'],
      ['70px', '15px'],
    ],
  )
  assert.deepEqual(
    [at(1500), heard],
    [
      ['auto', '10px'],
      ['end animationend@a target', 'end animationend@a target'],
    ],
  )
})

test('animations repeat, turn round, stand still and start again', () => {
  const { get, update, valueOf, styles } = sampleStyles(
    '<p id="a"/>',
    `@keyframes move { from { left: 0 } to { left: 100px } }
     p { animation: 1s 3 alternate move } .still { animation: 1s paused move } .on { animation: 1s infinite move }`,
  )
  const at = (nowMs: number) => (update(nowMs), valueOf('a', 'left'))
  assert.deepEqual([at(0), at(250), at(1250), at(2250), at(3000)], ['0px', '25px', '75px', '25px', 'auto'])
  get('a').setAttribute('class', 'still')
  assert.deepEqual([at(4000), styles.isAnimating], ['auto', false])
  get('a').setAttribute('class', 'on')
  assert.deepEqual([at(5000), at(5500), at(1_000_005_250)], ['0px', '50px', '25px'])
  get('a').setAttribute('class', 'still')
  assert.deepEqual([at(1_000_005_300), styles.isAnimating], ['auto', false])
})

test('who leaves takes its movements along, and an unknown animation is told', () => {
  const { document, update, styles, told } = sampleStyles(
    '<p id="a"/>',
    '@keyframes move { to { left: 9px } } p { animation: 1s infinite move } b { animation: 1s gone }',
  )
  assert.equal(styles.isAnimating, true)
  setInnerRml(document.body, '<b/><b/>')
  update(100)
  assert.deepEqual(
    [styles.isAnimating, told],
    [false, ['ui/app.rcss:1 Write "@keyframes gone": an animation names it, but no sheet has it']],
  )
})

test('another sheet starts animations anew, another screen lets them go on', () => {
  const { styles, update, valueOf } = sampleStyles(
    '<p id="a"/>',
    '@keyframes move { from { left: 0 } to { left: 100px } } p { animation: 1s infinite move }',
  )
  const at = (nowMs: number) => (update(nowMs), valueOf('a', 'left'))
  styles.setViewport({ width: 9, height: 9, dpRatio: 3, theme: 'dark', textScale: 1 })
  assert.equal(at(500), '50px')
  const text = '@keyframes move { from { left: 0 } to { left: 200px } } p { animation: 1s infinite move }'
  styles.setSheets([{ path: 'a.rcss', text }])
  assert.deepEqual([at(500), at(750)], ['0px', '50px'])
})
