import { safety } from '@mosis/api'
import type { Revocation } from '@mosis/api'
import { readFileIfThere } from './disk.ts'
import { DeviceError } from './errors.ts'
import type { Place } from './place.ts'
import { reachPortal } from './portal.ts'
import type { Portal } from './portal.ts'

/** What a portal last said about apps that harm; a lower serial than this is never taken from it again. */
interface KeptList {
  serial: number
  revocations: Revocation[]
}

/** What can be revoked of an app: this version, this package, everything of this signer. */
export interface Revocable {
  id: string
  version_code: number
  key_id: string
  sha256: string
}

const schema = 'mosis.revocations/1'

/**
 * Fetches the portal's list and keeps it, apart from apps, so that a removal forgets nothing. An older list than the kept one is
 * not taken: whoever can hold back an answer could otherwise bring a stopped app back.
 */
export async function updateRevocations(place: Place, portal: Portal): Promise<void> {
  const { serial, revocations } = await reachPortal('revocations', portal, () => portal.call(safety.getRevocations, {}))
  const { disk, layout, locks, log } = place
  const release = await locks.take('revocations', 10_000)
  if (!release) throw new Error(`Cannot change ${layout.revocations}: it stayed locked for 10 s`)
  try {
    const lists = await readLists(place)
    const { origin } = new URL(portal.url)
    const kept = lists[origin]
    if (kept && serial < kept.serial) {
      log('warning', `The portal gave an old list of revoked apps: ${serial}, after ${kept.serial}; it was not taken`)
      return
    }
    // The same number says the same, save for what came in between two questions of the portal.
    const text = JSON.stringify({ schema, portals: { ...lists, [origin]: { serial, revocations } } }, undefined, 2)
    await disk.replaceFile(layout.revocations, `${text}\n`)
  } finally {
    release()
  }
}

/** Refuses an app that is to be stopped, and warns of one that somebody looks into. */
export async function refuseRevoked(place: Place, action: 'install' | 'run', app: Revocable): Promise<void> {
  const revocation = await findRevocation(place, app)
  if (!revocation) return
  const { id, version_code } = app
  const { reason } = revocation
  if (revocation.action === 'stop') throw new DeviceError('device.revoked', { action, id, version_code, reason })
  place.log('warning', `The portal warns of "${id}" (version_code ${version_code}): ${reason}`, { id })
}

/** The revocation that an app falls under, one that stops it before one that warns. */
export async function findRevocation(place: Place, app: Revocable): Promise<Revocation | undefined> {
  const all = Object.values(await readLists(place)).flatMap(({ revocations }) => revocations)
  const fitting = all.filter(
    ({ key_id, sha256, app_id, version_code }) =>
      key_id === app.key_id || sha256 === app.sha256 || (app_id === app.id && version_code === app.version_code),
  )
  return fitting.find(({ action }) => action === 'stop') ?? fitting[0]
}

async function readLists({ layout }: Place): Promise<Record<string, KeptList>> {
  const bytes = await readFileIfThere(layout.revocations)
  return bytes ? parseLists(bytes.toString()) : {}
}

const listSchema = safety.getRevocations.result

function parseLists(text: string): Record<string, KeptList> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Damage is an expected state: the next check fetches all of it again.
    return {}
  }
  const { portals } = (value ?? {}) as { portals?: unknown }
  if (typeof portals !== 'object' || portals === null) return {}
  const lists: Record<string, KeptList> = {}
  for (const [origin, list] of Object.entries(portals)) {
    const read = listSchema.safeParse(list)
    if (read.success) lists[origin] = read.data
  }
  return lists
}
