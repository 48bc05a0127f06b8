import type { TestFailureCode } from './failures.ts'
import type { Given } from './given.ts'
import type { TestSession } from './session.ts'

/** A test that a file declares. */
export interface DeclaredTest {
  name: string
  kind: 'test' | 'skip' | 'only'
  given: Given
  /** Rejects with a `TestFailure`. */
  run(session: TestSession): Promise<void>
}

/** The tests of one file. */
export interface LoadedTests {
  tests: readonly DeclaredTest[]
  /** What the file printed since it was last asked. */
  takeOutput(): string[]
  close(): Promise<void>
}

/** A screen as PNG, or why it was not drawn. */
export type DrawnPicture = { png: Uint8Array } | { problem: string }

/** How one test came out. */
export interface TestResult {
  /** From the project's folder: `tests/notes.lua`. */
  file: string
  name: string
  outcome: 'passed' | 'failed' | 'skipped'
  durationMs: number
  failure?: FailureReport
  /** What the test itself printed. */
  output: readonly string[]
}

export interface FailureReport {
  code: TestFailureCode
  message: string
  path: string
  line?: number
  column?: number
  traceback?: string
  /** What a person would have read on the screen then. */
  screen?: string
  /** What else may explain it, such as errors of the app. */
  notes: readonly string[]
}
