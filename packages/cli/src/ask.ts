import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { flagOf } from './options.ts'
import type { Prompter } from './prompts.ts'

/** A value that a command cannot do without: its flag, what was given, and how to ask for it. */
export interface Need<T> {
  name: string
  given: T | undefined
  ask(prompter: Prompter): Promise<T>
}

/**
 * Asks for what is missing, one question after the other. Where nothing may be asked it names every missing flag at
 * once, so that one more try is enough.
 */
export async function askFor<N extends Record<string, Need<unknown>>>(
  io: Io,
  needs: N,
  /** Another way out, for the failure. */
  otherwise?: string,
): Promise<{ [Name in keyof N]: Awaited<ReturnType<N[Name]['ask']>> }> {
  const missing = Object.values(needs).filter(({ given }) => given === undefined)
  const answers: Record<string, unknown> = Object.fromEntries(
    Object.entries(needs).map(([key, { given }]) => [key, given]),
  )
  if (missing.length > 0) {
    if (!io.interactive)
      throw missingFlags(
        missing.map(({ name }) => name),
        otherwise,
      )
    const prompter = await io.prompter({ accessible: io.accessible })
    for (const [key, need] of Object.entries(needs)) answers[key] ??= await need.ask(prompter)
  }
  return answers as { [Name in keyof N]: Awaited<ReturnType<N[Name]['ask']>> }
}

/** The failure of a line that needs these flags. */
export function missingFlags(names: readonly string[], otherwise = 'run it in a terminal to be asked'): Failure {
  const flags = names.map((name) => (name.startsWith('-') || name.includes(' ') ? name : flagOf(name)))
  return new Failure('usage.missing', `Cannot go on without ${flags.join(', ')}`, {
    field: flags.join(', '),
    fix: `Add ${flags.join(' and ')}, or ${otherwise}`,
    facts: { missing: flags },
  })
}
