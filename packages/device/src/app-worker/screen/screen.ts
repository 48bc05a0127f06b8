import type { Budget, Sandbox } from '@mosis/sandbox'
import {
  dispatch,
  focusElement,
  nameOf,
  press,
  querySelector,
  ScreenDocument,
  ScreenError,
  screenText,
  typeText,
  type ScreenElement,
  type ScreenInput,
  type Snapshot,
} from '@mosis/screen'
import { createDataModels } from './data-models.ts'
import { defineDocumentClass } from './document-class.ts'
import { defineElementClass } from './element-class.ts'
import { defineEventClass } from './event-class.ts'
import { defineFormClasses } from './form-classes.ts'
import { createHandlers, type Handlers } from './handlers.ts'
import { defineNodeClasses } from './node-class.ts'
import { toLua } from './node-values.ts'
import { defineProxyClasses } from './proxies.ts'
import { readDocument, type Script } from './read-document.ts'
import { isCutOff, reportError } from './report-error.ts'
import { defineRmluiModule } from './rmlui-module.ts'
import { DocumentError, type AppScreen, type AppScreenHost, type ScreenAction } from './screen-host.ts'
import { defineValueClasses } from './value-classes.ts'
import { createImageSizes, createView, type View } from './view.ts'

interface OpenDocument {
  document: ScreenDocument
  handlers: Handlers
  view: View
}

/** Gives an app's Lua RmlUi's interface to documents, and the device the screen on which they are. */
export function installScreen(sandbox: Sandbox, host: AppScreenHost): AppScreen {
  let current: OpenDocument | null = null
  let isWatched = false
  /** Set while another app is on top: what had the focus. */
  let paused: { focus: ScreenElement | null } | null = null
  const handlersByDocument = new WeakMap<ScreenDocument, Handlers>()
  const models = createDataModels(sandbox, host)
  const imageSizes = createImageSizes(host)
  defineClasses()
  return {
    openDocument,
    current: currentDocument,
    close,
    click,
    type,
    text,
    dispatch: send,
    view: () => current?.view ?? null,
    update: (nowMs) => current?.view.update(nowMs),
    get isMoving() {
      return current?.view.styles.isAnimating ?? false
    },
    handle,
    setWatched,
    snapshot,
    takePatch: (number) => current?.view.feed().takePatch(number),
    retranslate: () => current?.view.bindings.refresh(),
    applyViewport: () => current?.view.applyViewport(),
    restyle,
    pause,
    resume,
  }

  function defineClasses(): void {
    const context = { document: () => current?.document ?? null, models, viewport: () => host.viewport() }
    defineNodeClasses(sandbox)
    defineElementClass(sandbox, getHandlers)
    defineFormClasses(sandbox)
    defineProxyClasses(sandbox)
    defineEventClass(sandbox)
    defineValueClasses(sandbox)
    const luaContext = defineRmluiModule(sandbox, host, context)
    defineDocumentClass(sandbox, ({ document }) => (document === current?.document ? luaContext : undefined))
  }

  function getHandlers({ document }: ScreenElement): Handlers {
    const handlers = handlersByDocument.get(document)
    if (handlers && !document.isClosed) return handlers
    throw new ScreenError('document-closed', `Cannot add a handler: the document "${document.path}" is closed`)
  }

  async function openDocument(path: string): Promise<void> {
    const { source, scripts, sheets } = readDocument(path, host)
    closeCurrent()
    if (current) throw replaced(path)
    const handlers = createHandlers(sandbox, host, path)
    const document = new ScreenDocument(source, handlers)
    handlersByDocument.set(document, handlers)
    document.onEvent = (event, started) =>
      host.onEvent({
        type: event.type,
        target: nameOf(event.target),
        handlers: started,
        isStopped: !event.isPropagating,
      })
    const bindings = models.attach(document, handlers)
    const opened = { document, handlers, view: createView({ document, sheets, bindings, host, isWatched, imageSizes }) }
    current = opened
    host.onChange()
    sandbox.setGlobal('document', toLua(sandbox, document.body))
    // One budget for everything that happens until the document is there.
    const budget = sandbox.createBudget('load')
    for (const script of scripts) {
      const outcome = await runScript(script, budget)
      requireCurrent(opened)
      if (!outcome.ok && isCutOff(outcome.error)) endCutOff(path)
    }
    const isUsedUp = await handlers.withBudget(budget, () => {
      // Whoever hears of the load finds the rows of lists and the values of fields.
      bindings.update()
      document.load()
      if (!document.isClosed && !paused) document.show()
    })
    requireCurrent(opened)
    if (isUsedUp) endCutOff(path)
  }

  async function runScript({ path, text, firstLine }: Script, budget: Budget) {
    const outcome = await sandbox.runFile(path, text, budget, { firstLine, name: 'script', line: firstLine })
    if (!outcome.ok) reportError(host, outcome.error, { path: outcome.error.path ?? path, line: outcome.error.line })
    return outcome
  }

  function requireCurrent(opened: OpenDocument): void {
    if (current !== opened) throw replaced(opened.document.path)
  }

  function endCutOff(path: string): never {
    closeCurrent()
    throw new DocumentError('document.cut_off', `Cannot open "${path}": its scripts used up the instructions of a load`)
  }

  function closeCurrent(): ScreenDocument | null {
    const closing = current
    if (!closing) return null
    closing.document.close()
    closing.view.close()
    closing.handlers.close()
    // An unload handler may have opened the next document already.
    if (current === closing) {
      current = null
      if (!sandbox.isStopped) sandbox.setGlobal('document', undefined)
    }
    return closing.document
  }

  async function close(): Promise<void> {
    await closeCurrent()?.settled()
  }

  function currentDocument(): { path: string; document: ScreenDocument } | null {
    return current && { path: current.document.path, document: current.document }
  }

  function click(selector: string): ScreenAction {
    return act(selector, press)
  }

  function type(selector: string, typed: string): ScreenAction {
    return act(selector, (element) => typeText(element.document, typed, element))
  }

  function send(selector: string, eventType: string, parameters = {}): ScreenAction {
    return act(selector, (element) => dispatch(element, eventType, parameters))
  }

  function act(selector: string, run: (element: ScreenElement) => void): ScreenAction {
    const element = findElement(selector)
    run(element)
    return { settled: element.document.settled() }
  }

  function findElement(selector: string): ScreenElement {
    if (!current) throw new ScreenError('element-not-found', `Cannot find "${selector}": no document is open`)
    const { body, path } = current.document
    const found = querySelector(body, selector)
    if (found) return found
    throw new ScreenError('element-not-found', `Cannot find "${selector}" in "${path}"`)
  }

  function text(): string {
    if (!current) return ''
    current.view.bindings.update()
    return screenText(current.document)
  }

  function handle(input: ScreenInput): ScreenAction {
    if (!current) return { settled: Promise.resolve() }
    current.view.handle(input)
    return { settled: current.document.settled() }
  }

  function setWatched(watched: boolean): void {
    isWatched = watched
    current?.view.setWatched(watched)
  }

  function snapshot(number: number): Snapshot {
    const feed = current?.view.feed()
    if (!feed) return emptySnapshot(number)
    // A snapshot is what painters were told last: what became different since goes in with it.
    feed.takePatch(number)
    return feed.snapshot(number)
  }

  function emptySnapshot(number: number): Snapshot {
    const viewport = host.viewport()
    return {
      kind: 'snapshot',
      number,
      path: '',
      title: '',
      viewport,
      background: host.background ?? '#000000ff',
      fonts: [],
      root: null,
      focus: null,
    }
  }

  function restyle(): void {
    imageSizes.forget()
    if (!current) return
    current.view.setSheets(readDocument(current.document.path, host).sheets)
    host.onChange()
  }

  function pause(): void {
    if (paused) return
    paused = { focus: current?.document.holders.focus ?? null }
    current?.document.hide()
  }

  function resume(): void {
    if (!paused) return
    const { focus } = paused
    paused = null
    if (!current) return
    current.document.show()
    if (focus?.isConnected) focusElement(focus)
  }
}

function replaced(path: string): DocumentError {
  return new DocumentError(
    'document.replaced',
    `Cannot go on opening "${path}": another document was opened or all were closed`,
  )
}
