// What running apps costs: Lua under all its limits, starting it, a screen, the phone in the browser; and how near its boxes are to RmlUi's.
import type { Measurement } from './measure.ts'
import { measureApps } from './runtime/apps.ts'
import { measureBoxes } from './runtime/boxes.ts'
import { measureLua } from './runtime/lua.ts'
import { measurePhone } from './runtime/phone.ts'
import { measureStarting } from './runtime/starting.ts'

export async function measureRuntime(): Promise<Measurement[]> {
  return [
    ...(await measureLua()),
    ...measureStarting(),
    ...measureApps(),
    ...(await measurePhone()),
    ...(await measureBoxes()),
  ]
}
