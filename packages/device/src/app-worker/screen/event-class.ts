import type { Sandbox } from '@mosis/sandbox'
import { defineScreenClass } from './define-class.ts'
import type { HandlerEvent } from './handler-event.ts'
import { getProperty, type Getters } from './node-class.ts'
import { toLua } from './node-values.ts'
import { parametersProxy } from './proxies.ts'

/** Defines `Event`. */
export function defineEventClass(sandbox: Sandbox): void {
  const getters: Getters<HandlerEvent> = {
    type: (event) => event.type,
    target_element: (event) => toLua(sandbox, event.target),
    current_element: (event) => toLua(sandbox, event.current),
    parameters: (event) => parametersProxy(sandbox, event.parameters),
  }
  defineScreenClass<HandlerEvent>(sandbox, {
    name: 'Event',
    methods: {
      StopPropagation: (event) => event.stopPropagation(),
      StopImmediatePropagation: (event) => event.stopImmediatePropagation(),
    },
    properties: Object.keys(getters),
    get: (event, key) => getProperty(getters, event, key),
  })
}
