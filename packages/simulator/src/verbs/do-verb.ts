import { SimulatorError } from '../errors.ts'
import type { Args } from './arguments.ts'
import { lookVerbs } from './look-verbs.ts'
import { phoneVerbs } from './phone-verbs.ts'
import { sourceVerbs } from './source-verbs.ts'
import { touchVerbs } from './touch-verbs.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Everything that can be done to a phone, by its name. */
export const verbs: Readonly<Record<string, Verb>> = { ...phoneVerbs, ...touchVerbs, ...sourceVerbs, ...lookVerbs }

/** Does one of them; what it answers is plain data. */
export async function doVerb(context: VerbContext, name: string, args: Args): Promise<unknown> {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb) return verb(context, args)
  throw new SimulatorError('simulator.unknown_verb', `The simulator cannot "${name}"`, {
    fix: `It knows ${Object.keys(verbs).join(', ')}`,
  })
}
