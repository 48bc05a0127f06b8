import { LuaError } from '../errors.ts'
import { pushChunk } from './chunks.ts'
import type { Thread } from './lua-api.ts'
import { stringArgument, wrongType } from './stack-arguments.ts'
import { pushText, readString } from './strings.ts'
import type { Vm } from './vm.ts'

/** Finds the package file that an app means by a path; throws a `LuaError` where there is none. */
export type ResolveImport = (path: string) => { path: string; source: string | Uint8Array }

/** Which files were imported already. The values they returned stay in Lua. */
export interface Imports {
  resolve: ResolveImport | undefined
  /** `path` → name and, the first time, the file as a function. */
  open(thread: Thread): number
  /** `name, isLoaded`: that function has ended. */
  end(thread: Thread): number
}

const keptNames = 1000

/** Makes the host's half of `import`; the other half is in the prelude. */
export function createImports(vm: Vm): Imports {
  /** Files by the path an app wrote. */
  const names = new Map<string, string>()
  const loaded = new Set<string>()
  /** The task that runs a file for the first time. */
  const loading = new Map<string, object | undefined>()

  function isStillLoading(name: string): boolean {
    const task = loading.get(name)
    // A task that was cut off never said so.
    return task !== undefined && [...vm.tasks.byThread.values()].some((running) => running === task)
  }

  const imports: Imports = {
    resolve: undefined,
    open(thread) {
      stringArgument(vm, thread, 1)
      const path = readString(vm, thread, 1)
      if (typeof path !== 'string') throw wrongType(vm, thread, 1, 'text')
      const known = names.get(path)
      if (known !== undefined && loaded.has(known)) {
        pushText(vm, thread, known)
        return 1
      }
      if (imports.resolve === undefined)
        throw new LuaError('import.not_found', `Cannot import "${path}": there are no files`)
      const file = imports.resolve(path)
      // One file can be written in many ways; a few are remembered.
      if (names.size < keptNames) names.set(path, file.path)
      pushText(vm, thread, file.path)
      if (loaded.has(file.path)) return 1
      if (isStillLoading(file.path)) {
        throw new LuaError('import.circular', `Cannot import "${path}": it is being loaded already`)
      }
      pushChunk(vm, thread, file.source, `@${file.path}`)
      loading.set(file.path, vm.tasks.current)
      return 2
    },
    end(thread) {
      const name = String(readString(vm, thread, 1))
      loading.delete(name)
      if (vm.lua.lua_toboolean(thread, 2) !== 0) loaded.add(name)
      return 0
    },
  }
  return imports
}
