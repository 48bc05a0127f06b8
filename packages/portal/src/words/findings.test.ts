import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { lintPackage, packageErrors } from '@mosis/format'
import { rules } from '@mosis/review'
import { parseLua, parseRcss, parseRml } from '@mosis/syntax'
import { germanPackageErrors } from './package-errors.de.ts'
import { germanPackageFacts, germanPackageFixes } from './package-facts.de.ts'
import { createPhraseBook, placeholdersOf } from './phrases.ts'
import { germanInstead, germanRuleMessages } from './rule-messages.de.ts'
import { germanRules } from './rules.de.ts'
import { explainInGerman, sayFindingInGerman } from './say-finding.ts'
import { germanSyntaxMessages } from './syntax-messages.de.ts'

const packages = fileURLToPath(new URL('../../../', import.meta.url))
const find = (pattern: string) => globSync(pattern, { cwd: packages }).map((path) => `${packages}${path}`)
const english = /\b(?:the|and|of|it|this|that|with|cannot|which|your?)\b/i

test('each rule and each refusal of the format is explained in German', () => {
  assert.deepEqual(Object.keys(germanRules).sort(), rules.map(({ code }) => code).sort())
  assert.deepEqual(Object.keys(germanPackageErrors).sort(), Object.keys(packageErrors).sort())
  for (const { code, explanation, fix } of rules) {
    const words = explainInGerman(code)
    assert.ok(words && words.explanation !== explanation && words.fix !== fix, code)
    assert.doesNotMatch(`${words.explanation} ${words.fix}`, english, code)
  }
  for (const [code, { refusal, explanation, fix }] of Object.entries(packageErrors)) {
    const words = germanPackageErrors[code as keyof typeof packageErrors]
    assert.ok(words.refusal !== refusal && words.explanation !== explanation && words.fix !== fix, code)
    assert.doesNotMatch(`${words.refusal} ${words.explanation} ${words.fix}`, english, code)
  }
})

test('the smallest failing package of each rule has findings with German words', () => {
  const files = find('review/fixtures/*/expected.txt')
  assert.ok(files.length > 30)
  for (const file of files) {
    const code = basename(dirname(file))
    for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
      const message = line.slice(line.indexOf(' ') + 1)
      const said = sayFindingInGerman({ code, message }).message
      assert.ok(said !== undefined && said !== message, message)
    }
  }
})

test('each mistake in Lua, RML and RCSS has German words', () => {
  const parse = { lua: parseLua, rml: parseRml, rcss: parseRcss }
  for (const [language, read] of Object.entries(parse)) {
    const files = find(`syntax/src/samples/${language}/bad/*`)
    assert.ok(files.length > 15, language)
    for (const { message } of files.flatMap((file) => [...read(readFileSync(file, 'utf8')).problems])) {
      const said = sayFindingInGerman({ code: `${language}-syntax`, message }).message
      assert.ok(said !== undefined && said !== message, message)
    }
  }
})

test('each refused package says in German what was found and what was expected', () => {
  const look = createPhraseBook(germanPackageFacts)
  const files = find('format/vectors/invalid/*/*.mosis')
  assert.ok(files.length > 200)
  const known = /^(?:null|JSON|U\+[0-9A-F]+)$/
  for (const { code, message, fix, details } of files.flatMap((file) => lintPackage(readFileSync(file)).problems)) {
    const said = sayFindingInGerman({ code, message, fix })
    assert.ok(said.message?.startsWith(germanPackageErrors[code].refusal), message)
    assert.doesNotMatch(said.fix ?? '', english)
    for (const fact of [details.is, details.should]) {
      const isText =
        typeof fact === 'string' && /[a-z]{2}/i.test(fact.replaceAll(/"(?:[^"\\]|\\.)*"|\b[0-9a-fx]+\b/g, ''))
      if (isText && !known.test(fact)) assert.ok(look(fact) !== undefined, `${code}: ${fact}`)
    }
  }
})

test('the field, what was found and what was expected stand behind the German words', () => {
  assert.deepEqual(
    sayFindingInGerman({
      code: 'manifest-orientation',
      message:
        'Cannot accept this orientation: "manifest.json", field "/orientation": found "portrai", expected "portrait", "landscape", "any" (line 9, column 18)',
      fix: 'Did you mean "portrait"?',
    }),
    {
      message:
        'Diese Ausrichtung ist nicht möglich (Feld „/orientation“; gefunden: „portrai“; erwartet: "portrait", "landscape", "any")',
      fix: 'War „portrait“ gemeint?',
    },
  )
  assert.deepEqual(
    sayFindingInGerman({
      code: 'removed-global',
      message: 'Cannot use "io": it does not exist in Mosis',
      fix: 'Use storage.read and storage.write',
    }),
    { message: '„io“ gibt es in Mosis nicht', fix: 'storage.read und storage.write verwenden' },
  )
})

test('a finding of a rule that has no German words is left to the server', () => {
  assert.deepEqual(sayFindingInGerman({ code: 'rule-of-next-year', message: 'Something new', fix: 'Do it' }), {
    message: undefined,
    fix: undefined,
  })
})

test('the German twin of a phrase takes no other values', () => {
  const all = [germanRuleMessages, germanInstead, germanSyntaxMessages, germanPackageFacts, germanPackageFixes].flat()
  for (const [original, words] of all) {
    const names = new Set(placeholdersOf(original))
    for (const name of placeholdersOf(words)) assert.ok(names.has(name), original)
  }
  const originals = all.map(([original]) => original)
  assert.deepEqual(
    originals.filter((original, index) => originals.indexOf(original) !== index),
    [],
  )
})
