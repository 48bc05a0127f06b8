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
const byteOrderMark = [0xef, 0xbb, 0xbf]
const newLine = 10

/** Reads source text and pushes it as a function. Compiled chunks are refused: they could crash Lua. */
export function pushChunk(vm: Vm, thread: Thread, source: string | Uint8Array, chunkName: string, firstLine = 1): void {
  const { lua, engine } = vm
  let bytes = typeof source === 'string' ? encoder.encode(source) : source
  if (byteOrderMark.every((byte, index) => bytes[index] === byte)) bytes = bytes.subarray(3)
  charge(vm, bytes.length)
  const name = encoder.encode(`${chunkName}\0t\0`)
  const lines = firstLine - 1
  const size = lines + bytes.length
  withBlock(vm, size + name.length, (block) => {
    engine.bytes.fill(newLine, block, block + lines)
    engine.bytes.set(bytes, block + lines)
    engine.bytes.set(name, block + size)
    const modeAddress = block + size + name.length - 2
    const status = lua.luaL_loadbufferx(thread, block, size, block + size, modeAddress)
    if (status === luaStatus.ok) return
    const message = readLenientText(vm, thread, -1)
    lua.lua_settop(thread, -2)
    if (status === luaStatus.memoryError)
      throw new LuaError('limit.memory', `not enough memory to read ${chunkName.slice(1)}`)
    throw new ChunkFault(message, chunkName.slice(1))
  })
}
