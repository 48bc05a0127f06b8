export { isTestFile, runTests, standardTimeoutMs } from './run-tests.ts'
export type { TestRun, TestRunOptions } from './run-tests.ts'
export type { ScreenPicture } from './tested-app.ts'
export type { DrawnPicture, FailureReport, TestResult } from './tests.ts'
