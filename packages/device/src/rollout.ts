import { createHmac, randomBytes } from 'node:crypto'
import type { Rollout } from '@mosis/api'
import { readFileIfThere } from './disk.ts'
import type { Place } from './place.ts'

const secretBytes = 32

/**
 * Whether a device with this secret is among the percent of all devices that a version is rolled out to. The portal learns
 * nothing by it: it says the same to every device, and each places itself by a secret that never leaves it. Who is in at 5 % is
 * in at 20 %, since the place does not depend on the percent.
 */
export function isInShare(secret: Uint8Array, appId: string, { percent, salt }: Rollout): boolean {
  const digest = createHmac('sha256', secret).update(`${appId}\n${salt}`).digest()
  // 48 bits: as exact as a number holds, and far finer than the share of one device.
  return digest.readUIntBE(0, 6) < (percent / 100) * 2 ** 48
}

/** What a device needs of a version to choose between several. */
interface Choice {
  version_code: number
  rollout: Rollout | null
}

/** The newest version that is for this device; undefined when none is. */
export function chooseVersion<Version extends Choice>(
  secret: Uint8Array,
  appId: string,
  versions: readonly Version[],
): Version | undefined {
  return versions
    .filter(({ rollout }) => rollout === null || isInShare(secret, appId, rollout))
    .reduce<Version | undefined>(
      (best, version) => (best && best.version_code > version.version_code ? best : version),
      undefined,
    )
}

/** Reads the device's secret; the first time, or when it was damaged, it is drawn anew. */
export async function getRolloutSecret(place: Place): Promise<Uint8Array> {
  return (await findSecret(place)) ?? makeSecret(place)
}

async function findSecret({ layout }: Place): Promise<Uint8Array | undefined> {
  const bytes = await readFileIfThere(layout.rolloutSecret)
  return bytes?.length === secretBytes ? bytes : undefined
}

async function makeSecret(place: Place): Promise<Uint8Array> {
  const { disk, layout, locks } = place
  const release = await locks.take('settings', 10_000)
  if (!release) throw new Error(`Cannot make ${layout.rolloutSecret}: the settings stayed locked for 10 s`)
  try {
    // Another program may have made it meanwhile: a device has one place, not one for each program.
    const there = await findSecret(place)
    if (there) return there
    const secret = randomBytes(secretBytes)
    await disk.replaceFile(layout.rolloutSecret, secret)
    return secret
  } finally {
    release()
  }
}
