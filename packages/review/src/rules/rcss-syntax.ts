import type { Rule } from '../rule.ts'

export const rcssSyntax: Rule = {
  code: 'rcss-syntax',
  tier: 2,
  severity: 'error',
  version: 2,
  explanation:
    'Style sheets, <style> elements and style attributes are read as RmlUi reads RCSS. What it cannot read has no effect.',
  fix: 'Correct the style at this place',
  check: ({ sheets, ownStyles }) => [
    ...sheets.flatMap(({ path, tree, placeAt }) =>
      tree.problems.map(({ message, offset }) => ({ message, path, ...placeAt(offset) })),
    ),
    ...ownStyles.flatMap(({ path, problems, placeAt }) =>
      problems.map(({ message, offset }) => ({ message, path, ...placeAt(offset) })),
    ),
  ],
}
