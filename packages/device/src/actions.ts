import type { Usage } from '@mosis/sandbox'
import type { Action, ActionResult, FromWorker, ToWorker } from './app-worker/messages.ts'
import { DeviceError } from './errors.ts'

/** What a person, or who stands in for one, does with a running app. */
export interface Actions {
  /** Presses the first element that matches, as a finger does; settled when its handlers have ended. */
  click(selector: string): Promise<void>
  /** Types into the first element that matches. */
  type(selector: string, text: string): Promise<void>
  /** What a person reads on the screen. */
  screenText(): Promise<string>
  usage(): Promise<Usage>
  /** Goes back as the device's own button does; false on the first screen. */
  back(): Promise<boolean>
  /** Goes to the first screen; false when it is there. */
  home(): Promise<boolean>
}

interface ActionDesk extends Actions {
  /** Any action, with what it came to. */
  act(action: Action, what: string, options?: { isReadyNeeded?: boolean }): Promise<ActionResult>
  settle(message: FromWorker & { type: 'done' }): void
  /** Refuses what waits and all that comes. */
  close(): void
}

/** Hands actions to the app's thread once it is `ready`, and their results back. */
export function createActions({
  post,
  ready,
}: {
  post: (message: ToWorker) => void
  ready: Promise<unknown>
}): ActionDesk {
  const waiting = new Map<number, PromiseWithResolvers<ActionResult>>()
  let lastId = 0
  let isClosed = false

  async function act(action: Action, what: string, { isReadyNeeded = true } = {}): Promise<ActionResult> {
    if (isReadyNeeded) await ready
    if (isClosed) throw new DeviceError('device.app_stopped', { action: what })
    const id = ++lastId
    const settled = Promise.withResolvers<ActionResult>()
    waiting.set(id, settled)
    post({ type: 'do', id, action })
    return settled.promise
  }

  return {
    async click(selector) {
      await act({ kind: 'click', selector }, `click "${selector}"`)
    },
    async type(selector, text) {
      await act({ kind: 'type', selector, text }, `type into "${selector}"`)
    },
    async screenText() {
      const text = await act({ kind: 'text' }, 'read the screen')
      return typeof text === 'string' ? text : ''
    },
    async usage() {
      const usage = await act({ kind: 'usage' }, 'read the usage')
      if (typeof usage !== 'object' || usage === null || !('waiting' in usage))
        throw new Error('Cannot read the usage: the app answered something else')
      return usage
    },
    back: async () => (await act({ kind: 'back' }, 'go back')) === true,
    home: async () => (await act({ kind: 'home' }, 'go home')) === true,
    act,
    settle({ id, result }) {
      const action = waiting.get(id)
      waiting.delete(id)
      if (result.ok) action?.resolve(result.value)
      else action?.reject(new DeviceError('device.action_impossible', { reason: result.message }))
    },
    close() {
      isClosed = true
      for (const action of waiting.values())
        action.reject(new DeviceError('device.app_stopped', { action: 'finish this' }))
      waiting.clear()
    },
  }
}
