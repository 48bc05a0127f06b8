import type { LuaInput, Sandbox } from '@mosis/sandbox'
import type { ScreenDocument } from '@mosis/screen'
import { defineScreenClass } from './define-class.ts'
import { getProperty, type Getters } from './node-class.ts'
import { toLua, toLuaOrNil } from './node-values.ts'
import type { AppScreenHost } from './screen-host.ts'

/** The screen of the app, as RmlUi's context. There is one, and it has at most one document. */
export interface ScreenContext {
  document: () => ScreenDocument | null
}

const levels = { always: 0, error: 1, assert: 2, warning: 3, info: 4, debug: 5 } as const

/** Defines the globals `rmlui` and `Log` and the class `Context`; answers the context as Lua sees it. */
export function defineRmluiModule(sandbox: Sandbox, host: AppScreenHost, context: ScreenContext): LuaInput {
  const documents = () => {
    const document = context.document()
    return document ? [toLua(sandbox, document.body)] : []
  }
  const getters: Getters<ScreenContext> = {
    name: () => 'main',
    documents,
    focus_element: () => toLuaOrNil(sandbox, context.document()?.holders.focus),
    hover_element: () => toLuaOrNil(sandbox, context.document()?.holders.hover),
  }
  defineScreenClass<ScreenContext>(sandbox, {
    name: 'Context',
    get: (object, key) => getProperty(getters, object, key),
  })
  const value = sandbox.toLua('Context', context)
  sandbox.setModule('rmlui', {
    contexts: new Map<string | number, LuaInput>([
      [1, value],
      ['main', value],
    ]),
  })
  sandbox.setModule('Log', {
    logtype: levels,
    Message: (call) => {
      const type = call.integer(1, 'type', { min: levels.always, max: levels.debug })
      const text = call.text(2, 'message')
      host.log({
        level: type === levels.error || type === levels.assert ? 'error' : type === levels.warning ? 'warning' : 'info',
        text,
      })
    },
  })
  return value
}
