import { LuaError } from '../errors.ts'
import type { Thread } from './lua-api.ts'
import type { Vm } from './vm.ts'
import { scratchBytes } from './vm.ts'

const encoder = new TextEncoder()
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Below this many bytes a loop is faster than the decoder. */
const shortBytes = 40

/** Pushes text as UTF-8; a lone surrogate becomes U+FFFD. */
export function pushText(vm: Vm, thread: Thread, text: string): void {
  // Three bytes for each code unit are always enough.
  if (text.length * 3 > scratchBytes) return pushBytes(vm, thread, encoder.encode(text))
  const { bytes } = vm.engine
  let length = 0
  while (length < text.length) {
    const unit = text.charCodeAt(length)
    if (unit > 127) break
    bytes[vm.scratch + length++] = unit
    if (length === shortBytes) break
  }
  if (length < text.length) {
    length = encoder.encodeInto(text, bytes.subarray(vm.scratch, vm.scratch + scratchBytes)).written
  }
  vm.lua.lua_pushlstring(thread, vm.scratch, length)
}

/** Pushes bytes as a Lua string. */
export function pushBytes(vm: Vm, thread: Thread, source: Uint8Array): void {
  if (source.length > vm.limits.stringBytes) throw stringTooLong(vm)
  const { lua, engine } = vm
  if (source.length <= scratchBytes) {
    engine.bytes.set(source, vm.scratch)
    lua.lua_pushlstring(thread, vm.scratch, source.length)
    return
  }
  withBlock(vm, source.length, (block) => {
    engine.bytes.set(source, block)
    lua.lua_pushlstring(thread, block, source.length)
  })
}

/** Lends a piece of Lua's memory that does not count towards the app's limit, and takes it back even when Lua raises an error. */
export function withBlock<T>(vm: Vm, sizeBytes: number, use: (block: number) => T): T {
  const block = vm.lua.malloc(sizeBytes)
  if (block === 0) throw new LuaError('limit.memory', 'not enough memory (this device has no more)')
  try {
    return use(block)
  } finally {
    vm.lua.free(block)
  }
}

/** The error for a string above the limit. */
export function stringTooLong(vm: Vm): LuaError {
  return new LuaError('limit.string', `string too long (${Math.round(vm.limits.stringBytes / 1_048_576)} MB)`)
}

/** The bytes of the string at this place, not copied: they are gone after the next call of Lua. Turns a number into a string in place. */
export function viewBytes(vm: Vm, thread: Thread, index: number): Uint8Array<ArrayBuffer> {
  const address = vm.lua.lua_tolstring(thread, index, vm.cell)
  const length = vm.engine.words[vm.cell >> 2]!
  return vm.engine.bytes.subarray(address, address + length)
}

/** The string at this place: as text when it is valid UTF-8, else a copy of its bytes. */
export function readString(vm: Vm, thread: Thread, index: number): string | Uint8Array {
  const address = vm.lua.lua_tolstring(thread, index, vm.cell)
  const length = vm.engine.words[vm.cell >> 2]!
  return readShortText(vm, address, length) ?? decodeText(vm.engine.bytes.subarray(address, address + length))
}

/** As `readString`, with U+FFFD for what is not UTF-8: for messages and logs. */
export function readLenientText(vm: Vm, thread: Thread, index: number): string {
  return lenientDecoder.decode(viewBytes(vm, thread, index))
}

/** Text up to the zero byte that ends strings in C. */
export function readCString(vm: Vm, address: number): string {
  const { bytes } = vm.engine
  return lenientDecoder.decode(bytes.subarray(address, bytes.indexOf(0, address)))
}

function readShortText(vm: Vm, address: number, length: number): string | undefined {
  if (length > shortBytes) return undefined
  const { bytes } = vm.engine
  let text = ''
  for (let at = address; at < address + length; at++) {
    const byte = bytes[at]!
    if (byte > 127) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}

/** Text when the bytes are valid UTF-8, else a copy of them. */
export function decodeText(bytes: Uint8Array): string | Uint8Array {
  try {
    return strictDecoder.decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return bytes.slice()
    throw error
  }
}
