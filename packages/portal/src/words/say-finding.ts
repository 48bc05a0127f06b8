import { germanPackageErrors } from './package-errors.de.ts'
import { germanPackageFacts, germanPackageFixes } from './package-facts.de.ts'
import { createPhraseBook, sayValue } from './phrases.ts'
import { germanInstead, germanRuleMessages } from './rule-messages.de.ts'
import { germanRules } from './rules.de.ts'
import { germanSyntaxMessages } from './syntax-messages.de.ts'

/** A finding of the review or a refusal of the package format, as the API gives it. */
export interface FoundFault {
  readonly code: string
  readonly message: string
  readonly fix?: string | undefined
}

/** The German words for a finding; `message` is undefined when only the server has words for this place. */
export interface GermanFinding {
  message: string | undefined
  fix: string | undefined
}

const ofRules = createPhraseBook([...germanRuleMessages, ...germanSyntaxMessages])
const ofPackages = createPhraseBook(germanPackageFacts)
const fixesOfPlaces = createPhraseBook([...germanInstead, ...germanPackageFixes])

/** What a finding says, in German. */
export function sayFindingInGerman({ code, message, fix }: FoundFault): GermanFinding {
  const refusal = lookUp(germanPackageErrors, code)
  return {
    message: refusal ? `${refusal.refusal}${factsOf(message)}` : ofRules(message),
    // A fix of this one place says more than that of its kind.
    fix: (fix === undefined ? undefined : fixesOfPlaces(fix)) ?? (refusal ?? lookUp(germanRules, code))?.fix,
  }
}

/** Why there is such a rule or refusal, and its fix; undefined for one that has no German words. */
export function explainInGerman(code: string): { explanation: string; fix: string } | undefined {
  return lookUp(germanRules, code) ?? lookUp(germanPackageErrors, code)
}

/** What a message of the package format says behind its first words: the field, what was found, what was expected. */
function factsOf(message: string): string {
  const text = message.replace(/ \((?:line|byte) \d+(?:, column \d+)?\)$/, '')
  const field = /field ("[^"]*")/.exec(text)?.[1]
  const [, found, expected] = /: found (.+?)(?:, expected (.+))?$/s.exec(text) ?? [undefined, undefined, undefined]
  const alone = found === undefined ? /: expected (.+)$/s.exec(text)?.[1] : undefined
  const should = expected ?? alone
  const parts = [
    ...(field === undefined ? [] : [`Feld ${sayValue(field, ofPackages)}`]),
    ...(found === undefined ? [] : [`gefunden: ${sayValue(found, ofPackages)}`]),
    ...(should === undefined ? [] : [`erwartet: ${sayValue(should, ofPackages)}`]),
  ]
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`
}

function lookUp<Words>(table: Readonly<Record<string, Words>>, code: string): Words | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined
}
