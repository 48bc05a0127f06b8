import { resolve } from 'node:path'
import { command } from '../command.ts'
import { createdBy } from '../pack.ts'
import { openPackage } from '../project.ts'
import { loadKey } from '../signing-keys.ts'
import { describePacked, toFacts } from './build.ts'

export const sign = command({
  name: 'sign',
  summary: 'Sign a package, or sign it anew with another key',
  about: 'Its files keep their bytes; META-INF is replaced. A package that was changed after signing is refused.',
  group: 'Packages and keys',
  arguments: { file: { summary: 'a .mosis file' } },
  options: {
    out: { value: 'FILE', short: '-o', summary: 'where to write it', default: 'over FILE' },
    key: { value: 'NAME', summary: 'the signing key, or the path of a PEM file', setting: true },
  },
  examples: [['mosis sign clock.mosis --key work', 'signs it in place']],
  async run({ file, out, key: wanted }, io) {
    const { readPackage, signPackage } = await import('@mosis/format')
    const source = openPackage(io, file)
    const { key, privateKeyPem } = await loadKey(io, wanted)
    const bytes = signPackage(source.bytes, privateKeyPem, { createdBy })
    const packed = { bytes, pkg: readPackage(bytes), key }
    const path = resolve(io.cwd, out ?? file)
    io.files.writeWhole(path, bytes)
    return { data: { path, ...toFacts(packed) }, text: describePacked('Signed', path, packed, io) }
  },
})
