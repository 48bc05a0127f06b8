import type { Rule } from '../rule.ts'

export const iconsMissing: Rule = {
  code: 'icons-missing',
  tier: 2,
  severity: 'info',
  version: 1,
  explanation:
    'Store and phone show icons of 32, 64 and 128 pixels. A missing size is scaled from another one, and without any the ' +
    'app gets an icon made from its name.',
  fix: 'Add the sizes under "icons" in manifest.json',
  check: ({ manifest }) => {
    const missing = ['32', '64', '128'].filter((size) => !Object.hasOwn(manifest.icons ?? {}, size))
    return missing.length > 0 ? [{ message: `No icon of ${missing.join(', ')} pixels`, path: 'manifest.json' }] : []
  },
}
