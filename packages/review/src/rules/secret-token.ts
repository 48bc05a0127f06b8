import { remarksIn } from '../matches.ts'
import type { Rule } from '../rule.ts'

const kinds: readonly (readonly [owner: string, shape: RegExp])[] = [
  ['Mosis', /\bmk_live_[A-Za-z0-9_]{16,}/g],
  ['Amazon', /\bAKIA[0-9A-Z]{16}\b/g],
  ['GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50})/g],
  ['GitLab', /\bglpat-[A-Za-z0-9_-]{20}/g],
  ['Google', /\bAIza[0-9A-Za-z_-]{35}/g],
  ['Slack', /\bxox[abprs]-[A-Za-z0-9-]{20,}/g],
  ['Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}/g],
  ['npm', /\bnpm_[A-Za-z0-9]{36}/g],
  ['SendGrid', /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/g],
  ['OpenAI', /\bsk-(?:proj-)?[A-Za-z0-9]{32,}/g],
]

export const secretToken: Rule = {
  code: 'secret-token',
  tier: 3,
  severity: 'warning',
  version: 2,
  explanation: 'Everybody can unpack an app and use the access tokens in it, at your cost and in your name.',
  fix: 'Keep the token on a server of yours that the app asks, and replace the one that was in the package',
  check: ({ written }) =>
    written.flatMap(({ path, text }) =>
      kinds.flatMap(([owner, shape]) =>
        remarksIn(
          path,
          text,
          shape,
          (token) => `An access token of ${owner} is in this file, beginning with "${token.slice(0, 8)}"`,
        ),
      ),
    ),
}
