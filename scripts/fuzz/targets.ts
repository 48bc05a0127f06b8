import type { FuzzTarget } from './target.ts'

/** What can be fuzzed, by the word on the command line. Each is loaded when it is asked for. */
export const targetSets: Readonly<Record<string, () => Promise<readonly FuzzTarget[]>>> = {
  async format() {
    const { archiveTarget, signedTarget } = await import('./archives.ts')
    const { iconTarget } = await import('./icons.ts')
    const { keyTarget, lineageTarget, signatureTarget } = await import('./keys.ts')
    const { manifestMfTarget, manifestTarget } = await import('./manifests.ts')
    const texts = [manifestTarget, manifestMfTarget, keyTarget, signatureTarget, lineageTarget]
    return [archiveTarget, signedTarget, ...texts, iconTarget]
  },
  syntax: async () => (await import('./syntax.ts')).syntaxTargets,
  review: async () => (await import('./review.ts')).reviewTargets,
  sandbox: async () => (await import('./sandbox.ts')).sandboxTargets,
}
