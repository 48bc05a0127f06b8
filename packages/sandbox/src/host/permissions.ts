import type { PermissionBroker } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import { many } from '../values.ts'
import type { LuaResults } from '../values.ts'

/** `permissions`: whether the app may do something, asking the person where that is needed. */
export function permissionsModule(host: ModuleHost, broker: PermissionBroker): HostModule {
  const { clock, note } = host
  const { grants, limits } = host.sandbox
  /** One dialog for each permission, however often it is asked for meanwhile. */
  const asking = new Map<string, Promise<boolean>>()

  async function ask(name: string): Promise<boolean | LuaResults> {
    let answer = asking.get(name)
    if (answer === undefined) {
      answer = broker.request(name).finally(() => asking.delete(name))
      asking.set(name, answer)
    }
    const isGranted = await answer
    grants.settle(name, isGranted)
    note('permissions.request', name, isGranted ? undefined : 'permission.denied')
    return isGranted ? true : refuse('permission.denied', `The person did not allow "${name}"`)
  }

  return {
    /** True, or false and why. */
    request(call) {
      const name = call.text(1, 'permission')
      switch (grants.standing(name, clock.now())) {
        case 'unknown':
          throw new LuaError('permission.unknown', `Cannot request "${name}": there is no permission of this name`)
        case 'undeclared':
          note('permissions.request', name, 'permission.undeclared')
          throw new LuaError(
            'permission.undeclared',
            `Cannot request "${name}": the manifest does not declare it. Add it to "permissions"`,
          )
        case 'granted':
          return true
        case 'refused':
          note('permissions.request', name, 'permission.denied')
          return refuse('permission.denied', `Only apps of the platform itself can have "${name}"`)
        case 'no-gesture':
          note('permissions.request', name, 'permission.gesture_required')
          return refuse(
            'permission.gesture_required',
            `"${name}" can be requested only within ${limits.gestureMs / 1000} seconds of a touch. Request it in a handler of one`,
          )
        default:
          call.willWait()
          return ask(name)
      }
    },
  }
}

function refuse(code: string, message: string): LuaResults {
  return many(false, `${code}: ${message}`)
}
