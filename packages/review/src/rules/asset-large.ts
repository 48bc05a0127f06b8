import type { Rule } from '../rule.ts'

const maxBytes = 2_097_152

export const assetLarge: Rule = {
  code: 'asset-large',
  tier: 3,
  severity: 'info',
  version: 1,
  explanation: 'Images, sounds and fonts above 2 MiB take long to download and much of the memory of a phone.',
  fix: 'Save images as WebP or PNG in the size they are shown, sounds as Ogg',
  check: ({ pkg }) =>
    [...pkg.files.values()]
      .filter(({ path, sizeBytes }) => sizeBytes > maxBytes && !/\.(?:rml|rcss|lua|json)$/.test(path))
      .map(({ path, sizeBytes }) => ({ message: `This file has ${sizeBytes} bytes`, path })),
}
