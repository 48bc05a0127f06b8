import type { RmlElement } from '@mosis/syntax'
import { Changes } from './changes.ts'
import { buildBody, type Template } from './build.ts'
import { dispatch, type Reactions } from './dispatch.ts'
import { ScreenElement, type Place } from './element.ts'
import { ScreenError } from './errors.ts'
import type { ScreenEvent } from './event.ts'
import type { Head } from './head.ts'
import type { Layout } from './layout.ts'
import { screenLimits } from './limits.ts'
import { dropListeners, type EventHandler } from './listeners.ts'
import { builtInReactions } from './reactions.ts'
import { blurDocument, focusElement, type ChainState } from './states.ts'
import type { ResolvedStyle } from './style/resolved.ts'
import { elementsIn } from './walk.ts'

/** What a document needs of the program that shows it. */
export interface ScreenHost {
  /**
   * Makes a handler of the code in an `on…` attribute. `place` is where the code stands, if it comes from a file.
   * Code that cannot be compiled is reported by the host and answered with null.
   */
  compileHandler(code: string, element: ScreenElement, eventType: string, place: Place | undefined): EventHandler | null
  /** Something in the markup that has no effect, for the developer. */
  warn(message: string, place?: Place): void
}

/** What a document is made of. */
export interface DocumentSource {
  /** The file inside the package. */
  path: string
  root: RmlElement
  head: Head
  templates: readonly Template[]
}

/** A document: a tree of elements under a body, with focus, pointer and a life from load to close. */
export class ScreenDocument {
  readonly path: string
  readonly host: ScreenHost
  readonly templates: readonly Template[]
  readonly body: ScreenElement
  readonly changes = new Changes()
  /** Who knows how elements look, and where they are; set by the program that shows the document, if it has them. */
  styles: { styleOf(element: ScreenElement): ResolvedStyle } | null = null
  layout: Layout | null = null
  /** Told about every event once it is over, and how many handlers it started. */
  onEvent: ((event: ScreenEvent, handlers: number) => void) | null = null
  readonly reactions: Reactions = builtInReactions
  /** The innermost element of each state that is shared by all around it. */
  readonly holders: Record<ChainState, ScreenElement | null> = { focus: null, hover: null, active: null }
  title: string
  nodeCount = 1
  isBuilding = false
  isShown = false
  isClosed = false
  #ids = new Map<string, Set<ScreenElement>>()
  #eventDepth = 0
  #handlersStarted = 0
  #running = new Set<Promise<void>>()
  #leaving = new Set<ScreenElement>()
  #isClosing = false

  constructor(source: DocumentSource, host: ScreenHost) {
    if (source.root.tag !== 'rml') {
      throw new ScreenError('no-document', `Cannot show "${source.path}": its root is "${source.root.tag}", not "rml"`)
    }
    this.path = source.path
    this.host = host
    this.templates = source.templates
    this.title = source.head.title
    this.body = new ScreenElement(this, 'body')
    this.body.isConnected = true
    buildBody(this, source.root, source.templates, source.path)
  }

  /** The element with this id. With several, the one that stands least deep and first. */
  findById(id: string): ScreenElement | undefined {
    const [first, second] = this.#ids.get(id) ?? []
    if (!second) return first
    for (let level = [this.body]; level.length > 0; level = level.flatMap(childElements)) {
      const found = level.find((element) => element.id === id)
      if (found) return found
    }
    return undefined
  }

  /**
   * Notes that an element left the tree. If it is not back once the running code has ended or waits, it has left for good,
   * and its handlers are released: what they refer to often refers to the element, so nothing else would ever free them.
   */
  noteLeaving(element: ScreenElement): void {
    if (element.listeners.length === 0) return
    if (this.#leaving.size === 0) queueMicrotask(() => this.#dropLeft())
    this.#leaving.add(element)
  }

  noteId(id: string, element: ScreenElement): void {
    const elements = this.#ids.get(id)
    if (elements) elements.add(element)
    else this.#ids.set(id, new Set([element]))
  }

  forgetId(id: string, element: ScreenElement): void {
    const elements = this.#ids.get(id)
    elements?.delete(element)
    if (elements?.size === 0) this.#ids.delete(id)
  }

  /** Tells the document that all its scripts have run. */
  load(): void {
    dispatch(this.body, 'load')
  }

  /** Shows the document and gives the focus to the element with `autofocus`, else to the body if no code gave it to another. */
  show(): void {
    this.isShown = true
    const wanted = elementsIn(this.body).find((element) => element.hasAttribute('autofocus'))
    if (!(wanted && focusElement(wanted)) && !this.holders.focus) focusElement(this.body)
    dispatch(this.body, 'show')
  }

  hide(): void {
    if (!this.isShown) return
    this.isShown = false
    dispatch(this.body, 'hide')
    blurDocument(this)
  }

  /** Ends the document: it is hidden, its unload handlers run, and no event reaches it any more. */
  close(): void {
    if (this.#isClosing) return
    this.#isClosing = true
    this.hide()
    dispatch(this.body, 'unload')
    this.isClosed = true
    for (const element of [this.body, ...elementsIn(this.body)]) dropListeners(element)
  }

  /** Settled when no handler of this document runs or waits any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Runs one event to its end, within what handlers may cause by it. */
  runEvent(run: () => void): void {
    if (this.#eventDepth >= screenLimits.eventDepth) {
      throw new ScreenError('too-many-events', `Cannot send an event inside ${screenLimits.eventDepth} others`)
    }
    if (this.#eventDepth === 0) this.#handlersStarted = 0
    this.#eventDepth += 1
    try {
      run()
    } finally {
      this.#eventDepth -= 1
    }
  }

  /** Starts a handler and goes on when it ends or waits. */
  startHandler(handler: EventHandler, event: ScreenEvent): void {
    this.#handlersStarted += 1
    if (this.#handlersStarted > screenLimits.handlersPerEvent) {
      throw new ScreenError(
        'too-many-events',
        `Cannot run another handler: one event caused ${screenLimits.handlersPerEvent} already`,
      )
    }
    const running = handler.run(event).finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  #dropLeft(): void {
    for (const element of this.#leaving) {
      if (!element.isConnected) dropListeners(element)
    }
    this.#leaving.clear()
  }
}

function childElements(element: ScreenElement): ScreenElement[] {
  return element.children.filter((child) => child.kind === 'element')
}
