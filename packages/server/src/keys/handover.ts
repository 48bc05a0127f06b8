import { ApiError } from '@mosis/api'
import type { SigningKey } from '@mosis/api'
import { PackageError, readLineage } from '@mosis/format'
import type { LineageLink } from '@mosis/format'
import { recordChange } from '../accounts/audit.ts'
import type { Db, SigningKeyRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { note } from '../notes.ts'
import { findActiveKey, getSigningKey, revokeSigningKey, toSigningKey } from './keys.ts'

export interface Handover {
  app_id: string
  min_version_code: number
  old_key: SigningKey
  new_key: SigningKey
}

/**
 * Notes that a key handed an app over to another key of the caller. Devices learn it from the package, which carries the same
 * lineage; here it is checked before that, and the old key can be taken out of use in the same step.
 */
export async function rotateSigningKey(
  db: Db,
  call: Call,
  { key_id, lineage, revoke }: { key_id: string; lineage: string; revoke: boolean },
): Promise<Handover> {
  const link = readHandover(lineage)
  return inTransaction(db, async (db) => {
    const old = await getSigningKey(db, call, key_id)
    if (link.oldKeyId !== old.key_id) {
      throw refusal(`its last handover is by the key ${link.oldKeyId}, and this is ${old.key_id}`)
    }
    const new_key = await findActiveKey(db, call, link.newKeyId)
    if (!new_key) throw refusal(`the key ${link.newKeyId}, which takes over, is not registered with this account`)
    await noteHandover(db, call, old, link)
    if (revoke) await revokeSigningKey(db, call, { key_id })
    const old_key = toSigningKey(await getSigningKey(db, call, key_id))
    return { app_id: link.appId, min_version_code: link.minVersionCode, old_key, new_key }
  })
}

/** Both keys signed the link: reading verifies it. */
function readHandover(lineage: string): LineageLink {
  try {
    const link = readLineage(Buffer.from(lineage)).at(-1)
    if (!link) throw refusal('it has no handover in it')
    return link
  } catch (failure) {
    if (!(failure instanceof PackageError)) throw failure
    const { code, message, fix } = failure
    const fault = { pointer: '/lineage', code, message, fix }
    throw new ApiError('key.wrong_lineage', { reason: message }, { errors: [fault], cause: failure })
  }
}

async function noteHandover(db: Db, call: Call, old: SigningKeyRow, link: LineageLink): Promise<void> {
  if (old.rotated_to === link.newKeyId) return
  await db.updateTable('signing_key').set({ rotated_to: link.newKeyId }).where('id', '=', old.id).execute()
  await recordChange(db, call, {
    subject: 'signing_key',
    id: old.id,
    action: 'rotate',
    from: old.key_id,
    to: link.newKeyId,
    reason: note('key.handed_over', { app_id: link.appId, version_code: link.minVersionCode }),
  })
}

const refusal = (reason: string) => new ApiError('key.wrong_lineage', { reason })
