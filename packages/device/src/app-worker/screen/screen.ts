import type { Budget, Sandbox } from '@mosis/sandbox'
import {
  dispatch,
  press,
  querySelector,
  ScreenDocument,
  ScreenError,
  screenText,
  typeText,
  type ScreenElement,
} from '@mosis/screen'
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

interface OpenDocument {
  document: ScreenDocument
  handlers: Handlers
}

/** Gives an app's Lua RmlUi's interface to documents, and the device the screen on which they are. */
export function installScreen(sandbox: Sandbox, host: AppScreenHost): AppScreen {
  let current: OpenDocument | null = null
  const handlersByDocument = new WeakMap<ScreenDocument, Handlers>()
  defineClasses()
  return { openDocument, current: currentDocument, close, click, type, text, dispatch: send }

  function defineClasses(): void {
    const context = { document: () => current?.document ?? null }
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
    const { source, scripts } = readDocument(path, host)
    closeCurrent()
    if (current) throw replaced(path)
    const handlers = createHandlers(sandbox, host, path)
    const document = new ScreenDocument(source, handlers)
    const opened = { document, handlers }
    handlersByDocument.set(document, handlers)
    current = opened
    sandbox.setGlobal('document', toLua(sandbox, document.body))
    // One budget for everything that happens until the document is there.
    const budget = sandbox.createBudget('load')
    for (const script of scripts) {
      const outcome = await runScript(script, budget)
      requireCurrent(opened)
      if (!outcome.ok && isCutOff(outcome.error)) endCutOff(path)
    }
    const isUsedUp = await handlers.withBudget(budget, () => {
      document.load()
      if (!document.isClosed) document.show()
    })
    requireCurrent(opened)
    if (isUsedUp) endCutOff(path)
  }

  async function runScript({ path, text, firstLine }: Script, budget: Budget) {
    const outcome = await sandbox.runFile(path, text, budget, { firstLine })
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
    return current ? screenText(current.document) : ''
  }
}

function replaced(path: string): DocumentError {
  return new DocumentError(
    'document.replaced',
    `Cannot go on opening "${path}": another document was opened or all were closed`,
  )
}
