import { remarksIn } from '../matches.ts'
import type { Rule } from '../rule.ts'

const block = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g

export const privateKey: Rule = {
  code: 'private-key',
  tier: 3,
  severity: 'error',
  version: 2,
  explanation: 'Everybody can unpack an app. Whoever finds a private key in it can sign, connect or publish as you.',
  fix: 'Remove the key from the package, and replace it everywhere: it is known now if the package was handed to anybody',
  check: ({ written }) =>
    written.flatMap(({ path, text }) => remarksIn(path, text, block, () => 'A private key is in this file')),
}
