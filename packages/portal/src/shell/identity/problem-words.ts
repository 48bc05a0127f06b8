import { providerNames } from './provider-names.ts'
import type { problemTexts } from './problem.texts.ts'

type Texts = (typeof problemTexts)['en']

/** What went wrong elsewhere, such as at a provider: the browser comes back with nothing but a code in the address. */
export function describeProblem(
  t: Texts,
  { problem, provider }: { problem?: string; provider?: string },
): string | undefined {
  if (problem === undefined) return undefined
  const problems: Readonly<Record<string, (provider: string) => string>> = t.problems
  const names: Readonly<Record<string, string>> = providerNames
  const name = (Object.hasOwn(names, provider ?? '') && names[provider ?? '']) || t.provider
  return (Object.hasOwn(problems, problem) ? problems[problem]?.(name) : undefined) ?? t.problem
}
