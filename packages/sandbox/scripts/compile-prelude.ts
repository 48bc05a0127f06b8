// Compiles the part of the platform that is written in Lua into the TypeScript file that is committed:
// node packages/sandbox/scripts/compile-prelude.ts
import { writeFile } from 'node:fs/promises'
import { LuaFactory } from 'wasmoon'
import { prelude } from '../src/vm/prelude.ts'
import { ownChunkName } from '../src/vm/traceback.ts'

/** Where the compiled bytes are kept. */
export const compiledFile = new URL('../src/vm/compiled-prelude.ts', import.meta.url)

/** The text of that file, made from the Lua source by the same Lua that will run it. */
export async function compilePrelude(): Promise<string> {
  const lua = await new LuaFactory().createEngine()
  lua.global.set('source', prelude)
  lua.global.set('chunk_name', ownChunkName)
  const hex = String(
    lua.doStringSync(
      `return (string.dump(assert(load(source, chunk_name, 't'))):gsub('.', function(byte) return ('%02x'):format(byte:byte()) end))`,
    ),
  )
  lua.global.close()
  const bytes = Buffer.from(hex, 'hex')
  return `// Made by scripts/compile-prelude.ts from prelude.ts; change that and run it again.

/** What Lua makes of the prelude, ${bytes.length} bytes, in base64. */
export const compiledPrelude =
  '${bytes.toString('base64')}'
`
}

if (import.meta.main) await writeFile(compiledFile, await compilePrelude())
