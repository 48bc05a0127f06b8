import { findPermission } from '@mosis/format/permissions'
import { LuaError } from './errors.ts'

/** What one app may do: what its manifest declares, what the person granted, and when a person last touched it. */
export interface Grants {
  /** Raises `permission.denied` in Lua unless the permission is declared and granted. */
  require(permission: string, functionName: string): void
  has(permission: string): boolean
  /** In the manifest, granted or not. */
  isDeclared(permission: string): boolean
  /** What a request for the permission would do now. */
  standing(permission: string, nowMs: number): Standing
  /** Remembers the person's answer. */
  settle(permission: string, granted: boolean): void
  /** Does its work whenever this permission is taken back. */
  onWithdrawn(permission: string, work: () => void): void
  noteGesture(nowMs: number): void
}

/**
 * `unknown`: no permission has this name. `undeclared`: not in the manifest. `granted`, `refused`: nobody needs to be asked.
 * `no-gesture`: it may only be asked within five seconds of a touch. `askable`: the person decides.
 */
export type Standing = 'unknown' | 'undeclared' | 'granted' | 'refused' | 'no-gesture' | 'askable'

export interface GrantOptions {
  /** The manifest's `permissions`. */
  declared: readonly string[]
  /** Dangerous permissions that the person granted earlier. */
  granted?: readonly string[]
  /** Signed by the platform's own key: signature permissions hold. */
  isSystemApp?: boolean
  gestureMs?: number
}

/** The grants of one app. Normal permissions hold once declared, dangerous ones once granted, signature ones for system apps only. */
export function createGrants({ declared, granted = [], isSystemApp = false, gestureMs = 5000 }: GrantOptions): Grants {
  const declaredNames = new Set(declared)
  const grantedNames = new Set(granted)
  const onWithdrawn: [permission: string, work: () => void][] = []
  let gestureAtMs = -Infinity

  function has(name: string): boolean {
    if (!declaredNames.has(name)) return false
    const risk = findPermission(name)?.risk
    if (risk === 'signature') return isSystemApp
    return risk === 'normal' || (risk === 'dangerous' && grantedNames.has(name))
  }

  return {
    has,
    isDeclared: (name) => declaredNames.has(name),
    require(name, functionName) {
      if (has(name)) return
      const hint = !declaredNames.has(name)
        ? `The manifest does not declare it. Add "${name}" to "permissions"`
        : findPermission(name)?.risk === 'signature'
          ? 'Only apps of the platform itself can have it'
          : `Ask for it first with permissions.request("${name}")`
      throw new LuaError(
        'permission.denied',
        `Cannot call ${functionName}: the permission "${name}" is not granted. ${hint}`,
      )
    },
    standing(name, nowMs) {
      const permission = findPermission(name)
      if (permission === undefined) return 'unknown'
      if (!declaredNames.has(name)) return 'undeclared'
      if (has(name)) return 'granted'
      if (permission.risk === 'signature') return 'refused'
      // A touch from the future (the clock was set back) is no reason either.
      const sinceGestureMs = nowMs - gestureAtMs
      const isRecent = sinceGestureMs >= 0 && sinceGestureMs <= gestureMs
      return permission.needsGesture && !isRecent ? 'no-gesture' : 'askable'
    },
    settle(name, isGranted) {
      if (isGranted) {
        grantedNames.add(name)
        return
      }
      if (!grantedNames.delete(name)) return
      for (const [permission, work] of onWithdrawn) if (permission === name) work()
    },
    onWithdrawn: (permission, work) => void onWithdrawn.push([permission, work]),
    noteGesture(nowMs) {
      gestureAtMs = nowMs
    },
  }
}
