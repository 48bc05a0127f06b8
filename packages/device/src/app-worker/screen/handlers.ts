import { setImmediate as nextTurn } from 'node:timers/promises'
import { SandboxError, type Budget, type LuaFunctionRef, type LuaInput, type Sandbox } from '@mosis/sandbox'
import { nameOf } from '@mosis/screen'
import type { EventHandler, Place, ScreenElement, ScreenEvent, ScreenHost } from '@mosis/screen'
import { HandlerEvent } from './handler-event.ts'
import { toLua } from './node-values.ts'
import { isCutOff, reportError } from './report-error.ts'
import type { AppScreenHost } from './screen-host.ts'

/** The handlers of one document: they run its inline code and the functions that Lua gave for events. */
export interface Handlers extends ScreenHost {
  /** A handler of a function that Lua gave, which belongs to it from now on. */
  ofFunction(fn: LuaFunctionRef, element: ScreenElement): EventHandler
  /** Runs a function that somebody else keeps, for an event. */
  callFunction(fn: LuaFunctionRef, event: ScreenEvent, args: readonly LuaInput[]): Promise<void>
  /** Lets handlers that `run` starts use one budget together; answers whether it was used up. */
  withBudget(budget: Budget, run: () => void): Promise<boolean>
  /** Gives everything back to Lua that is still held for the document, which is over. */
  close(): void
}

const parameters = ['event', 'element', 'document']

/** Makes the handlers of a document. Their errors go to the developer with file and line. */
export function createHandlers(sandbox: Sandbox, host: AppScreenHost, documentPath: string): Handlers {
  // The same code stands in every row of a list; each text is compiled once as long as somebody uses it.
  const compiled = new Map<string, { fn: LuaFunctionRef; users: number }>()
  const functions = new Set<LuaFunctionRef>()
  let isClosed = false
  let shared: { budget: Budget; isUsedUp: boolean; running: Promise<void>[] } | null = null
  return { compileHandler, ofFunction, callFunction, withBudget, warn, close }

  function compileHandler(
    code: string,
    element: ScreenElement,
    eventType: string,
    place: Place | undefined,
  ): EventHandler | null {
    if (isClosed) return null
    const key = JSON.stringify([code, place?.path, place?.line, place ? '' : eventType])
    const entry = compiled.get(key) ?? compile(code, eventType, place)
    if (!entry) return null
    compiled.set(key, entry)
    entry.users += 1
    const release = () => {
      entry.users -= 1
      if (entry.users > 0) return
      compiled.delete(key)
      entry.fn.release()
    }
    return { run: (event) => start(entry.fn, event, element, { place }), release }
  }

  function compile(code: string, eventType: string, place: Place | undefined) {
    // Code that was set at run time stands in no file; its errors name the attribute instead.
    const path = place?.path ?? `on${eventType}`
    try {
      return { fn: sandbox.compileHandler(code, parameters, path, place?.line ?? 1), users: 0 }
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error
      const where = place ? { path: place.path, line: error.line ?? place.line } : { path: documentPath }
      reportError(host, { code: error.code, message: error.message, traceback: '' }, where)
      return null
    }
  }

  function ofFunction(fn: LuaFunctionRef, element: ScreenElement): EventHandler {
    functions.add(fn)
    const release = () => {
      functions.delete(fn)
      fn.release()
    }
    return { run: (event) => start(fn, event, element), release }
  }

  function close(): void {
    isClosed = true
    for (const fn of functions) fn.release()
    for (const { fn } of compiled.values()) fn.release()
    functions.clear()
    compiled.clear()
  }

  function start(
    fn: LuaFunctionRef,
    event: ScreenEvent,
    element: ScreenElement,
    inline?: { place: Place | undefined },
  ): Promise<void> {
    return runFunction(fn, event, [toLua(sandbox, element), toLua(sandbox, element.document.body)], inline)
  }

  function callFunction(fn: LuaFunctionRef, event: ScreenEvent, args: readonly LuaInput[]): Promise<void> {
    return isClosed ? Promise.resolve() : runFunction(fn, event, args)
  }

  function runFunction(
    fn: LuaFunctionRef,
    event: ScreenEvent,
    more: readonly LuaInput[],
    inline?: { place: Place | undefined },
  ): Promise<void> {
    const load = shared
    const args = [toLua(sandbox, new HandlerEvent(event)), ...more]
    // Who looks at what handlers use wants to know what for.
    const name = `${event.type} ${nameOf(event.current)}`
    const running = sandbox
      .call(fn, args, load?.budget ?? 'event', { name, line: inline?.place?.line })
      .then((outcome) => {
        if (outcome.ok) return
        const { path = documentPath, line } = outcome.error
        reportError(host, outcome.error, inline && !inline.place ? { path: documentPath } : { path, line })
        if (load && isCutOff(outcome.error)) load.isUsedUp = true
      })
    load?.running.push(running)
    return running
  }

  async function withBudget(budget: Budget, run: () => void): Promise<boolean> {
    const running: Promise<void>[] = []
    const load = { budget, isUsedUp: false, running }
    shared = load
    try {
      run()
    } finally {
      shared = null
    }
    // One turn is enough to hear of handlers that ended; those that wait go on with what is left of the budget.
    await Promise.race([Promise.all(running), nextTurn()])
    return load.isUsedUp
  }

  function warn(message: string, place?: Place): void {
    host.log({ level: 'warning', text: message, path: place?.path ?? documentPath, line: place?.line })
  }
}
