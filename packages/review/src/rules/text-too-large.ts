import type { Rule } from '../rule.ts'
import { maxTextBytes, maxTotalTextBytes } from '../sources.ts'

export const textTooLarge: Rule = {
  code: 'text-too-large',
  tier: 2,
  severity: 'error',
  version: 1,
  explanation:
    'One .rml, .rcss, .lua or .json file has at most 1 MiB and all of them together 4 MiB: nobody can read more, and no ' +
    'review of it would end in time. Text in Lua has at most 1 MiB anyway.',
  fix: 'Split the file, or fetch data when it is needed',
  check: ({ unread }) =>
    unread.map(({ path, sizeBytes }) => ({
      message:
        sizeBytes > maxTextBytes
          ? `Cannot judge this file: it has ${sizeBytes} bytes, at most ${maxTextBytes} are allowed`
          : `Cannot judge this file: the texts before it and it have more than ${maxTotalTextBytes} bytes together`,
      path,
    })),
}
