import { readFileSync } from 'node:fs'

/** The version of this command. */
export const version = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version
