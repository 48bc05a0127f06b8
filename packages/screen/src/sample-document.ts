import { parseRml } from '@mosis/syntax/rml'
import { readTemplate } from './build.ts'
import { ScreenDocument } from './document.ts'
import type { ScreenElement } from './element.ts'
import type { ScreenEvent } from './event.ts'
import { readHead } from './head.ts'
import { addListener, type EventHandler } from './listeners.ts'

/** A shown document for tests, with a record of what its handlers saw. */
export interface SampleDocument {
  document: ScreenDocument
  /** `code type@current phase` for every inline handler that ran, in order. */
  heard: string[]
  warnings: string[]
  get: (id: string) => ScreenElement
  /** Adds a handler that is recorded under a name and does what `act` says. */
  listen: (id: string, type: string, name: string, act?: (event: ScreenEvent) => unknown, isCapture?: boolean) => void
}

/**
 * Makes a document of the markup of a body. Inline handlers are words: `stop` and `stop-all` stop the event, every other
 * word is only recorded; `broken` cannot be compiled.
 */
export function sampleDocument(body: string, head = '', templates: readonly string[] = []): SampleDocument {
  const heard: string[] = []
  const warnings: string[] = []
  const markup = body.startsWith('<body') ? body : `<body>${body}</body>`
  const root = parseRml(`<rml><head>${head}</head>${markup}</rml>`).root!
  const host = {
    compileHandler(code: string, element: ScreenElement) {
      if (code === 'broken') return null
      return handlerOf((event) => {
        record(code, event, element)
        if (code === 'stop') event.stopPropagation()
        if (code === 'stop-all') event.stopImmediatePropagation()
      })
    },
    warn: (message: string) => void warnings.push(message),
  }
  const read = templates.flatMap((text, index) => readTemplate(parseRml(text).root!, `t${index}.rml`) ?? [])
  const document = new ScreenDocument({ path: 'main.rml', root, head: readHead(root), templates: read }, host)
  document.show()
  heard.length = 0
  return { document, heard, warnings, get, listen }

  function get(id: string): ScreenElement {
    const element = id === 'body' ? document.body : document.findById(id)
    if (!element) throw new Error(`The sample has no element "${id}"`)
    return element
  }

  function listen(
    id: string,
    type: string,
    name: string,
    act: (event: ScreenEvent) => unknown = () => {},
    isCapture = false,
  ): void {
    const element = get(id)
    const handler = handlerOf((event) => {
      record(name, event, element)
      return act(event)
    })
    addListener(element, type, handler, { isCapture })
  }

  function record(name: string, event: ScreenEvent, element: ScreenElement): void {
    heard.push(`${name} ${event.type}@${element.id || element.tag} ${event.phase}`)
  }
}

/** A handler of a function. It stands in for one of Lua: it starts at once and may wait. */
export function handlerOf(run: (event: ScreenEvent) => unknown, release: () => void = () => {}): EventHandler {
  return { run: async (event) => void (await run(event)), release }
}
