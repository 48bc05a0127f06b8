import type { ExitName } from './exits.ts'
import type { Io } from './io.ts'

/** A flag of a command. Its name, in kebab-case, is the flag; in upper case behind `MOSIS_` it is the environment twin. */
export interface OptionSpec {
  summary: string
  /** What the value is called in the help; a flag without one is a switch. */
  value?: string
  /** `-o` */
  short?: string
  /** The value may be left out: `--wait` or `--wait=30s`. */
  valueOptional?: true
  /** There is a `--no-…` form too. */
  negatable?: true
  /** May stand several times; the environment twin separates with commas. */
  many?: true
  choices?: readonly string[]
  /** Only words for the help: the command itself knows what it does without the flag. */
  default?: string
  /** May also stand in the project's or the user's settings file, under this name. */
  setting?: true
}

export interface ArgumentSpec {
  summary: string
  optional?: true
  many?: true
}

export type OptionValue = string | boolean | readonly string[] | undefined

type ValueOf<O extends OptionSpec> = O extends { many: true }
  ? readonly string[]
  : O extends { value: string }
    ? O extends { valueOptional: true } | { negatable: true }
      ? string | boolean | undefined
      : string | undefined
    : boolean

type ArgumentOf<A extends ArgumentSpec> = A extends { many: true }
  ? readonly string[]
  : A extends { optional: true }
    ? string | undefined
    : string

/** What `run` is given: every argument and every flag under its own name. */
export type Values<A extends Record<string, ArgumentSpec>, O extends Record<string, OptionSpec>> = {
  -readonly [Name in keyof A]: ArgumentOf<A[Name]>
} & { -readonly [Name in keyof O]: ValueOf<O[Name]> }

/** What a command answers: the same facts for programs and for people. */
export interface Answer {
  /** With `--json` this is the one document on stdout, behind `schema` and `ok`. */
  data: object
  /** Without `--json` this goes to stdout. */
  text: string
  /** Not everything that ran to its end is a success: findings, a rejection, a wait that ended early. */
  exit?: ExitName
}

interface About {
  /** One word, or two for a command of a group: `keys generate`. */
  name: string
  summary: string
  /** A paragraph for `--help`. */
  about?: string
  group: Group
  examples: readonly (readonly [line: string, meaning: string])[]
  /** The command writes JSON lines by itself while it runs. */
  streams?: true
}

export type Group = 'Write an app' | 'Packages and keys' | 'Publish' | 'Device' | 'This command'

export interface Command extends About {
  arguments: Readonly<Record<string, ArgumentSpec>>
  options: Readonly<Record<string, OptionSpec>>
  run(options: Record<string, OptionValue>, io: Io): Promise<Answer>
}

/** Declares a command; `run` gets its arguments and flags with their own types. */
export function command<
  const A extends Record<string, ArgumentSpec> = {},
  const O extends Record<string, OptionSpec> = {},
>(
  declared: About & {
    arguments?: A
    options?: O
    run(options: Values<A, O>, io: Io): Promise<Answer>
  },
): Command {
  // `readOptions` gives exactly the arguments and flags that the two tables declare.
  return { arguments: {}, options: {}, ...declared }
}
