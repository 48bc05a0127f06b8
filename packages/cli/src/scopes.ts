import type { Scope } from '@mosis/api'
import { Failure } from './failure.ts'

/** The flag of what makes a credential that may do only some things. */
export const scopeOption = {
  value: 'SCOPE',
  many: true,
  summary: 'what it may do, such as apps:read; several times',
} as const

/** Reads the names of scopes; an unknown one is refused with those that there are. */
export async function readScopes(names: readonly string[]): Promise<Scope[]> {
  const { scopes } = await import('@mosis/api')
  return names.map((name) => {
    const scope = scopes.find((known) => known === name)
    if (scope) return scope
    throw new Failure('usage.wrong', `Cannot use "${name}" for --scope: there is no scope of this name`, {
      field: '--scope',
      fix: `Choose from ${scopes.join(', ')}`,
    })
  })
}
