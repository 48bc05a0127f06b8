import type { Command } from './command.ts'
import { commandList } from './command-list.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = await Promise.all(Object.values(commandList).map((load) => load()))
