import type { LineageLink } from '@mosis/format'
import { join, relative, resolve } from 'node:path'
import { command } from '../command.ts'
import { readSignIns } from '../credentials.ts'
import { describe } from '../describe.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { lineagePath, loadSigner } from '../lineage.ts'
import { table } from '../output.ts'
import { openPortal, portalOption, portalUrl } from '../portal.ts'
import type { Portal } from '../portal.ts'
import { openSource } from '../project.ts'
import { generateKey, keyNameOf, listKeys, loadKey } from '../signing-keys.ts'
import type { LoadedKey } from '../signing-keys.ts'
import { registerKey } from './keys-register.ts'

export const keysRotate = command({
  name: 'keys rotate',
  summary: 'Hand an app over to another signing key',
  about:
    "Both keys sign the handover, and the project keeps it in META-INF/LINEAGE: every later build carries it and is signed by the new key. Keep that file with the sources, and both keys' files in a safe place. Devices that know the app by the old key accept the new one from then on, and the old one no longer.",
  group: 'Packages and keys',
  arguments: { dir: { summary: 'the project (default: this folder)', optional: true } },
  options: {
    from: { value: 'NAME', summary: 'the key that signed so far', default: 'the one that build signs with' },
    to: {
      value: 'NAME',
      summary: 'the key that signs from now on; it is made if there is none of this name',
      default: 'the name of the old one with a number',
    },
    minVersionCode: {
      value: 'NUMBER',
      summary: 'from this version_code on the old key counts for nothing',
      default: 'one more than in manifest.json',
    },
    portal: portalOption,
  },
  examples: [
    ['mosis keys rotate', 'this project, to a new key'],
    ['mosis keys rotate clock --from laptop --to office', 'another project, between two keys'],
  ],
  async run({ dir = '.', from, to, minVersionCode, portal }, io) {
    const { extendLineage, limits, readFolder, readLineage } = await import('@mosis/format')
    const source = openSource(io, dir)
    if (io.files.kind(resolve(io.cwd, dir)) !== 'folder' || source.kind !== 'folder') {
      throw new Failure('usage.wrong', `Cannot keep a handover in "${dir}": it is a file`, {
        path: dir,
        fix: 'Give the folder of the project',
      })
    }
    const { id, version_code } = readFolder(source.files).manifest
    const links = source.lineage ? readLineage(source.lineage) : []
    const first = readMinimum(minVersionCode, version_code + 1, links, limits.maxVersionCode)
    const old = await loadSigner(io, from, source.lineage)
    const next = await findOrMake(io, to ?? nextName(old.key.name))
    requireUnused(old, next, links)
    const lineage = extendLineage({
      appId: id,
      minVersionCode: first,
      oldPrivateKeyPem: old.privateKeyPem,
      newPrivateKeyPem: next.privateKeyPem,
      ...(source.lineage && { lineage: source.lineage.toString('utf8') }),
    })
    const path = join(source.path, lineagePath)
    io.files.writeWhole(path, lineage)
    const registration = await register(io, portal, next.key.name, { oldKeyId: old.key.keyId, lineage })
    const { color } = io
    return {
      data: {
        id,
        min_version_code: first,
        lineage: path,
        old_key: { name: old.key.name, key_id: old.key.keyId },
        new_key: { name: next.key.name, key_id: next.key.keyId, path: next.key.path },
        registered_at: registration.url ?? null,
      },
      text: [
        `${color.green('Handed over')} ${color.bold(id)} from ${color.bold(old.key.name)} to ${color.bold(next.key.name)}, from version_code ${first} on`,
        table(
          [
            ['old key', old.key.keyId],
            ['new key', next.key.keyId],
            ['its file', next.key.path],
            ['lineage', relative(io.cwd, path)],
          ],
          '  ',
        ),
        '',
        'Every build of this project is now signed by the new key and carries the lineage: keep a copy of both files.',
        registration.url === undefined
          ? `${registration.why} Next: ${color.cyan(`mosis keys register --key ${next.key.name}`)}`
          : `The new key is registered at ${registration.url}.`,
      ].join('\n'),
    }
  },
})

function readMinimum(
  given: string | undefined,
  proposed: number,
  links: readonly LineageLink[],
  highest: number,
): number {
  const lowest = links.at(-1)?.minVersionCode ?? 1
  if (given === undefined) return Math.min(Math.max(proposed, lowest), highest)
  const number = /^[1-9][0-9]{0,9}$/.test(given) ? Number(given) : 0
  if (number >= lowest && number <= highest) return number
  throw new Failure(
    'usage.wrong',
    `Cannot use "${given}" for --min-version-code: it is not a number from ${lowest} to ${highest}`,
    {
      field: '--min-version-code',
      fix: `Leave it out, or give the version_code of the first version that the new key signs: ${Math.max(proposed, lowest)}`,
    },
  )
}

/** `laptop` is followed by `laptop-2`, and that by `laptop-3`. */
function nextName(name: string): string {
  const [, stem = name, number = '1'] = /^(.*)-(\d{1,4})$/.exec(keyNameOf(name)) ?? [undefined, keyNameOf(name)]
  return `${stem}-${Number(number) + 1}`
}

/** A key that is there already is taken: so a second try, after a first that failed half-way, leaves no third key behind. */
async function findOrMake(io: Io, name: string): Promise<LoadedKey> {
  const isFile = /[/\\]|\.pem$/.test(name)
  if (!isFile && !(await listKeys(io)).some((key) => key.name === name)) await generateKey(io, name)
  return loadKey(io, name)
}

function requireUnused(old: LoadedKey, next: LoadedKey, links: readonly LineageLink[]): void {
  const used = [old.key.keyId, ...links.map(({ oldKeyId }) => oldKeyId)]
  if (!used.includes(next.key.keyId)) return
  throw new Failure('key.used_before', `Cannot hand over to the key "${next.key.name}": it signed this app before`, {
    field: '--to',
    fix: `Name one that does not exist yet, and it is made: --to ${nextName(old.key.name)}`,
    facts: { key_id: next.key.keyId },
  })
}

/** The handover stands already: what goes wrong at the portal is told, and can be done later. */
async function register(
  io: Io,
  given: string | undefined,
  key: string,
  handover: Handover,
): Promise<{ url?: string; why: string }> {
  const url = portalUrl(given)
  if (!io.env['MOSIS_TOKEN'] && !readSignIns(io).has(url)) {
    return { why: `The portal does not know the new key yet: you are not signed in at ${url}.` }
  }
  try {
    const portal = await openPortal(io, given)
    await registerKey(io, portal, key)
    await noteHandover(portal, handover)
    return { url, why: '' }
  } catch (failure) {
    if (io.interrupted.aborted) throw failure
    const { message } = await describe(failure)
    return { why: `The portal does not know the new key yet: ${message}.` }
  }
}

interface Handover {
  oldKeyId: string
  /** The text of META-INF/LINEAGE. */
  lineage: string
}

/** Where the old key is one of this account too, the portal checks the handover now and shows it beside the key. */
async function noteHandover({ call }: Portal, { oldKeyId, lineage }: Handover): Promise<void> {
  const { keys } = await import('@mosis/api')
  const { signing_keys } = await call(keys.listSigningKeys, {})
  const old = signing_keys.find(({ key_id }) => key_id === oldKeyId)
  if (old) await call(keys.rotateSigningKey, { params: { key_id: old.id }, body: { lineage } })
}
