import { controlKind, getValue, selectedOption, type ControlKind } from './controls.ts'
import type { ScreenElement } from './element.ts'
import { descendants, elementsIn, textInside } from './walk.ts'
import { roles, type Role } from './role-names.ts'
import { isDisplayed } from './visibility.ts'

/** The names that ARIA has for them, as far as they are others; what an app writes into `role` may be either. */
export const ariaRoles: Readonly<Partial<Record<Role, string>>> = {
  field: 'textbox',
  select: 'combobox',
  image: 'img',
  item: 'listitem',
  tabs: 'tablist',
  panel: 'tabpanel',
  progress: 'progressbar',
}

/** The role that a word means: one of ours, or ARIA's name for it. */
export function readRole(word: string): Role | undefined {
  return roles.find((role) => role === word || ariaRoles[role] === word)
}

const byControl: Readonly<Record<ControlKind, Role>> = {
  text: 'field',
  password: 'field',
  textarea: 'field',
  radio: 'radio',
  checkbox: 'checkbox',
  range: 'slider',
  submit: 'button',
  button: 'button',
  select: 'select',
}

const byTag: Readonly<Record<string, Role>> = {
  button: 'button',
  a: 'link',
  option: 'option',
  img: 'image',
  ul: 'list',
  ol: 'list',
  li: 'item',
  table: 'table',
  tr: 'row',
  td: 'cell',
  th: 'cell',
  tabset: 'tabs',
  tab: 'tab',
  panel: 'panel',
  progress: 'progress',
  progressbar: 'progress',
  form: 'form',
  dialog: 'dialog',
}

const pressed = new Set(['click', 'mousedown', 'mouseup'])

/**
 * The role of an element: what its `role` attribute says, else what its tag is, else a button when it is pressed for something
 * itself, else text when it holds some.
 */
export function roleOf(element: ScreenElement): Role | undefined {
  const said = readRole(element.getAttribute('role') ?? '')
  if (said) return said
  const kind = controlKind(element)
  if (kind) return byControl[kind]
  const tag = byTag[element.tag]
  if (tag) return tag
  if (/^h[1-6]$/.test(element.tag)) return 'heading'
  if (element.tag !== 'body' && isPressable(element)) return 'button'
  return element.children.some((child) => child.kind === 'text' && child.text.trim() !== '') ? 'text' : undefined
}

/** What takes presses for the controls inside it is no button itself. */
function isPressable(element: ScreenElement): boolean {
  return (
    element.listeners.some(({ type, isRemoved }) => !isRemoved && pressed.has(type)) &&
    !elementsIn(element).some((inside) => inside.tag === 'button' || controlKind(inside) !== null)
  )
}

/** Roles that are called what stands in them. */
const namedByText = new Set<Role>(
  'button link option heading item row cell tab text checkbox radio'.split(' ') as readonly Role[],
)

/**
 * The name by which a person would ask for an element: its `aria-label`, the label that is made for it, what stands in it or for it
 * (`alt`, `placeholder`), its `title`. Empty when it has none.
 */
export function labelOf(element: ScreenElement): string {
  const role = roleOf(element)
  const own = element.getAttribute('aria-label') ?? labelFor(element)
  const inside = role !== undefined && namedByText.has(role) && controlKind(element) === null ? shownText(element) : ''
  const kind = controlKind(element)
  const onIt = kind === 'submit' || kind === 'button' ? getValue(element) : undefined
  const names = [own, inside, onIt, element.getAttribute('alt'), element.getAttribute('placeholder')]
  const name = names.find((one) => one !== undefined && one.trim() !== '') ?? element.getAttribute('title') ?? ''
  return collapse(name)
}

/** What a `<label for="…">` says of a control, or the label in which it stands. */
function labelFor(element: ScreenElement): string | undefined {
  if (controlKind(element) === null) return undefined
  for (let around = element.parent; around; around = around.parent) {
    if (around.tag === 'label') return shownText(around)
  }
  if (element.id === '' || !element.isConnected) return undefined
  const label = elementsIn(element.document.body).find(
    (one) => one.tag === 'label' && one.getAttribute('for') === element.id,
  )
  return label && shownText(label)
}

/** The text of an element as it is read: hidden parts are left out, a picture is its `alt`, blanks are one. */
export function shownText(element: ScreenElement): string {
  if (element.tag === 'select') return chosenText(element)
  let text = ''
  const hidden = new Set<ScreenElement>()
  for (const node of descendants(element)) {
    if (node.parent && hidden.has(node.parent)) {
      if (node.kind === 'element') hidden.add(node)
    } else if (node.kind === 'text') text += node.text
    else if (!isDisplayed(node)) hidden.add(node)
    else {
      // Blocks and cells are set off from what stands before them.
      if (!inText.has(node.tag)) text += ' '
      if (node.tag === 'img') text += node.getAttribute('alt') ?? ''
      if (node.tag === 'select') {
        text += chosenText(node)
        hidden.add(node)
      }
    }
  }
  return collapse(text)
}

/** A select says what is chosen, not what could be. */
function chosenText(select: ScreenElement): string {
  const option = selectedOption(select)
  return collapse(option ? textInside(option) : getValue(select))
}

const inText = new Set('a b big code em i small span strong sub sup u'.split(' '))

const collapse = (text: string) => text.replaceAll(/[ \t\r\n]+/g, ' ').trim()
