import type { Command, OptionSpec } from './command.ts'
import { globalOptions } from './globals.ts'

/** Every flag that may also stand in a settings file, by its name. */
export function settingTable(commands: readonly Command[]): Record<string, OptionSpec> {
  const tables: Readonly<Record<string, OptionSpec>>[] = [globalOptions, ...commands.map(({ options }) => options)]
  const entries = tables.flatMap((table) => Object.entries(table)).filter(([, spec]) => spec.setting)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
