import type { Rule } from '../rule.ts'

export const rmlSyntax: Rule = {
  code: 'rml-syntax',
  tier: 2,
  severity: 'error',
  version: 2,
  explanation:
    'Every .rml file is read as RmlUi reads it. What it cannot read is left out or lands in the wrong element.',
  fix: 'Correct the file at this place',
  check: ({ documents }) =>
    documents.flatMap(({ path, problems }) =>
      problems.map(({ message, line, column, offset }) => ({ message, path, line, column, offset })),
    ),
}
