import type { Thread } from './lua-api.ts'
import { readCString, withBlock } from './strings.ts'
import type { Vm } from './vm.ts'

/** Where an error happened. */
export interface Trace {
  text: string
  path: string | undefined
  line: number | undefined
  /** The error it belongs to, where that is text. */
  message: string | undefined
}

interface Frame {
  /** The file inside the package; undefined for functions of Lua itself and of the host. */
  path: string | undefined
  line: number
  name: string | undefined
  isMain: boolean
}

/** `lua_Debug` of Lua 5.4 in WebAssembly: the fields that are read. */
const record = { size: 128, name: 4, what: 12, source: 16, line: 24, defined: 28 }
/** Frames told from the inner and from the outer end of a deep stack. */
const innerFrames = 12
const outerFrames = 8

/** What the sandbox's own Lua code calls itself; it is not shown to apps. */
export const ownChunkName = '=[platform]'

/** The calls that are open on a Lua thread, as text and as the innermost place in the app's own code. */
export function readTrace(vm: Vm, thread: Thread, firstLevel: number): Trace {
  return withBlock(vm, record.size + 4, (block) => {
    // The outermost level is the launcher of the call.
    const lastLevel = countLevels(vm, thread, block) - 2
    const lines: string[] = []
    let place: Frame | undefined
    for (let level = firstLevel; level <= lastLevel; level++) {
      if (level === firstLevel + innerFrames && level <= lastLevel - outerFrames) {
        lines.push(`(${lastLevel - outerFrames - level + 1} more)`)
        level = lastLevel - outerFrames + 1
      }
      const frame = readFrame(vm, thread, level, block)
      if (frame === undefined) continue
      if (frame.path !== undefined) place ??= frame
      lines.push(describeFrame(frame))
    }
    return { text: lines.join('\n'), path: place?.path, line: place?.line, message: undefined }
  })
}

/** Each look at a level walks all levels before it, so a deep stack is measured by doubling and halving. */
function countLevels(vm: Vm, thread: Thread, block: number): number {
  const exists = (level: number) => vm.lua.lua_getstack(thread, level, block) !== 0
  let low = 0
  let high = 1
  while (exists(high)) {
    low = high
    high *= 2
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (exists(middle)) low = middle
    else high = middle
  }
  return high
}

/** The frame at a level that exists, or undefined for the sandbox's own code. */
function readFrame(vm: Vm, thread: Thread, level: number, block: number): Frame | undefined {
  const { lua, engine } = vm
  const what = block + record.size
  engine.bytes.set([83, 108, 110, 0], what) // "Sln"
  lua.lua_getstack(thread, level, block)
  lua.lua_getinfo(thread, what, block)
  const word = (offset: number) => engine.words[(block + offset) >> 2]!
  const source = readCString(vm, word(record.source))
  if (source === ownChunkName) return undefined
  const name = word(record.name)
  return {
    path: source.startsWith('@') ? source.slice(1) : undefined,
    line: word(record.line) | 0,
    name: name === 0 ? undefined : readCString(vm, name),
    isMain: readCString(vm, word(record.what)) === 'main',
  }
}

/** Where the function stands that lies so many places below the top of the stack. */
export function readDefinition(vm: Vm, thread: Thread, fromTop: number): { path?: string; line?: number } {
  return withBlock(vm, record.size + 4, (block) => {
    const { lua, engine } = vm
    const what = block + record.size
    engine.bytes.set([62, 83, 0], what) // ">S" takes the function from the top
    lua.lua_pushvalue(thread, -fromTop)
    lua.lua_getinfo(thread, what, block)
    const source = readCString(vm, engine.words[(block + record.source) >> 2]!)
    if (!source.startsWith('@')) return {}
    const line = engine.words[(block + record.defined) >> 2]! | 0
    // A file itself has no line.
    return { path: source.slice(1), ...(line > 0 && { line }) }
  })
}

function describeFrame({ path, line, name, isMain }: Frame): string {
  const place = path === undefined ? '[platform]' : `${path}:${line}`
  if (isMain) return `${place}: in the file itself`
  return name === undefined ? `${place}: in a function` : `${place}: in ${name}`
}

/** Where Lua's compiler stopped: the line stands in its message. */
export function readSyntaxTrace(path: string, message: string): Trace {
  const line = /:(\d+): /.exec(message)?.[1]
  return { text: '', path, line: line === undefined ? undefined : Number(line), message }
}

/** The innermost place in the app's own code. */
export function readCaller(vm: Vm, thread: Thread): { path?: string; line?: number } {
  return withBlock(vm, record.size + 4, (block) => {
    for (let level = 1; level <= innerFrames && vm.lua.lua_getstack(thread, level, block) !== 0; level++) {
      const frame = readFrame(vm, thread, level, block)
      if (frame?.path !== undefined) return { path: frame.path, line: frame.line }
    }
    return {}
  })
}
