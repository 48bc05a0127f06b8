import type { Origin } from '@mosis/screen'
import type { StyledProperty, TreeElement } from '@mosis/device'
import { h } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { IconButton } from '../toolbar.ts'
import { store, useInspect, useStore } from '../store.ts'
import { BoxModel } from './box-model.ts'
import { Empty, Place, Unanswered } from './parts.ts'

const treeMs = 600
/** So deep the tree is open at first. */
const openDepth = 7

/** The document on the screen, and why it looks as it does. */
export function ElementsPane() {
  const { value: tree, problem } = useInspect({ kind: 'tree' }, treeMs)
  const [chosen, setChosen] = useState<number | null>(null)
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set())
  const picked = useStore((state) => state.picked)
  const isPicking = useStore((state) => state.isPicking)
  useEffect(() => {
    if (picked) setChosen(picked.id)
  }, [picked])
  useEffect(() => () => store.set({ highlight: null, isPicking: false, picked: null }), [])
  if (!tree) return h(Unanswered, { problem })
  if (!tree.root) return h(Empty, { title: 'No document is open' })
  const rows = flatten(tree.root, folded)
  const element = rows.find((row) => row.element.id === chosen)?.element ?? findElement(tree.root, chosen)
  const fold = (id: number) => {
    const next = new Set(folded)
    if (!next.delete(id)) next.add(id)
    setFolded(next)
  }
  return h(
    'div',
    { class: 'elements' },
    h(
      'div',
      { class: 'pane-bar' },
      h(IconButton, {
        icon: 'pick',
        label: 'Choose an element on the phone',
        twin: 'tree',
        isPressed: isPicking,
        onPress: () => store.set({ isPicking: !isPicking }),
      }),
      h('span', { class: 'code quiet' }, tree.path),
    ),
    h(Tree, { rows, chosen, focus: tree.focus, choose: setChosen, fold, folded }),
    h(
      'div',
      { class: 'styles' },
      element
        ? h(ElementDetails, { element })
        : h(
            Empty,
            { title: 'Choose an element' },
            'Its style stands here, with the file and line that each value comes from.',
          ),
    ),
  )
}

interface Row {
  element: TreeElement
  depth: number
}

function flatten(root: TreeElement, folded: ReadonlySet<number>): Row[] {
  const rows: Row[] = []
  const walk = (element: TreeElement, depth: number) => {
    rows.push({ element, depth })
    if (isOpen(element, depth, folded)) for (const child of element.children) walk(child, depth + 1)
  }
  walk(root, 0)
  return rows
}

/** What is generated is of interest to few: it is folded until somebody opens it. */
const isOpen = ({ id, isGenerated }: TreeElement, depth: number, folded: ReadonlySet<number>) =>
  (depth < openDepth && !isGenerated) !== folded.has(id)

function findElement(root: TreeElement, id: number | null): TreeElement | undefined {
  if (root.id === id) return root
  for (const child of root.children) {
    const found = findElement(child, id)
    if (found) return found
  }
  return undefined
}

interface TreeProps {
  rows: Row[]
  chosen: number | null
  focus: number | null
  choose: (id: number) => void
  fold: (id: number) => void
  folded: ReadonlySet<number>
}

function Tree({ rows, chosen, focus, choose, fold, folded }: TreeProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const onKey = (event: KeyboardEvent) => {
    const at = Math.max(
      0,
      rows.findIndex(({ element }) => element.id === chosen),
    )
    const row = rows[at]
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const next = rows[at + step]
    if (step !== 0 && next) {
      event.preventDefault()
      choose(next.element.id)
      point(next.element)
    } else if (row && row.element.children.length > 0) {
      const isRowOpen = isOpen(row.element, row.depth, folded)
      if ((event.key === 'ArrowRight' && !isRowOpen) || (event.key === 'ArrowLeft' && isRowOpen)) fold(row.element.id)
    }
  }
  return h(
    'div',
    {
      class: 'tree',
      role: 'tree',
      'aria-label': 'Elements',
      tabIndex: 0,
      ref: list,
      onKeyDown: onKey,
      onMouseLeave: () => store.set({ highlight: null }),
    },
    rows.map(({ element, depth }) => {
      const hasChildren = element.children.length > 0
      const isRowOpen = hasChildren && isOpen(element, depth, folded)
      return h(
        'div',
        {
          key: element.id,
          class: `node ${element.isGenerated ? 'generated' : ''} ${element.id === focus ? 'has-focus' : ''}`,
          role: 'treeitem',
          'aria-level': depth + 1,
          'aria-selected': element.id === chosen,
          'aria-expanded': hasChildren ? isRowOpen : undefined,
          ref: (node: HTMLElement | null) => node?.style.setProperty('--depth', String(depth)),
          onClick: () => choose(element.id),
          onMouseEnter: () => point(element),
        },
        h(
          'span',
          { class: 'twist', onClick: () => hasChildren && fold(element.id) },
          hasChildren ? (isRowOpen ? '▾' : '▸') : '',
        ),
        h(Tag, { element }),
        element.text !== '' && h('span', { class: 'node-text' }, element.text),
      )
    }),
  )
}

function Tag({ element }: { element: TreeElement }) {
  const { tag, elementId, classes } = element
  return h(
    'span',
    { class: 'tag' },
    h('b', null, tag),
    elementId !== '' && h('i', null, `#${elementId}`),
    classes.length > 0 && h('span', null, `.${classes.join('.')}`),
  )
}

/** Shows on the phone where an element is. */
function point({ box, tag, elementId }: TreeElement) {
  const label =
    box && `${tag}${elementId === '' ? '' : `#${elementId}`}  ${Math.round(box.width)} × ${Math.round(box.height)}`
  store.set({ highlight: box && label ? { x: box.x, y: box.y, width: box.width, height: box.height, label } : null })
}

const styleMs = 800

function ElementDetails({ element }: { element: TreeElement }) {
  const { value } = useInspect({ kind: 'styles', id: element.id }, styleMs)
  const { attributes, states } = element
  return h(
    'div',
    null,
    h(
      'h2',
      null,
      h(Tag, { element }),
      states.map((state) => h('span', { class: 'chip', key: state }, `:${state}`)),
    ),
    element.box && h(BoxModel, { box: element.box }),
    attributes.length > 0 &&
      h(
        'dl',
        { class: 'attributes' },
        attributes.flatMap(([name, value]) => [h('dt', { key: name }, name), h('dd', { key: `${name}=` }, value)]),
      ),
    value && groupsOf(value).map((group) => h(Group, { group, key: group.title })),
  )
}

interface StyleGroup {
  title: string
  path?: string
  line?: number
  rank: number
  properties: StyledProperty[]
}

/** Properties by where they come from, the nearest first. */
function groupsOf(properties: StyledProperty[]): StyleGroup[] {
  const groups = new Map<string, StyleGroup>()
  for (const property of properties) {
    const group = groupOf(property.origin)
    const known = groups.get(`${group.title} ${group.path}:${group.line}`) ?? group
    known.properties.push(property)
    groups.set(`${group.title} ${group.path}:${group.line}`, known)
  }
  return [...groups.values()].sort((a, b) => a.rank - b.rank)
}

function groupOf(origin: Origin): StyleGroup {
  switch (origin.from) {
    case 'style-attribute':
      return { title: 'style attribute', rank: 0, properties: [] }
    case 'animation':
      return { title: `animation ${origin.name}`, rank: 1, properties: [] }
    case 'rule':
      return { title: origin.selector, path: origin.path, line: origin.line, rank: 2, properties: [] }
    case 'inherited':
      return {
        title: `inherited from ${origin.tag}${origin.id === '' ? '' : `#${origin.id}`}`,
        rank: 3,
        properties: [],
      }
  }
  return { title: 'initial values', rank: 4, properties: [] }
}

function Group({ group }: { group: StyleGroup }) {
  const head = [
    h('span', { class: 'code', key: 'title' }, group.title),
    h(Place, { path: group.path, line: group.line, key: 'place' }),
  ]
  const rows = h(
    'dl',
    { class: 'properties' },
    group.properties.map(({ property, value }) => [
      h('dt', { key: property }, property),
      h('dd', { key: `${property}:` }, h(Swatch, { value }), value),
    ]),
  )
  if (group.rank < 4) return h('section', { class: 'rule-group' }, h('h4', null, head), rows)
  return h('details', { class: 'rule-group' }, h('summary', null, head), rows)
}

function Swatch({ value }: { value: string }) {
  const [color] = /^#[0-9a-f]{6,8}$/i.exec(value) ?? []
  if (color === undefined) return null
  return h('span', {
    class: 'swatch',
    ref: (node: HTMLElement | null) => node?.style.setProperty('background-color', color),
  })
}
