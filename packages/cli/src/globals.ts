import type { OptionSpec, Values } from './command.ts'

/** The flags that every command has. */
export const globalOptions = {
  json: { summary: 'print one JSON document on stdout and ask nothing' },
  noInput: { summary: 'ask nothing: fail and name what is missing' },
  color: {
    value: 'WHEN',
    summary: 'colours: auto, always or never',
    choices: ['auto', 'always', 'never'],
    setting: true,
  },
  a11y: { summary: 'no spinners, no redrawing, numbered questions', setting: true },
  home: { value: 'DIR', summary: 'one folder for settings, keys and state' },
} as const satisfies Record<string, OptionSpec>

export type Globals = Values<{}, typeof globalOptions>
