import { relative, resolve } from 'node:path'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { size, table } from '../output.ts'
import { pack } from '../pack.ts'
import type { Packed } from '../pack.ts'
import { openSource } from '../project.ts'

export const build = command({
  name: 'build',
  summary: 'Make a signed package of a project',
  about: 'The same files and key give the same bytes on every machine. The package appears whole or not at all.',
  group: 'Packages and keys',
  arguments: { dir: { summary: 'the project (default: this folder)', optional: true } },
  options: {
    out: { value: 'FILE', short: '-o', summary: 'where to write it', default: '{id}-{version}.mosis here' },
    key: { value: 'NAME', summary: 'the signing key, or the path of a PEM file', setting: true },
    unsigned: { summary: 'do not sign; devices refuse such a package' },
  },
  examples: [
    ['mosis build', 'com.example.clock-1.0.0.mosis from this folder'],
    ['mosis build clock --out clock.mosis --key work', 'another folder, file and key'],
  ],
  async run({ dir, out, key, unsigned }, io) {
    const source = openSource(io, dir)
    if (source.kind === 'file') {
      throw new Failure('usage.wrong', `Cannot build "${dir}": it is a file`, {
        path: dir,
        fix: `Give a project folder; a package is signed anew with mosis sign ${dir}`,
      })
    }
    const packed = await pack(io, source, key, unsigned)
    const { packageFileName } = await import('@mosis/format')
    const path = resolve(io.cwd, out ?? packageFileName(packed.pkg.manifest))
    io.files.writeWhole(path, packed.bytes)
    return { data: { path, ...toFacts(packed) }, text: describePacked('Built', path, packed, io) }
  },
})

/** The facts of a package that was just written, for programs. */
export function toFacts({ pkg, key }: Packed): object {
  const { id, version, version_code } = pkg.manifest
  const { sizeBytes: size_bytes, sha256 } = pkg
  return { id, version, version_code, size_bytes, sha256, files: pkg.files.size, key_id: key?.keyId ?? null }
}

/** The facts of a package that was just written, for people. */
export function describePacked(done: string, path: string, { pkg, key }: Packed, io: Io): string {
  const { name, version, version_code } = pkg.manifest
  const signer = key ? `${key.name} ${io.color.dim(key.keyId.slice(0, 16))}` : io.color.yellow('nobody: it is unsigned')
  return [
    `${io.color.green(done)} ${io.color.bold(name)} ${version} (version_code ${version_code})`,
    table(
      [
        ['file', relative(io.cwd, path) || path],
        ['size', `${size(pkg.sizeBytes)} (${pkg.sizeBytes} bytes)`],
        ['sha256', pkg.sha256],
        ['signed by', signer],
      ],
      '  ',
    ),
  ].join('\n')
}
