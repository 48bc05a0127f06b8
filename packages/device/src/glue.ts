import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compileGlue } from '@mosis/sandbox'

let compiled: Promise<WebAssembly.Module> | undefined

/** The Lua engine, compiled once for all apps of this program. */
export function loadGlue(): Promise<WebAssembly.Module> {
  compiled ??= readFile(fileURLToPath(import.meta.resolve('wasmoon/dist/glue.wasm'))).then((bytes) =>
    compileGlue(bytes),
  )
  return compiled
}
