import type { Sandbox } from '@mosis/sandbox'
import type { TrialReport } from '../messages.ts'

/** Functions that reach beyond the app's own memory and screen; all others are its own business. */
const reaching =
  /^(?:storage|database|Database|DatabaseStatement|network|WebSocket|permissions|camera|microphone|location|sensors|contacts|bluetooth|clipboard|notifications|crypto|timer)[.:]|^(?:import|navigateTo|goBack|goHome)$/

/** What the app asked of the platform up to now, in an order that does not depend on chance. */
export function reportTrial(sandbox: Sandbox): TrialReport {
  const calls = [...sandbox.calls()].filter(([name]) => reaching.test(name)).sort(byName)
  const audit = sandbox.audit.entries()
  const asked = audit.filter(({ action }) => action === 'permissions.request').map(({ subject }) => subject)
  const tried = audit
    // Without the permission the subject is that, and nothing is known of the host.
    .filter(({ action, reason }) => action.startsWith('network.') && reason !== 'permission.denied')
    .map(({ subject }) => hostOf(subject))
  return { calls: Object.fromEntries(calls), permissions: distinct(asked), hosts: distinct(tried) }
}

/** The audit names the host of what was allowed and the whole address of what was refused. */
function hostOf(subject: string): string {
  return subject.includes('://') ? (URL.parse(subject)?.host ?? subject) : subject
}

const distinct = (names: readonly string[]) => [...new Set(names)].sort()
const byName = ([one]: [string, number], [other]: [string, number]) => (one < other ? -1 : 1)
