import type { LineageLink } from '@mosis/format'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { listKeys, loadKey, shortKeyId } from './signing-keys.ts'
import type { LoadedKey } from './signing-keys.ts'

/** Where a project keeps who handed over to whom: the same place as in the package, so that each can be made of the other. */
export const lineagePath = 'META-INF/LINEAGE'

/** The key that signs a project. Where keys were handed over it is the last of them, and no other. */
export async function loadSigner(
  io: Io,
  wanted: string | undefined,
  lineage: Uint8Array | undefined,
): Promise<LoadedKey> {
  if (lineage === undefined) return loadKey(io, wanted)
  const { readLineage } = await import('@mosis/format')
  const { newKeyId } = readLineage(lineage).at(-1)!
  const own = (await listKeys(io)).find(({ keyId }) => keyId === newKeyId)?.name
  if (wanted === undefined && own === undefined) {
    throw new Failure(
      'key.not_found',
      `The key ${shortKeyId(newKeyId)} is not on this machine, and it signs this app`,
      {
        path: lineagePath,
        fix: `Copy its file into ${io.paths.keys}, or give its path with --key FILE.pem`,
        facts: { key_id: newKeyId },
      },
    )
  }
  const signer = await loadKey(io, wanted ?? own)
  if (signer.key.keyId !== newKeyId) throw replaced(signer, newKeyId, own)
  return signer
}

function replaced({ key }: LoadedKey, newKeyId: string, own: string | undefined): Failure {
  return new Failure(
    'key.replaced',
    `Cannot sign this app with the key "${key.name}": it was handed over to ${own === undefined ? 'the key' : `"${own}",`} ${shortKeyId(newKeyId)}`,
    {
      path: lineagePath,
      field: '--key',
      fix: own === undefined ? 'Give the path of that key with --key FILE.pem' : `Say --key ${own}`,
      facts: { is: key.keyId, should: newKeyId },
    },
  )
}

/** The handovers of a package for programs. */
export const lineageFacts = (lineage: readonly LineageLink[]) =>
  lineage.map(({ oldKeyId, newKeyId, minVersionCode }) => ({
    old_key_id: oldKeyId,
    new_key_id: newKeyId,
    min_version_code: minVersionCode,
  }))

/** True when the old key agreed to a way that ends with the key that signs the package. */
export const leadsFrom = (lineage: readonly LineageLink[], keyId: string) =>
  lineage.some(({ oldKeyId }) => oldKeyId === keyId)
