import { LuaError, type HostClass, type Sandbox } from '@mosis/sandbox'
import { ScreenError } from '@mosis/screen'

/** Gives a class to Lua; what the screen refuses becomes an error that the app can catch. */
export function defineScreenClass<T extends object>(sandbox: Sandbox, definition: HostClass<T>): void {
  const { methods, get, set } = definition
  sandbox.defineClass<T>({
    ...definition,
    methods: methods && Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, refusing(method)])),
    get: get && refusing(get),
    set: set && refusing(set),
  })
}

/** Does something for Lua; what the screen refuses becomes an error that the app can catch. */
export function refusing<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
  return (...args) => {
    try {
      return run(...args)
    } catch (error) {
      if (!(error instanceof ScreenError)) throw error
      throw new LuaError(`screen.${error.code.replaceAll('-', '_')}`, error.message, { cause: error })
    }
  }
}
