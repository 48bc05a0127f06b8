// What running apps costs: Lua under all its limits, and starting it.
import type { Measurement } from './measure.ts'
import { measureLua } from './runtime/lua.ts'
import { measureStarting } from './runtime/starting.ts'

export async function measureRuntime(): Promise<Measurement[]> {
  return [...(await measureLua()), ...measureStarting()]
}
