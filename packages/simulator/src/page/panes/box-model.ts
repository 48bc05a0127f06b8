import type { Box } from '@mosis/screen'
import { h } from 'preact'

const round = (value: number) => String(Math.round(value * 10) / 10)

/** Where an element is and how large; all in px of the screen. */
export function BoxModel({ box }: { box: Box }) {
  const facts: [string, string][] = [
    ['place', `${round(box.x)}, ${round(box.y)}`],
    ['border box', `${round(box.width)} × ${round(box.height)}`],
    ['padding box', `${round(box.clientWidth)} × ${round(box.clientHeight)}`],
    ['content', `${round(box.scrollWidth)} × ${round(box.scrollHeight)}`],
  ]
  return h(
    'dl',
    { class: 'box-model' },
    facts.map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', { class: 'code' }, value))),
  )
}
