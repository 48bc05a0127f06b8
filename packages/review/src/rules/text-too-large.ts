import type { Rule } from '../rule.ts'
import { limitsFor, maxPieces, type Excess } from '../work.ts'

export const textTooLarge: Rule = {
  code: 'text-too-large',
  tier: 2,
  severity: 'error',
  version: 2,
  explanation:
    'One .rml or .lua file, or a file of texts in locales/, has at most 512 KiB, an .rcss file 256 KiB, all of them together 2 MiB and ' +
    '200,000 pieces (words and marks of Lua, elements, attributes, selectors, declarations, texts): nobody can read more, and ' +
    'no review of it would end in time. Another .json file has at most 4 MiB, all of them together 8 MiB.',
  fix: 'Split or shorten the file, move data from code into .json files, or fetch it when it is needed',
  check: ({ unread }) =>
    unread.map(({ file: { path, sizeBytes }, excess }) => ({
      message: `Cannot judge this file: ${reasonOf(path, sizeBytes, excess)}`,
      path,
    })),
}

function reasonOf(path: string, sizeBytes: number, excess: Excess): string {
  const { maxFileBytes, maxTotalBytes } = limitsFor(path)
  if (excess === 'file') return `it has ${sizeBytes} bytes, at most ${maxFileBytes} are allowed`
  if (excess === 'total') return `the texts before it and it have more than ${maxTotalBytes} bytes together`
  return `the texts before it and it have more than ${maxPieces} pieces together`
}
