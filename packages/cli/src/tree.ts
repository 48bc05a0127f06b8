import type { Colors } from './io.ts'
import { printable, size } from './output.ts'

interface Branch {
  folders: Map<string, Branch>
  files: { name: string; sizeBytes: number }[]
}

/** Draws files as a tree with their sizes in a column. */
export function drawTree(files: readonly { path: string; sizeBytes: number }[], color: Colors): string {
  const root: Branch = { folders: new Map(), files: [] }
  for (const { path, sizeBytes } of files) {
    const names = path.split('/')
    const name = names.pop()!
    let branch = root
    for (const folder of names) {
      const next = branch.folders.get(folder) ?? { folders: new Map(), files: [] }
      branch.folders.set(folder, next)
      branch = next
    }
    branch.files.push({ name, sizeBytes })
  }
  const lines = [...draw(root, '')]
  const width = Math.max(...lines.map(({ left }) => Array.from(left).length))
  return lines
    .map(({ left, sizeBytes }) =>
      sizeBytes === undefined ? left : `${left.padEnd(width)}  ${color.dim(size(sizeBytes).padStart(8))}`,
    )
    .join('\n')
}

function* draw(branch: Branch, indent: string): Generator<{ left: string; sizeBytes?: number }> {
  const entries = [
    ...[...branch.folders].map(([name, folder]) => ({ name: `${name}/`, folder, sizeBytes: undefined })),
    ...branch.files.map(({ name, sizeBytes }) => ({ name, folder: undefined, sizeBytes })),
  ]
  for (const [index, { name, folder, sizeBytes }] of entries.entries()) {
    const isLast = index === entries.length - 1
    yield { left: `  ${indent}${isLast ? '└── ' : '├── '}${printable(name)}`, sizeBytes }
    if (folder) yield* draw(folder, `${indent}${isLast ? '    ' : '│   '}`)
  }
}
