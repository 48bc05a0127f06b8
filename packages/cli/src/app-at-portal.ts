import type { Manifest, Package } from '@mosis/format'
import { missingFlags } from './ask.ts'
import { registerKey } from './commands/keys-register.ts'
import type { Io } from './io.ts'
import type { Portal } from './portal.ts'
import { listKeys } from './signing-keys.ts'

/** Makes the app at the portal and registers the key that signed, where that is missing and the person agrees. */
export async function makeReady(io: Io, portal: Portal, { manifest, signer }: Package, agreed: boolean): Promise<void> {
  const { id, name } = manifest
  const hasApp = await findApp(portal, id)
  const newKey = await findUnregisteredKey(io, portal, signer?.keyId)
  const parts = [...(hasApp ? [] : [`make the app ${name} (${id})`]), ...(newKey ? [`register the key ${newKey}`] : [])]
  if (parts.length === 0) return
  if (!agreed && !(await ask(io, `${portal.url}: ${parts.join(' and ')}?`))) throw missingFlags(['create'])
  if (newKey) await registerKey(io, portal, newKey)
  if (!hasApp) await createApp(portal, manifest)
}

async function ask(io: Io, message: string): Promise<boolean> {
  return io.interactive && io.prompter({ accessible: io.accessible }).confirm({ message, initial: true })
}

async function findApp({ call }: Portal, app_id: string): Promise<boolean> {
  const { ApiError, apps } = await import('@mosis/api')
  try {
    await call(apps.getApp, { params: { app_id } })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'app.not_found') return false
    throw error
  }
}

/** The name of the key that signed, where it is one of this machine and the portal does not know it. */
async function findUnregisteredKey(io: Io, { call }: Portal, keyId: string | undefined): Promise<string | undefined> {
  const { ApiError, keys } = await import('@mosis/api')
  try {
    const { signing_keys } = await call(keys.listSigningKeys, {})
    if (signing_keys.some(({ key_id }) => key_id === keyId)) return undefined
    return (await listKeys(io)).find((key) => key.keyId === keyId)?.name
  } catch (error) {
    // A token for CI may upload and still not see keys: then the upload itself says whether the key is known.
    if (error instanceof ApiError && error.code === 'auth.forbidden') return undefined
    throw error
  }
}

async function createApp({ call }: Portal, manifest: Manifest): Promise<void> {
  const { apps } = await import('@mosis/api')
  const { id, name, description = '', category = null, tags = [] } = manifest
  await call(apps.createApp, { body: { id, name, description, category, tags: tags.slice(0, 10) } })
}
