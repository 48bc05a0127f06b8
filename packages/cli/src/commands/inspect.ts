import type { Package } from '@mosis/format'
import { command } from '../command.ts'
import type { Io } from '../io.ts'
import { count, printable, size, table, wrap } from '../output.ts'
import { lineageFacts } from '../lineage.ts'
import { openSource, readSource } from '../project.ts'
import { fileKinds } from '../file-kinds.ts'
import { drawTree } from '../tree.ts'

export const inspect = command({
  name: 'inspect',
  summary: 'Show what a package holds: files, sizes, permissions, signer',
  group: 'Packages and keys',
  arguments: { path: { summary: 'a .mosis file or a project folder' } },
  examples: [['mosis inspect clock.mosis', 'what takes the space, what it may do, who signed it']],
  async run({ path }, io) {
    const pkg = await readSource(openSource(io, path))
    const { permissions } = await import('@mosis/format')
    const asked = permissions.filter(({ name }) => pkg.manifest.permissions.some((wanted) => wanted === name))
    const kinds = fileKinds([...pkg.files.values()])
    return {
      data: {
        manifest: pkg.manifest,
        size_bytes: pkg.sizeBytes,
        sha256: pkg.sha256 || null,
        key_id: pkg.signer?.keyId ?? null,
        lineage: lineageFacts(pkg.lineage),
        files: [...pkg.files.values()].map((file) => ({
          path: file.path,
          size_bytes: file.sizeBytes,
          sha256: file.sha256,
        })),
        kinds: kinds.map(({ kind, files, sizeBytes }) => ({ kind, files, size_bytes: sizeBytes })),
        permissions: asked.map(({ name, risk, description }) => ({ name, risk, description })),
      },
      text: [
        head(pkg, io),
        `${io.color.bold('Files')}  ${count(pkg.files.size, 'file')}, ${size(unpackedBytes(pkg))} unpacked`,
        drawTree([...pkg.files.values()], io.color),
        `${io.color.bold('By kind')}\n${table(
          kinds.map(({ kind, files, sizeBytes }) => [kind, size(sizeBytes), count(files, 'file')]),
          '  ',
        )}`,
        `${io.color.bold('Permissions')}\n${describePermissions(asked, pkg, io)}`,
        `${io.color.bold('Signed by')}\n  ${pkg.signer?.keyId ?? io.color.yellow('nobody')}`,
        ...(pkg.lineage.length > 0 ? [`${io.color.bold('Handed over')}\n${describeHandovers(pkg)}`] : []),
        ...(pkg.sha256 ? [`${io.color.bold('SHA-256')}\n  ${pkg.sha256}`] : []),
      ].join('\n\n'),
    }
  },
})

/** Oldest first; the last one handed over to the key that signs. */
function describeHandovers({ lineage }: Package): string {
  return lineage
    .flatMap(({ oldKeyId, newKeyId, minVersionCode }) => [
      `  from version_code ${minVersionCode} on`,
      `    by ${oldKeyId}`,
      `    to ${newKeyId}`,
    ])
    .join('\n')
}

const unpackedBytes = (pkg: Package) => [...pkg.files.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

function head({ manifest, sizeBytes, signer, sha256 }: Package, io: Io): string {
  const { name, id, version, version_code, description, category, min_mosis_version } = manifest
  const facts = [`needs Mosis ${min_mosis_version}`, category ?? 'no category', ...(sha256 ? [size(sizeBytes)] : [])]
  const state = sha256 && !signer ? io.color.yellow('  unsigned') : ''
  return [
    `${io.color.bold(printable(name))} ${version} (version_code ${version_code})  ${io.color.dim(id)}${state}`,
    ...(description ? [printable(description)] : []),
    io.color.dim(facts.join(', ')),
  ].join('\n')
}

function describePermissions(
  asked: readonly { name: string; risk: string; description: string }[],
  { manifest }: Package,
  io: Io,
): string {
  if (asked.length === 0) return '  none'
  const lines = asked.map(({ name, risk, description }) => {
    const mark =
      risk === 'normal'
        ? io.color.dim('granted')
        : risk === 'dangerous'
          ? io.color.yellow('asked')
          : io.color.red('system')
    return `  ${io.color.cyan(name)}  ${mark}\n${wrap(description, io.columns, '    ')}`
  })
  const domains = manifest.network?.allowed_domains
  if (domains) lines.push(`  ${io.color.dim('may reach')}  ${printable(domains.join(', ')) || 'nothing'}`)
  return lines.join('\n')
}
