import type * as Clack from '@clack/prompts'
import { interruption } from './failure.ts'
import { createPlainPrompter } from './prompts-plain.ts'

export interface TextQuestion {
  message: string
  initial?: string
  /** Says what is wrong, or nothing. */
  check?: (answer: string) => string | undefined
}

/** How questions are put to a person, always on stderr. Leaving one is an interruption. */
export interface Prompter {
  text(question: TextQuestion): Promise<string>
  password(question: { message: string; check?: TextQuestion['check'] }): Promise<string>
  confirm(question: { message: string; initial: boolean }): Promise<boolean>
  select(question: { message: string; options: { value: string; label: string; hint?: string }[] }): Promise<string>
}

/** Questions in the terminal; plain ones where nothing may be drawn again. */
export function createPrompter({ accessible }: { accessible: boolean }): Prompter {
  if (accessible) return createPlainPrompter({ input: process.stdin, output: process.stderr })
  const common = { output: process.stderr }
  return {
    text: ({ message, initial, check }) =>
      ask((clack) =>
        clack.text({ ...common, message, initialValue: initial, validate: (value) => check?.(value ?? '') }),
      ),
    password: ({ message, check }) =>
      ask((clack) => clack.password({ ...common, message, validate: (value) => check?.(value ?? '') })),
    confirm: ({ message, initial }) => ask((clack) => clack.confirm({ ...common, message, initialValue: initial })),
    select: ({ message, options }) => ask((clack) => clack.select({ ...common, message, options })),
  }
}

async function ask<T>(put: (clack: typeof Clack) => Promise<T>): Promise<Exclude<T, symbol>> {
  // Loaded when the first question is asked: most commands ask nothing.
  const clack = await import('@clack/prompts')
  const answer = await put(clack)
  if (clack.isCancel(answer)) throw interruption()
  // The only symbol there is was just refused.
  return answer as Exclude<T, symbol>
}
