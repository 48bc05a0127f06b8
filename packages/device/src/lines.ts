/** What a running app tells, line by line; `mosis run --json` prints exactly these. */
export type Line = { schema: 'mosis.run/1'; time: string } & LineBody

export type LineBody = LogLine | ErrorLine | ScreenLine | UsageLine

/** Something the app printed, or that its developer should know. */
export interface LogLine {
  type: 'log'
  level: 'info' | 'warning'
  text: string
  path?: string
  line?: number
}

/** Code of the app failed; the app goes on unless the run ends with it. */
export interface ErrorLine {
  type: 'error'
  /** What is in front of the message when it has a code, else `lua.error`. */
  code: string
  message: string
  path?: string
  line?: number
  traceback?: string
}

/** What a person reads on the screen now. */
export interface ScreenLine {
  type: 'screen'
  path: string
  text: string[]
}

/** What the app has used up to now. */
export interface UsageLine {
  type: 'usage'
  memory_bytes: number
  peak_memory_bytes: number
  instructions: number
  cut_offs: number
}

/** How a run ended. */
export interface RunResult {
  /** `finished`: its time was up; `stopped`: somebody stopped it; `limit`: cut off; `crashed`: it could not go on. */
  reason: 'finished' | 'stopped' | 'limit' | 'crashed'
  code?: string
  message?: string
  /** Set with `limit` and `crashed`. */
  crash?: CrashReport
  /** The version_code that is installed again, after a first start that failed. */
  rolled_back_to?: number
}

/** What telemetry may send about a crash; no user data is in it. */
export interface CrashReport {
  type: string
  message: string
  stack_trace: string
  /** The screen, and where the last error before it stood. */
  context: { screen: string; path?: string; line?: number }
}
