import { readFileSync } from 'node:fs'
import { readPackage } from '@mosis/format'
import { answerTasks } from '../threads/thread-tasks.ts'
import { compareFiles, toText } from './compare-files.ts'
import type { FileComparison } from './compare-files.ts'

/** What is to be read of packages that lie at these paths. */
export type PackageTask =
  | { compare: { before: string | undefined; after: string } }
  | { read: { from: string; file: string } }
  | { list: { from: string } }

export type PackageAnswer =
  | { comparison: FileComparison }
  | { file: ReadFile | undefined }
  | { files: { path: string; size_bytes: number }[] }

export interface ReadFile {
  bytes: Uint8Array
  isText: boolean
}

// Runs as a thread: unpacking what nobody has looked at yet, and comparing it line by line, costs neither the event loop nor
// the process.
answerTasks((task: PackageTask): PackageAnswer => {
  if ('read' in task) return { file: readFile(task.read) }
  if ('list' in task) return { files: listFiles(task.list.from) }
  const { before, after } = task.compare
  const [old, now] = [before === undefined ? undefined : read(before), read(after)]
  return { comparison: compareFiles(old, now) }
})

const read = (path: string) => readPackage(readFileSync(path))

function readFile({ from, file }: { from: string; file: string }): ReadFile | undefined {
  const bytes = read(from).files.get(file)?.read()
  return bytes && { bytes: new Uint8Array(bytes), isText: toText(bytes) !== undefined }
}

function listFiles(from: string): { path: string; size_bytes: number }[] {
  return [...read(from).files]
    .map(([path, file]) => ({ path, size_bytes: file.read().byteLength }))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}
