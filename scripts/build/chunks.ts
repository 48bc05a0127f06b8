import type { ModuleInfo, Plugin } from 'rolldown'

/** A chunk with what some modules import, as far as no chunk before it has that. */
export interface ChunkWish {
  name: string
  of: readonly string[]
}

/** Joins what is always loaded together: every file that a command opens costs it most of a millisecond. */
export function createChunks(wishes: readonly ChunkWish[]) {
  const members = wishes.map(() => new Set<string>())
  const plugin: Plugin = {
    name: 'chunks',
    buildEnd() {
      const add = (id: string, into: Set<string>) => {
        if (into.has(id)) return
        const found: ModuleInfo | null = this.getModuleInfo(id)
        if (!found) return
        into.add(id)
        for (const imported of found.importedIds) add(imported, into)
      }
      wishes.forEach(({ of }, index) => {
        for (const id of of) add(id, members[index]!)
      })
    },
  }
  const groups = wishes.map(({ name }, index) => ({
    name,
    test: (id: string) => members[index]!.has(id),
    priority: wishes.length - index,
  }))
  return { plugin, codeSplitting: { includeDependenciesRecursively: false, groups } }
}
