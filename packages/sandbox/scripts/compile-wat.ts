// Compiles the WebAssembly text beside the sandbox into the TypeScript file that is committed:
// node packages/sandbox/scripts/compile-wat.ts
import { readFile, writeFile } from 'node:fs/promises'
import wabt from 'wabt'

const folder = new URL('../src/vm/', import.meta.url)
const modules = ['longjmp', 'guard']

/** Where the compiled bytes are kept. */
export const compiledFile = new URL('side-modules.ts', folder)

/** The text of that file, made from the `.wat` sources. */
export async function compileSideModules(): Promise<string> {
  const compiler = await wabt()
  let text = '// Made by scripts/compile-wat.ts from the .wat files beside it; change those and run it again.\n\n'
  for (const name of modules) {
    const source = await readFile(new URL(`${name}.wat`, folder), 'utf8')
    const parsed = compiler.parseWat(`${name}.wat`, source, { exceptions: true })
    const bytes = parsed.toBinary({}).buffer
    parsed.destroy()
    text += `/** ${name}.wat, ${bytes.byteLength} bytes, in base64. */\n`
    text += `export const ${name}Wasm =\n  '${Buffer.from(bytes).toString('base64')}'\n\n`
  }
  return `${text.trimEnd()}\n`
}

if (import.meta.main) await writeFile(compiledFile, await compileSideModules())
