import { type LuaInput, type Sandbox } from '@mosis/sandbox'
import { ScreenElement, ScreenText } from '@mosis/screen'
import { defineScreenClass } from './define-class.ts'
import { elementGetters, elementSetters } from './element-class.ts'
import { getProperty, setProperty, type Getters, type Setters } from './node-class.ts'
import { toLua } from './node-values.ts'

/** Defines `Document`, which is the body of a document. */
export function defineDocumentClass(sandbox: Sandbox, contextOf: (body: ScreenElement) => LuaInput): void {
  const getters: Getters<ScreenElement> = {
    ...elementGetters(sandbox),
    title: (body) => body.document.title,
    context: contextOf,
  }
  const setters: Setters<ScreenElement> = {
    ...elementSetters,
    title: (body, value) => void (body.document.title = value.text(1, 'title')),
  }
  defineScreenClass<ScreenElement>(sandbox, {
    name: 'Document',
    extends: 'Element',
    methods: {
      CreateElement: (body, call) =>
        toLua(sandbox, new ScreenElement(body.document, call.text(1, 'tag').toLowerCase())),
      CreateTextNode: (body, call) => toLua(sandbox, new ScreenText(body.document, call.text(1, 'text'))),
      Show: (body) => body.document.show(),
      Hide: (body) => body.document.hide(),
    },
    properties: Object.keys(getters),
    get: (body, key) => getProperty(getters, body, key),
    set: (body, key, value) => setProperty(setters, body, key, value),
  })
}
