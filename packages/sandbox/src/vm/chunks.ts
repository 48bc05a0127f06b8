import { LuaError } from '../errors.ts'
import type { Thread } from './lua-api.ts'
import { luaStatus } from './lua-api.ts'
import { readLenientText, withBlock } from './strings.ts'
import { charge } from './vm.ts'
import type { Vm } from './vm.ts'

/** Lua source that cannot be read; the message is Lua's own and names file and line. */
export class ChunkFault extends LuaError {
  readonly path: string
  constructor(message: string, path: string) {
    super('lua.syntax', message)
    this.path = path
  }
}

const encoder = new TextEncoder()
/** How Lua takes a chunk: as text, which is all that apps can give, or compiled, which the platform's own part is. */
const asText = 't\0'
const asCompiled = 'b\0'
const byteOrderMark = [0xef, 0xbb, 0xbf]
const newLine = 10

/** Reads source text and pushes it as a function. Compiled chunks are refused: they could crash Lua. */
export function pushChunk(vm: Vm, thread: Thread, source: string | Uint8Array, chunkName: string, firstLine = 1): void {
  let bytes = typeof source === 'string' ? encoder.encode(source) : source
  if (byteOrderMark.every((byte, index) => bytes[index] === byte)) bytes = bytes.subarray(3)
  charge(vm, bytes.length)
  load(vm, thread, bytes, chunkName, firstLine - 1, asText)
}

/** Pushes the function of a chunk that the platform itself compiled. An app's bytes must never come here. */
export function pushOwnChunk(vm: Vm, thread: Thread, compiled: Uint8Array, chunkName: string): void {
  load(vm, thread, compiled, chunkName, 0, asCompiled)
}

function load(vm: Vm, thread: Thread, bytes: Uint8Array, chunkName: string, lines: number, mode: string): void {
  const { lua, engine } = vm
  const name = encoder.encode(`${chunkName}\0${mode}`)
  const size = lines + bytes.length
  withBlock(vm, size + name.length, (block) => {
    engine.bytes.fill(newLine, block, block + lines)
    engine.bytes.set(bytes, block + lines)
    engine.bytes.set(name, block + size)
    const modeAddress = block + size + name.length - mode.length
    const status = lua.luaL_loadbufferx(thread, block, size, block + size, modeAddress)
    if (status === luaStatus.ok) return
    const message = readLenientText(vm, thread, -1)
    lua.lua_settop(thread, -2)
    if (status === luaStatus.memoryError)
      throw new LuaError('limit.memory', `not enough memory to read ${chunkName.slice(1)}`)
    throw new ChunkFault(message, chunkName.slice(1))
  })
}
