import { controlKind, getValue, isTextControl, rangeOf, selectedOption } from './controls.ts'
import type { ScreenDocument } from './document.ts'
import type { ScreenElement, ScreenNode } from './element.ts'
import { propertyOf } from './property-of.ts'
import { partsOf } from './tabs.ts'
import { isDisplayed, isHidden } from './visibility.ts'
import { ownChildren, textInside } from './walk.ts'

/** Tags that stand in a line with others. Without style sheets every other tag is taken to begin a line of its own. */
const inline = new Set(
  'a b big button code em i img input label option progress progressbar select small span strong sub sup tab td textarea th u'.split(
    ' ',
  ),
)
/** Tags that are set off from what stands beside them. */
const setApart = new Set(['inline-block', 'inline-flex', 'inline-table', 'table-cell'])
const apart = new Set('button img input option progress progressbar select tab td textarea th'.split(' '))

/**
 * What a person would read on the screen, line by line. Hidden parts are left out as far as elements themselves say so.
 * A control stands in brackets with its value: `[Milk]`, `[(What to buy)]` for a placeholder, `[x]`, `(x)`, `[40/100]`.
 */
export function screenText(document: ScreenDocument): string {
  const lines: string[] = []
  let line = ''
  if (document.isShown) addElement(document.body)
  endLine()
  return lines.join('\n')

  function addElement(element: ScreenElement): void {
    if (!isDisplayed(element) || isHidden(element)) return
    const isLine = standsAlone(element)
    const isApart = apart.has(element.tag) || setApart.has(propertyOf(element, 'display') ?? '')
    if (isLine) endLine()
    if (isApart) line += ' '
    const control = describeControl(element)
    if (control !== null) line += control
    else addChildren(element)
    if (isApart) line += ' '
    if (isLine) endLine()
  }

  function addChildren(element: ScreenElement): void {
    for (const child of inReadingOrder(element)) {
      if (child.kind === 'element') addElement(child)
      else line += child.text
    }
  }

  function endLine(): void {
    const words = line.replace(/[ \t\r\n]+/g, ' ').trim()
    if (words !== '') lines.push(words)
    line = ''
  }
}

/** Styles say how an element stands; `inline`, which RmlUi gives to everything that nobody styled, says nothing. */
function standsAlone(element: ScreenElement): boolean {
  const display = propertyOf(element, 'display') ?? 'inline'
  return display === 'inline' ? !inline.has(element.tag) : !setApart.has(display)
}

/** A tab set shows all its tabs above the panel. */
function inReadingOrder(element: ScreenElement): readonly ScreenNode[] {
  const children = ownChildren(element)
  if (element.tag !== 'tabset') return children
  return [...partsOf(element, 'tab'), ...children.filter((child) => child.tag !== 'tab')]
}

/** The text that stands for a control, or null for an element that shows what is inside it. */
function describeControl(element: ScreenElement): string | null {
  const kind = controlKind(element)
  const value = kind === null ? '' : getValue(element)
  if (kind === 'checkbox') return element.hasAttribute('checked') ? '[x]' : '[ ]'
  if (kind === 'radio') return element.hasAttribute('checked') ? '(x)' : '( )'
  if (kind === 'range') return `[${value}/${rangeOf(element).max}]`
  if (kind === 'submit' || kind === 'button') return value === '' ? null : value
  if (kind === 'select') return describeSelect(element)
  if (isTextControl(element))
    return describeText(element, kind === 'password' ? '•'.repeat(Array.from(value).length) : value)
  if (element.tag === 'img') return element.getAttribute('alt') ?? ''
  if (element.tag === 'progress' || element.tag === 'progressbar') return describeProgress(element)
  return null
}

function describeText(element: ScreenElement, shown: string): string {
  const placeholder = element.getAttribute('placeholder') ?? ''
  return shown === '' && placeholder !== '' ? `[(${placeholder})]` : `[${shown}]`
}

/** An open select shows all its options, a closed one the chosen. */
function describeSelect(select: ScreenElement): string | null {
  if (select.states.has('checked')) return null
  const option = selectedOption(select)
  return `[${option ? textInside(option) : getValue(select)}]`
}

function describeProgress(element: ScreenElement): string {
  const max = Number.parseFloat(element.getAttribute('max') ?? '1')
  const value = Number.parseFloat(element.getAttribute('value') ?? '0')
  return `[${Math.round((value / (max > 0 ? max : 1)) * 100) || 0}%]`
}
