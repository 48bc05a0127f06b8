import { resolve } from 'node:path'
import type { Package } from '@mosis/format'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { leadsFrom, lineageFacts } from '../lineage.ts'
import { table } from '../output.ts'
import { readPackageFile } from '../package-file.ts'
import { listKeys, loadKey } from '../signing-keys.ts'

export const verify = command({
  name: 'verify',
  summary: 'Check the signature and every byte of a package, as a device does',
  group: 'Packages and keys',
  arguments: { file: { summary: 'a .mosis file' } },
  options: {
    key: { value: 'KEY', summary: 'the key it must be signed with: a PEM file, a name, or a key id' },
  },
  examples: [
    ['mosis verify clock.mosis', 'says who signed it; ends with 3 if anything is wrong'],
    ['mosis verify clock.mosis --key ada.pem', 'and it must be this key'],
  ],
  async run({ file, key }, io) {
    const pkg = await readPackageFile(io, file)
    if (!pkg.signer) {
      throw new Failure('signature.missing', `Cannot verify "${file}": it is not signed`, {
        path: file,
        fix: `Sign it: mosis sign ${file}`,
      })
    }
    const { keyId } = pkg.signer
    if (key !== undefined) await requireKey(io, key, pkg, file)
    const own = (await listKeys(io)).find((candidate) => candidate.keyId === keyId)
    const { id, version, version_code } = pkg.manifest
    const facts = { id, version, version_code, key_id: keyId, lineage: lineageFacts(pkg.lineage) }
    return {
      data: {
        path: resolve(io.cwd, file),
        ...facts,
        // Computed where it is printed: of a large file it would take a tenth of the time.
        get sha256() {
          return pkg.sha256
        },
      },
      text: [
        `${io.color.green('Good')} ${io.color.bold(id)} ${version}: signature and ${pkg.files.size} files are as they were signed`,
        table(
          [
            ['signed by', own ? `${keyId} (your key ${own.name})` : keyId],
            ...pkg.lineage.toReversed().map(({ oldKeyId }) => ['before it by', oldKeyId]),
          ],
          '  ',
        ),
      ].join('\n'),
    }
  },
})

async function requireKey(io: Io, wanted: string, { signer, lineage }: Package, file: string): Promise<void> {
  const should = await readKeyId(io, wanted)
  const keyId = signer?.keyId
  if (should === keyId) return
  const isSuccessor = leadsFrom(lineage, should)
  throw new Failure('signature.other_key', `Cannot trust "${file}": it is signed by ${keyId}, it should be ${should}`, {
    path: file,
    fix: isSuccessor
      ? `That key handed the app over to this one, as devices accept it (mosis inspect ${file}); to want it, say --key ${keyId}`
      : 'Do not use it, unless you know why the key is another',
    facts: { is: keyId, should, handed_over: isSuccessor },
  })
}

async function readKeyId(io: Io, wanted: string): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(wanted)) return wanted
  const pem = io.files.find(resolve(io.cwd, wanted))?.toString('utf8')
  // A certificate, or something else in a PEM file, is refused as the public key that it should be.
  const isPem = pem !== undefined && (wanted.endsWith('.pem') || pem.includes('-----BEGIN'))
  if (isPem && !pem.includes('PRIVATE KEY')) {
    const { readPublicKey } = await import('@mosis/format')
    return readPublicKey(pem).keyId
  }
  return (await loadKey(io, wanted)).key.keyId
}
