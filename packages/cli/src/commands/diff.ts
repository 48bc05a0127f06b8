import type { Package } from '@mosis/format'
import { command } from '../command.ts'
import type { Io } from '../io.ts'
import { leadsFrom } from '../lineage.ts'
import { printable, size, table } from '../output.ts'
import { openSource, readSource } from '../project.ts'

export const diff = command({
  name: 'diff',
  summary: 'Show what changed between two packages or project folders',
  about: 'Access first: permissions, domains and the signer. Ends with 0 whether something changed or not.',
  group: 'Packages and keys',
  arguments: { a: { summary: 'the older .mosis file or folder' }, b: { summary: 'the newer one' } },
  examples: [['mosis diff clock-1.0.0.mosis .', 'what the next version would change']],
  async run({ a, b }, io) {
    const [before, after] = [await readSource(openSource(io, a)), await readSource(openSource(io, b))]
    const change = compare(before, after)
    return { data: change, text: describeChange(change, before, after, io) }
  },
})

interface FileChange {
  path: string
  before_bytes: number | null
  after_bytes: number | null
}

interface Change {
  same: boolean
  fields: { field: string; before: unknown; after: unknown }[]
  permissions: { added: string[]; removed: string[] }
  domains: { added: string[]; removed: string[] }
  signer: { before: string | null; after: string | null; changed: boolean; handed_over: boolean }
  files: FileChange[]
}

function compare(before: Package, after: Package): Change {
  const files = compareFiles(before, after)
  const fields = compareFields(before, after)
  const keys = { before: before.signer?.keyId ?? null, after: after.signer?.keyId ?? null }
  // A folder has no signer; only two signatures can differ.
  const changed = keys.before !== null && keys.after !== null && keys.before !== keys.after
  const signer = { ...keys, changed, handed_over: keys.before !== null && leadsFrom(after.lineage, keys.before) }
  return {
    same: files.length === 0 && !signer.changed,
    fields,
    permissions: compareLists(before.manifest.permissions, after.manifest.permissions),
    domains: compareLists(
      before.manifest.network?.allowed_domains ?? [],
      after.manifest.network?.allowed_domains ?? [],
    ),
    signer,
    files,
  }
}

function compareFiles(before: Package, after: Package): FileChange[] {
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])].sort()
  return paths.flatMap((path) => {
    const [old, young] = [before.files.get(path), after.files.get(path)]
    if (old?.sha256 === young?.sha256) return []
    return [{ path, before_bytes: old?.sizeBytes ?? null, after_bytes: young?.sizeBytes ?? null }]
  })
}

function compareFields(before: Package, after: Package): Change['fields'] {
  const [old, young] = [
    { ...before.manifest } as Record<string, unknown>,
    { ...after.manifest } as Record<string, unknown>,
  ]
  const names = [...new Set([...Object.keys(old), ...Object.keys(young)])].filter((name) => name !== 'permissions')
  return names.flatMap((field) =>
    JSON.stringify(old[field]) === JSON.stringify(young[field])
      ? []
      : [{ field, before: old[field] ?? null, after: young[field] ?? null }],
  )
}

function compareLists(before: readonly string[], after: readonly string[]) {
  return {
    added: after.filter((item) => !before.includes(item)),
    removed: before.filter((item) => !after.includes(item)),
  }
}

function describeChange(change: Change, before: Package, after: Package, io: Io): string {
  const { color } = io
  if (change.same) return 'No difference: the same files with the same bytes'
  const parts: string[] = [
    `${color.bold(printable(after.manifest.name))} ${before.manifest.version} → ${after.manifest.version}`,
  ]
  const access = [
    ...change.permissions.added.map((name) => color.yellow(`  + may now use ${name}`)),
    ...change.permissions.removed.map((name) => `  - no longer uses ${name}`),
    ...change.domains.added.map((name) => color.yellow(`  + may now reach ${name}`)),
    ...change.domains.removed.map((name) => `  - no longer reaches ${name}`),
    ...(change.signer.changed ? describeSigner(change.signer, io) : []),
  ]
  if (access.length > 0) parts.push(`${color.bold('Access')}\n${access.join('\n')}`)
  if (change.fields.length > 0) {
    const rows = change.fields.map(({ field, before, after }) => [field, printable(`${show(before)} → ${show(after)}`)])
    parts.push(`${color.bold('Manifest')}\n${table(rows, '  ')}`)
  }
  const files = change.files.map((file) => describeFile(file, io))
  parts.push(`${color.bold('Files')}\n${files.length > 0 ? table(files, '  ') : '  no difference'}`)
  return parts.join('\n\n')
}

function describeSigner({ before, after, handed_over }: Change['signer'], { color }: Io): string[] {
  const [mark, paint, end] = handed_over
    ? ['+', color.yellow, 'which handed over to it: devices accept that']
    : ['!', color.red, 'which did not hand over to it: devices refuse that']
  return [paint(`  ${mark} signed by ${after}`), paint(`    before by ${before}, ${end}`)]
}

const show = (value: unknown) => (value === null ? 'nothing' : JSON.stringify(value))

function describeFile({ path, before_bytes, after_bytes }: FileChange, { color }: Io): string[] {
  if (before_bytes === null) return [color.green('+'), printable(path), size(after_bytes ?? 0)]
  if (after_bytes === null) return [color.red('-'), printable(path), size(before_bytes)]
  return [color.yellow('~'), printable(path), `${size(before_bytes)} → ${size(after_bytes)}`]
}
