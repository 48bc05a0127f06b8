import { missingFlags } from './ask.ts'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'

export const yesOption = { summary: 'do not ask' } as const

/** Asks once before something that cannot be taken back; without a terminal only `--yes` says so. */
export async function requireConsent(io: Io, isAgreed: boolean, message: string): Promise<void> {
  if (isAgreed) return
  if (!io.interactive) throw missingFlags(['yes'])
  const prompter = await io.prompter({ accessible: io.accessible })
  if (!(await prompter.confirm({ message, initial: false }))) throw new Failure('interrupted', 'Nothing was changed')
}
