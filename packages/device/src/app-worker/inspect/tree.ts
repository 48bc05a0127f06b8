import { hasState, type ScreenElement } from '@mosis/screen'
import type { StyledProperty, TreeAnswer, TreeElement } from '../../inspect.ts'
import type { View } from '../screen/view.ts'

/** The document as its developer looks at it. */
export function readTree(view: View | null): TreeAnswer {
  if (!view) return { path: '', title: '', root: null, focus: null }
  const { document } = view
  const { focus } = document.holders
  return {
    path: document.path,
    title: document.title,
    root: toTreeElement(view, document.body),
    focus: focus ? view.idOf(focus) : null,
  }
}

/** What an element looks like and why; null when it is not there any more. */
export function readStyles(view: View | null, id: number): StyledProperty[] | null {
  const element = view?.elementOf(id)
  if (!view || !element?.isConnected) return null
  const origins = view.styles.originsOf(element)
  return [...view.styles.styleOf(element)].map(([property, value]) => ({
    property,
    value,
    origin: origins.get(property) ?? { from: 'initial' },
  }))
}

const states = 'hover active focus focus-visible checked disabled selected placeholder-shown drag drag-hover'.split(' ')

function toTreeElement(view: View, element: ScreenElement): TreeElement {
  return {
    id: view.idOf(element),
    tag: element.tag,
    elementId: element.id,
    classes: element.classes,
    attributes: [...element.attributes],
    states: states.filter((state) => hasState(element, state)),
    text: element.children.map((child) => (child.kind === 'text' ? child.text : '')).join(''),
    isGenerated: element.isGenerated,
    box: element.document.layout?.boxOf(element) ?? null,
    children: element.children.filter((child) => child.kind === 'element').map((child) => toTreeElement(view, child)),
  }
}
