// What editors and the reference need of tests, without what runs them.
export { testJsonSchema } from './action-schema.ts'
export { testApi } from './lua-test-api.ts'
export { testFailures } from './failures.ts'
export type { TestFailureCode } from './failures.ts'
