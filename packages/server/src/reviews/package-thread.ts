import { readFileSync } from 'node:fs'
import { readPackage } from '@mosis/format'
import { answerTasks } from '../threads/thread-tasks.ts'
import { compareFiles, toText } from './compare-files.ts'
import type { FileComparison } from './compare-files.ts'

/** What is to be read of packages that lie at these paths. */
export type PackageTask =
  | { compare: { before: string | undefined; after: string } }
  | { read: { from: string; file: string } }

export type PackageAnswer = { comparison: FileComparison } | { file: ReadFile | undefined }

export interface ReadFile {
  bytes: Uint8Array
  isText: boolean
}

// Runs as a thread: unpacking what nobody has looked at yet, and comparing it line by line, costs neither the event loop nor
// the process.
answerTasks((task: PackageTask): PackageAnswer => {
  if ('read' in task) return { file: readFile(task.read) }
  const { before, after } = task.compare
  const [old, now] = [before === undefined ? undefined : read(before), read(after)]
  return { comparison: compareFiles(old, now) }
})

const read = (path: string) => readPackage(readFileSync(path))

function readFile({ from, file }: { from: string; file: string }): ReadFile | undefined {
  const bytes = read(from).files.get(file)?.read()
  return bytes && { bytes: new Uint8Array(bytes), isText: toText(bytes) !== undefined }
}
