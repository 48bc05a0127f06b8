import { LuaFloat, type LuaInput, type Sandbox } from '@mosis/sandbox'
import { keyIdentifiers, keyModifiers, type ScreenDocument, type Viewport } from '@mosis/screen'
import type { DataModels } from './data-models.ts'
import { defineScreenClass } from './define-class.ts'
import { getProperty, type Getters } from './node-class.ts'
import { toLua, toLuaOrNil } from './node-values.ts'
import type { AppScreenHost } from './screen-host.ts'

/** The screen of the app, as RmlUi's context. There is one, and it has at most one document. */
export interface ScreenContext {
  document: () => ScreenDocument | null
  models: DataModels
  viewport: () => Viewport
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
    root_element: () => toLuaOrNil(sandbox, context.document()?.body),
    dimensions() {
      const { width, height } = context.viewport()
      return sandbox.toLua('Vector2i', { parts: [Math.round(width), Math.round(height)] })
    },
    dp_ratio: () => new LuaFloat(context.viewport().dpRatio),
  }
  defineScreenClass<ScreenContext>(sandbox, {
    name: 'Context',
    methods: {
      /** Answers the live table: what is written into it is shown. A model of this name that was open is closed. */
      OpenDataModel: ({ models }, call) => models.open(call.text(1, 'name'), call, 2),
      CloseDataModel: ({ models }, call) => models.close(call.text(1, 'name')),
    },
    properties: Object.keys(getters),
    get: (object, key) => getProperty(getters, object, key),
  })
  const value = sandbox.toLua('Context', context)
  sandbox.setModule('rmlui', {
    contexts: new Map<string | number, LuaInput>([
      [1, value],
      ['main', value],
    ]),
    key_identifier: Object.fromEntries(keyIdentifiers),
    key_modifier: keyModifiers,
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
