import type { HostObject, Sandbox } from '@mosis/sandbox'
import type { ScreenElement, ScreenNode } from '@mosis/screen'
import { HandlerEvent } from './handler-event.ts'

const classOfTag = new Map([
  ['form', 'ElementForm'],
  ['input', 'ElementFormControlInput'],
  ['textarea', 'ElementFormControlTextArea'],
  ['select', 'ElementFormControlSelect'],
  ['tabset', 'ElementTabSet'],
])

/** A node or event as Lua sees it: an object of the most specific of RmlUi's classes. */
export function toLua(sandbox: Sandbox, value: ScreenNode | HandlerEvent): HostObject {
  if (value instanceof HandlerEvent) return sandbox.toLua('Event', value)
  return sandbox.toLua(value.kind === 'text' ? 'ElementText' : classNameOf(value), value)
}

/** A node, or nil for none. */
export function toLuaOrNil(sandbox: Sandbox, node: ScreenNode | null | undefined): HostObject | undefined {
  return node ? toLua(sandbox, node) : undefined
}

function classNameOf(element: ScreenElement): string {
  if (element === element.document.body) return 'Document'
  return classOfTag.get(element.tag) ?? 'Element'
}
