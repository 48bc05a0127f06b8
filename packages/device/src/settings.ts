import { randomUUID } from 'node:crypto'
import { readFileIfThere } from './disk.ts'
import type { Place } from './place.ts'

/** `config/device.json`: what belongs to the device itself. */
export interface Settings {
  device_id: string
  /** Install updates without asking; off until the person says so. */
  auto_update: boolean
  /** Updates by themselves only where data costs nothing. */
  wifi_only: boolean
}

const schema = 'mosis.device/1'

/** Reads the settings; missing or damaged ones become the defaults, with a new id for the device. */
export async function getSettings(place: Place): Promise<Settings> {
  return (await findSettings(place)) ?? changeSettings(place, {})
}

async function findSettings({ layout }: Place): Promise<Settings | undefined> {
  const bytes = await readFileIfThere(layout.settings)
  return bytes && parseSettings(bytes.toString())
}

/** Changes settings; those not named stay. */
export async function changeSettings(place: Place, change: Partial<Omit<Settings, 'device_id'>>): Promise<Settings> {
  const { disk, layout, locks } = place
  const release = await locks.take('settings', 10_000)
  if (!release) throw new Error(`Cannot change ${layout.settings}: it stayed locked for 10 s`)
  try {
    const before = (await findSettings(place)) ?? { device_id: randomUUID(), auto_update: false, wifi_only: true }
    const settings = { ...before, ...change }
    await disk.replaceFile(layout.settings, `${JSON.stringify({ schema, ...settings }, undefined, 2)}\n`)
    return settings
  } finally {
    release()
  }
}

function parseSettings(text: string): Settings | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Damage is an expected state: the defaults are the careful ones.
    return undefined
  }
  const { device_id, auto_update, wifi_only } = (value ?? {}) as Partial<Record<keyof Settings, unknown>>
  if (typeof device_id !== 'string' || typeof auto_update !== 'boolean' || typeof wifi_only !== 'boolean')
    return undefined
  return { device_id, auto_update, wifi_only }
}
