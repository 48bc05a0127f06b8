import { applyAttribute } from './attribute-effects.ts'
import type { ScreenDocument } from './document.ts'
import { ScreenError } from './errors.ts'
import type { Listener } from './listeners.ts'
import { makeParts, syncParts, syncPartsAround } from './parts.ts'
import { readOwnStyle, setDeclaration, writeOwnStyle, type OwnStyle } from './own-style.ts'

/** Where markup stands: the file inside the package and the line, from 1. */
export interface Place {
  path: string
  line: number
}

/** A node of a document's tree. */
export type ScreenNode = ScreenElement | ScreenText

/** A run of text. */
export class ScreenText {
  readonly kind = 'text'
  readonly tag = '#text'
  readonly document: ScreenDocument
  parent: ScreenElement | null = null
  isConnected = false
  /** Where it stands, if it has expressions. */
  place: Place | undefined
  #text: string

  constructor(document: ScreenDocument, text: string) {
    this.document = document
    this.#text = text
  }

  get text(): string {
    return this.#text
  }

  set text(text: string) {
    if (text === this.#text) return
    this.#text = text
    if (this.isConnected) this.document.changes.tell({ kind: 'text', node: this })
    if (this.parent) syncPartsAround(this.parent)
  }
}

/** An element: a tag, attributes, its own style, states and children. It is made for one document and stays with it. */
export class ScreenElement {
  readonly kind = 'element'
  readonly tag: string
  readonly document: ScreenDocument
  readonly children: ScreenNode[] = []
  readonly listeners: Listener[] = []
  /** States that were set, such as hover and focus; those that follow from attributes are asked with `hasState`. */
  readonly states = new Set<string>()
  parent: ScreenElement | null = null
  isConnected = false
  /** The inner markup of an element with `data-for`, which stands for the elements that repeat it, and where it begins. */
  repeated: string | null = null
  repeatedAt: Place | undefined
  /** A part that the element around it made for itself, such as the arrow of a select; apps do not see it as a child. */
  isGenerated = false
  /** How far its content is scrolled, in px. */
  scrollLeft = 0
  scrollTop = 0
  /** Where the texts of its `data-…` attributes stand. */
  readonly dataPlaces = new Map<string, Place>()
  #attributes = new Map<string, string>()
  #classes: string[] = []
  #style: OwnStyle = new Map()

  constructor(document: ScreenDocument, tag: string) {
    // What the reader of markup takes for a tag, so that every tree can be made, written and read again.
    if (!/^[a-z_\u0080-\uffff][^ \t\r\n/<>]*$/.test(tag) || tag !== tag.toLowerCase()) {
      throw new ScreenError('bad-name', `Cannot make an element "${tag}": a tag is a lower-case name such as "div"`)
    }
    this.document = document
    this.tag = tag
    makeParts(this)
  }

  /** The `id` attribute, or nothing. */
  get id(): string {
    return this.#attributes.get('id') ?? ''
  }

  /** All classes with blanks between, as selectors see them. */
  get className(): string {
    return this.classes.join(' ')
  }

  /** The classes, with the one that an input has from its type. */
  get classes(): readonly string[] {
    if (this.tag !== 'input') return this.#classes
    const type = inputTypes.has(this.getAttribute('type') ?? '') ? this.getAttribute('type')! : 'text'
    return this.#classes.includes(type) ? this.#classes : [...this.#classes, type]
  }

  /** Whether a person gives input through it. */
  get isControl(): boolean {
    return this.tag === 'input' || this.tag === 'textarea' || this.tag === 'select'
  }

  /** Attributes in the order they were first set. */
  get attributes(): ReadonlyMap<string, string> {
    return this.#attributes
  }

  /** The declarations of its own; what style sheets say is not among them. */
  get ownStyle(): ReadonlyMap<string, string> {
    return this.#style
  }

  getAttribute(name: string): string | undefined {
    return this.#attributes.get(name)
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name)
  }

  /** Sets an attribute with everything that follows from it. `place` says where its text stands, for handlers. */
  setAttribute(name: string, value: string, place?: Place): void {
    if (!/^(?!<)[^ \t\r\n=/>]+$/.test(name)) {
      throw new ScreenError('bad-name', `Cannot set attribute "${name}": a name has no blanks and none of / > =`)
    }
    const before = this.#attributes.get(name)
    if (place && name.startsWith('data-')) this.dataPlaces.set(name, place)
    this.storeAttribute(name, value)
    applyAttribute(this, name, value, before, place)
  }

  /** Sets an attribute and nothing that follows from it, for code that does the rest itself. */
  storeAttribute(name: string, value: string): void {
    this.#attributes.set(name, value)
    if (name === 'class') this.#classes = splitClasses(value)
    if (name === 'style') this.#style = readOwnStyle(value)
    this.#tellAttribute(name)
  }

  removeAttribute(name: string): void {
    const before = this.#attributes.get(name)
    if (before === undefined) return
    this.#attributes.delete(name)
    if (name === 'class') this.#classes = []
    if (name === 'style') this.#style = new Map()
    this.#tellAttribute(name)
    applyAttribute(this, name, undefined, before)
  }

  /** Sets or takes one of the states that are kept, such as hover and focus. */
  setState(state: string, isSet: boolean): void {
    if (this.states.has(state) === isSet) return
    if (isSet) this.states.add(state)
    else this.states.delete(state)
    if (this.isConnected) this.document.changes.tell({ kind: 'state', element: this, state })
    if (this.tag === 'select') syncParts(this)
  }

  hasClass(name: string): boolean {
    return this.classes.includes(name)
  }

  setClass(name: string, isSet: boolean): void {
    const names = splitClasses(name)
    const others = this.#classes.filter((one) => !names.includes(one))
    const all = isSet ? [...this.#classes, ...names.filter((one) => !this.#classes.includes(one))] : others
    this.setAttribute('class', all.join(' '))
  }

  /** Sets or, with undefined, removes a declaration of its own; answers whether it could be one. */
  setOwnStyle(name: string, value: string | undefined): boolean {
    const style: OwnStyle = new Map(this.#style)
    if (value === undefined) style.delete(name.trim().toLowerCase())
    else if (!setDeclaration(style, name, value)) return false
    if (style.size === 0) this.removeAttribute('style')
    else this.setAttribute('style', writeOwnStyle(style))
    return true
  }

  #tellAttribute(name: string): void {
    syncParts(this)
    if (this.isConnected) this.document.changes.tell({ kind: 'attribute', element: this, name })
  }
}

const inputTypes = new Set(['password', 'radio', 'checkbox', 'range', 'submit', 'button'])

function splitClasses(text: string): string[] {
  return [...new Set(text.split(/[ \t\r\n]+/).filter((name) => name !== ''))]
}
