import type { Package } from '@mosis/format'
import type { Io } from './io.ts'
import { loadSigner } from './lineage.ts'
import type { Source } from './project.ts'
import type { LocalKey } from './signing-keys.ts'
import { version } from './version.ts'

export interface Packed {
  bytes: Buffer
  pkg: Package
  key: LocalKey | null
}

export const createdBy = `mosis-cli ${version}`

/** Makes a package of a project, signed with the key or, where that is wanted, unsigned. Same input, same bytes. */
export async function pack(
  io: Io,
  source: Source & { kind: 'folder' },
  key: string | undefined,
  unsigned: boolean,
): Promise<Packed> {
  const { lintFolder, PackageError, readPackage, writePackage } = await import('@mosis/format')
  const { problems } = lintFolder(source.files)
  const [first, ...others] = problems
  if (first && others.length === 0) throw first
  if (first) {
    const fix = `${first.fix}; there are ${others.length} more, mosis validate shows all`
    throw new PackageError(first.code, first.details, { fix, cause: first })
  }
  const signer = unsigned ? null : await loadSigner(io, key, source.lineage)
  const signing = signer && {
    privateKeyPem: signer.privateKeyPem,
    ...(source.lineage && { lineage: source.lineage.toString('utf8') }),
  }
  const bytes = writePackage(source.files, { createdBy, ...signing })
  // Read back what was written: a package that this reader refuses must not leave the machine.
  return { bytes, pkg: readPackage(bytes, { allowUnsigned: unsigned }), key: signer?.key ?? null }
}
