import { join, resolve } from 'node:path'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'

/** A signing key of this machine. The private part is read only where something is signed. */
export interface LocalKey {
  name: string
  keyId: string
  publicKeyPem: string
  path: string
}

/** A key that is about to sign. */
export interface LoadedKey {
  key: LocalKey
  privateKeyPem: string
}

export const defaultKeyName = 'default'

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/

/** Makes a key and keeps it in a file that only its owner can read. An existing one is never replaced. */
export async function generateKey(io: Io, name: string): Promise<LocalKey> {
  if (!nameForm.test(name)) {
    throw new Failure('usage.wrong', `Cannot name a key "${name}"`, {
      field: 'name',
      fix: 'Use up to 60 letters, digits, dots, dashes and underscores',
    })
  }
  const { generateSigningKey } = await import('@mosis/format')
  const { privateKeyPem, publicKeyPem, keyId } = generateSigningKey()
  const path = pathOf(io, name)
  if (!io.files.writeNew(path, privateKeyPem, 0o600)) {
    throw new Failure('key.exists', `Cannot make the key "${name}": there is one of that name`, {
      path,
      fix: `Choose another name: mosis keys generate --name ${name}-2`,
    })
  }
  return { name, keyId, publicKeyPem, path }
}

export async function listKeys(io: Io): Promise<LocalKey[]> {
  if (io.files.kind(io.paths.keys) !== 'folder') return []
  const names = io.files.list(io.paths.keys).flatMap(({ name }) => (name.endsWith('.pem') ? [name.slice(0, -4)] : []))
  return Promise.all(names.map(async (name) => (await loadKey(io, name)).key))
}

/**
 * The key to sign with: the named one, a PEM file, or without either the default key or the only one there is.
 */
export async function loadKey(io: Io, wanted?: string): Promise<LoadedKey> {
  const name = wanted ?? chooseName(io)
  const isFile = name.includes('/') || name.includes('\\') || name.endsWith('.pem')
  const path = isFile ? resolve(io.cwd, name) : pathOf(io, name)
  const bytes = io.files.find(path)
  if (!bytes) {
    throw new Failure('key.not_found', `There is no signing key "${name}"`, {
      path,
      fix: isFile ? 'Check the path' : `See mosis keys list, or make it: mosis keys generate --name ${name}`,
    })
  }
  const privateKeyPem = bytes.toString('utf8')
  const { PackageError, publicKeyOf } = await import('@mosis/format')
  try {
    return { key: { name, path, ...publicKeyOf(privateKeyPem) }, privateKeyPem }
  } catch (cause) {
    if (!(cause instanceof PackageError)) throw cause
    throw new Failure('key.unreadable', `Cannot use the key "${name}": ${cause.message}`, {
      path,
      fix: cause.fix,
      cause,
    })
  }
}

function chooseName(io: Io): string {
  const entries = io.files.kind(io.paths.keys) === 'folder' ? io.files.list(io.paths.keys) : []
  const names = entries.flatMap(({ name }) => (name.endsWith('.pem') ? [name.slice(0, -4)] : []))
  if (names.includes(defaultKeyName)) return defaultKeyName
  if (names.length === 1) return names[0]!
  if (names.length === 0) {
    throw new Failure('key.none', 'There is no signing key on this machine', {
      fix: 'Run mosis keys generate once; to build without a signature add --unsigned',
    })
  }
  throw new Failure('key.ambiguous', `There are ${names.length} signing keys: ${names.join(', ')}`, {
    field: '--key',
    fix: `Say which: --key ${names[0]}, or for always: mosis config set key ${names[0]}`,
  })
}

const pathOf = (io: Io, name: string) => join(io.paths.keys, `${name}.pem`)

/** A key that is a file somewhere is called by the file's name. */
export const keyNameOf = (name: string) =>
  name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.pem$/, '')

/** A key id as people compare it: groups of four, the first half. */
export const shortKeyId = (keyId: string) => (keyId.slice(0, 32).match(/.{4}/g) ?? []).join(' ')
