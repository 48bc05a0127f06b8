import { SandboxError } from '../errors.ts'
import { writeLength } from './code-lengths.ts'
import { countInPlace } from './count-in-place.ts'
import { decodeBytes } from './decode-bytes.ts'
import type { Guard, GuardHost, LuaApi } from './lua-api.ts'
import { printInPlace } from './print-in-place.ts'
import { guardWasm, longjmpWasm } from './side-modules.ts'

/** The SHA-256 of the only `glue.wasm` this sandbox was tested with: Lua 5.4 of wasmoon 1.16.0. */
export const glueSha256 = '95f3f19ddb740125883bc41d5ec670cd0828e7b58c8bdad385323cbff497b55c'

/** Lua in its own memory, joined with the guard, before anything runs in it. */
export interface Engine {
  lua: LuaApi
  guard: Guard
  /** `guard.enter` for a call that may be suspended. */
  enter(thread: number, stack: number): Promise<void>
  /** The tag of Lua's own errors while they travel; the host must let them pass. */
  isLuaThrow(thrown: unknown): boolean
  /** Lua's memory. Read it anew after every call of Lua: growing replaces it. */
  bytes: Uint8Array<ArrayBuffer>
  words: Uint32Array<ArrayBuffer>
  /** Places in Lua's table of C functions. */
  functions: Record<
    'allocate' | 'hook' | 'dispatch' | 'weighed' | 'guarded' | 'catching' | 'collected' | 'launch' | 'protect',
    number
  >
  /** Puts one of Lua's own exported C functions into that table. */
  place(fn: WebAssembly.ExportValue): number
}

const pageBytes = 65_536

/** The part of WebAssembly that suspends; the compiler's library does not describe it yet. */
const stackSwitching = WebAssembly as unknown as {
  Suspending: new (run: GuardHost['wait']) => object
  promising(run: Guard['enter']): Engine['enter']
}

/**
 * Compiles Lua, with its counting made quick, when its hash is the right one. A compiled module can be handed to other workers, so that it
 * is paid for once.
 */
export async function compileGlue(bytes: ArrayBuffer | Uint8Array): Promise<WebAssembly.Module> {
  const copy = new Uint8Array(bytes) // what is compiled must be what was hashed
  const hex = await sha256Of(copy)
  if (hex !== glueSha256) {
    throw new SandboxError(
      'sandbox.wrong_engine',
      `Cannot use these bytes as the Lua engine: their SHA-256 is ${hex}, it should be ${glueSha256}. Hand in dist/glue.wasm of wasmoon 1.16.0`,
    )
  }
  startSmall(copy)
  return new WebAssembly.Module(printInPlace(countInPlace(copy)))
}

/** Where `glue.wasm` says with how many pages its memory begins: 256, in two bytes. */
const firstPagesAt = 0x6b3
const firstPages = 32
/** How much more Lua gets at once when that is used up. */
const morePages = 16

/**
 * Lua begins with two MiB, of which one is the stack of C, and not with sixteen. Most apps never use more, and V8 counts what a memory
 * has, used or not, when it decides to collect garbage.
 */
function startSmall(glue: Uint8Array): void {
  writeLength(glue, firstPagesAt, firstPages, 2)
}

/** Node hashes in less time than it takes to load its Web Crypto; elsewhere there is that alone. */
async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const node = globalThis.process?.getBuiltinModule?.('node:crypto')
  if (node) return node.hash('sha256', bytes)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Starts an instance of Lua that can reach nothing: every system call fails, time is `drawNumber`. */
export function startEngine(
  glue: WebAssembly.Module,
  host: GuardHost,
  options: { maxPages: number; drawNumber: () => number },
): Engine {
  if (typeof stackSwitching.Suspending !== 'function') {
    throw new SandboxError(
      'sandbox.unsupported',
      'Cannot run apps here: this JavaScript engine cannot suspend WebAssembly. Use Node 24 or later, or a browser with JSPI',
    )
  }
  let onGrown: () => void = ignore
  const modules = compileSideModules()
  const longjmp = instantiate(modules.longjmp, {})
  const tag = longjmp['longjmp'] as unknown as WebAssembly.Tag

  const lua = instantiate(glue, {
    env: {
      ...refusedCalls(),
      invoke_vii: longjmp['invoke_vii']!,
      _emscripten_throw_longjmp: longjmp['throw_longjmp']!,
      emscripten_date_now: options.drawNumber,
      emscripten_resize_heap(sizeBytes: number) {
        const pages = Math.ceil((sizeBytes >>> 0) / pageBytes)
        const present = lua.memory.buffer.byteLength / pageBytes
        if (pages > options.maxPages) return 0
        try {
          lua.memory.grow(Math.min(Math.max(pages - present, morePages), options.maxPages - present))
        } catch (error) {
          if (error instanceof RangeError) return 0 // the machine itself has no more
          throw error
        }
        onGrown()
        return 1
      },
    },
    wasi_snapshot_preview1: refusedWasiCalls(),
  }) as unknown as LuaApi

  const guard = instantiate(modules.guard, {
    longjmp: { longjmp: tag as unknown as WebAssembly.ImportValue },
    lua: lua as unknown as WebAssembly.ModuleImports,
    host: { ...host, wait: new stackSwitching.Suspending(host.wait) } as unknown as WebAssembly.ModuleImports,
  }) as unknown as Guard

  const slot = longjmp['slot'] as WebAssembly.Table
  slot.set(0, guard.attempt)
  lua.__wasm_call_ctors()

  const place = (fn: WebAssembly.ExportValue): number => {
    const index = lua.__indirect_function_table.grow(1)
    lua.__indirect_function_table.set(index, fn)
    return index
  }
  const engine: Engine = {
    lua,
    guard,
    enter: stackSwitching.promising(guard.enter),
    isLuaThrow: (thrown) => thrown instanceof WebAssembly.Exception && thrown.is(tag),
    bytes: new Uint8Array(lua.memory.buffer),
    words: new Uint32Array(lua.memory.buffer),
    functions: {
      allocate: place(guard.allocate),
      hook: place(guard.hook),
      dispatch: place(guard.dispatch),
      weighed: place(guard.weighed),
      guarded: place(guard.guarded),
      catching: place(guard.catching),
      collected: place(guard.collected),
      launch: place(guard.launch),
      protect: place(guard.protect),
    },
    place,
  }
  onGrown = () => {
    engine.bytes = new Uint8Array(lua.memory.buffer)
    engine.words = new Uint32Array(lua.memory.buffer)
  }
  return engine
}

function instantiate(module: WebAssembly.Module, imports: WebAssembly.Imports): WebAssembly.Exports {
  return new WebAssembly.Instance(module, imports).exports
}

/** Both are the same for every Lua state of a program. */
let sideModules: Record<'longjmp' | 'guard', WebAssembly.Module> | undefined

function compileSideModules() {
  sideModules ??= {
    longjmp: new WebAssembly.Module(decodeBytes(longjmpWasm)),
    guard: new WebAssembly.Module(decodeBytes(guardWasm)),
  }
  return sideModules
}

/** ENOSYS, as the C library of the module counts. */
const notSupported = -52
const refuse = () => notSupported
const refuseWasi = () => -notSupported
const ignore = () => undefined

/** The module links a whole C library. Whatever of it would leave the sandbox answers an error or ends this Lua. */
function refusedCalls(): Record<string, (...parameters: number[]) => number | bigint | void> {
  return {
    abort() {
      throw new SandboxError('sandbox.broken', 'Cannot go on: Lua ended itself')
    },
    exit() {
      throw new SandboxError('sandbox.broken', 'Cannot go on: Lua ended itself')
    },
    system: () => -1,
    strftime: () => 0,
    _emscripten_get_now_is_monotonic: () => 1,
    _mktime_js: () => 0n,
    _localtime_js: ignore,
    _gmtime_js: ignore,
    _tzset_js: ignore,
    __syscall_openat: refuse,
    __syscall_fcntl64: refuse,
    __syscall_ioctl: refuse,
    __syscall_dup3: refuse,
    __syscall_unlinkat: refuse,
    __syscall_rmdir: refuse,
    __syscall_renameat: refuse,
    __syscall_readlinkat: refuse,
  }
}

function refusedWasiCalls(): Record<string, () => number> {
  return {
    fd_write: refuseWasi,
    fd_read: refuseWasi,
    fd_close: refuseWasi,
    fd_seek: refuseWasi,
    environ_sizes_get: refuseWasi,
    environ_get: refuseWasi,
  }
}
