import type { Rule } from '../rule.ts'

export const luaSyntax: Rule = {
  code: 'lua-syntax',
  tier: 2,
  severity: 'error',
  version: 2,
  explanation:
    'Every .lua file, <script> element and on… attribute must load in Lua 5.4. One that does not would fail on every phone.',
  fix: 'Correct the code at this place',
  check: ({ scripts }) =>
    scripts.flatMap(({ path, tree, placeAt }) =>
      tree.problems.map(({ message, offset }) => ({ message, path, ...placeAt(offset) })),
    ),
}
