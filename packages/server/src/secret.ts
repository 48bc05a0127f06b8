import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface KeptSecret {
  secret: string
  path: string
  /** False when an earlier start made it. */
  isNew: boolean
}

/** The portal's secret where none is set: made once, kept beside the database, readable by its owner only. */
export async function keepSecret(dataDir: string): Promise<KeptSecret> {
  const path = join(dataDir, 'jwt-secret')
  const kept = await findSecret(path)
  if (kept !== undefined) return { secret: kept, path, isNew: false }
  await mkdir(dataDir, { recursive: true })
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    // A link shows the whole text or nothing and never replaces: of two processes that start at once, one makes the secret.
    await link(draft, path)
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'EEXIST')) throw failure
  } finally {
    await rm(draft, { force: true })
  }
  const secret = await findSecret(path)
  if (secret === undefined)
    throw new Error(`Cannot use the secret in ${path}: it is empty. Remove the file and start again`)
  return { secret, path, isNew: true }
}

async function findSecret(path: string): Promise<string | undefined> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    if (text.length >= 32) return text
    throw new Error(
      `Cannot use the secret in ${path}: it has ${text.length} characters and should have 32 or more. ` +
        'Remove the file and start again: everybody then signs in again',
    )
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined
    throw failure
  }
}
