import type { Rule } from '../rule.ts'

export const jsonSyntax: Rule = {
  code: 'json-syntax',
  tier: 2,
  severity: 'error',
  version: 2,
  explanation: 'Every .json file is JSON as RFC 8259 has it: double quotes, no comments, no comma after the last item.',
  fix: 'Correct the file at this place',
  check: ({ jsonFiles }) =>
    jsonFiles
      .filter(({ path }) => path !== 'manifest.json') // which the format has judged
      .flatMap(({ path, fault, placeAt }) =>
        fault ? [{ message: fault.message, path, ...placeAt(fault.offset) }] : [],
      ),
}
