/** Every way in which the sandbox itself refuses or ends something. Host modules add codes of their own in front of their messages. */
export type SandboxErrorCode =
  | 'sandbox.wrong_engine' // the bytes handed in are not the Lua that this sandbox was built and tested for
  | 'sandbox.unsupported' // the JavaScript engine cannot suspend WebAssembly
  | 'sandbox.stopped' // the app was stopped while or before this ran
  | 'sandbox.broken' // the Lua state can no longer be trusted; the app must be stopped
  | 'lua.syntax'
  | 'lua.error' // an error that the app's own code raised and nobody caught
  | 'limit.instructions'
  | 'limit.time'
  | 'limit.memory'
  | 'limit.string'
  | 'limit.table'
  | 'limit.stack'
  | 'limit.nesting'
  | 'limit.waiting'
  | 'limit.functions'
  | 'limit.objects'
  | 'limit.cut_offs' // five handlers cut off within a minute
  | 'value.unsupported' // a value of this kind cannot cross between Lua and the host
  | 'argument.invalid'
  | 'permission.denied'
  | 'internal'

/** Why the sandbox refused, for the program that uses it. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode
  /** The file inside the package and the line, where known. */
  readonly path: string | undefined
  readonly line: number | undefined
  constructor(code: SandboxErrorCode, message: string, details: ErrorOptions & { path?: string; line?: number } = {}) {
    super(message, details)
    this.name = 'SandboxError'
    this.code = code
    this.path = details.path
    this.line = details.line
  }
}

/** Thrown by a host function to raise a Lua error `code: message`, which `pcall` can catch. */
export class LuaError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LuaError'
    this.code = code
  }
}
