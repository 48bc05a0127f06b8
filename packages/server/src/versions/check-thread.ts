import { readFileSync } from 'node:fs'
import { lintPackage } from '@mosis/format'
import type { Package, PackageError } from '@mosis/format'
import type { InputError } from '@mosis/api'
import type { PackageCheck, PackageFacts } from './package-facts.ts'
import { answerTasks } from '../threads/thread-tasks.ts'

// Runs as a thread: everything that an upload can do to a parser happens here.
answerTasks(({ path }: { path: string }): PackageCheck => {
  const { pkg, problems } = lintPackage(readFileSync(path))
  if (problems.length > 0) return { isValid: false, problems: problems.map(toInputError) }
  if (!pkg) throw new Error('The linter gave neither a package nor a problem')
  return { isValid: true, facts: toFacts(pkg) }
})

function toFacts({ manifest, signer, lineage, sha256, mfSha256, sizeBytes, files }: Package): PackageFacts {
  if (!signer || mfSha256 === null) throw new Error('The linter let an unsigned package pass')
  const icons = Object.entries(manifest.icons ?? {}).flatMap(([size, path]) => {
    const file = files.get(path)
    return file ? [{ size, sha256: file.sha256, bytes: new Uint8Array(file.read()) }] : []
  })
  return {
    manifest,
    sha256,
    mfSha256,
    sizeBytes,
    keyId: signer.keyId,
    formerKeys: lineage.map(({ oldKeyId }) => oldKeyId),
    icons,
    files: [...files.values()].map(({ sha256 }) => sha256),
  }
}

function toInputError({ code, message, fix, details }: PackageError): InputError {
  const { path, pointer, line, column, offset } = details
  return {
    code,
    message,
    fix,
    ...(path !== undefined && { path }),
    ...(pointer !== undefined && { pointer }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(offset !== undefined && { offset }),
  }
}
