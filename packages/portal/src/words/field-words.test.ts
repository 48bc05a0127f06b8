import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { findNameFault } from '@mosis/api'
import { z } from 'zod'
import { knownFieldSentences, sayFieldFault } from './field-words.ts'
import { createPhraseBook } from './phrases.ts'

function faultsOf(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value, { reportInput: true })
  return error?.issues.map(({ message }) => message) ?? []
}

test('what a schema says of a field is said for people, in both languages', () => {
  const cases: [z.ZodType, unknown, string, string][] = [
    [z.string().min(1), '', 'This is needed', 'Diese Angabe fehlt'],
    [z.string().min(10), 'a', 'At least 10 characters', 'Mindestens 10 Zeichen'],
    [z.string().max(30), 'a'.repeat(31), 'At most 30 characters', 'Höchstens 30 Zeichen'],
    [z.int().min(1), 0, 'At least 1', 'Mindestens 1'],
    [z.int().max(100), 101, 'At most 100', 'Höchstens 100'],
    [z.int(), 1.5, 'A whole number is needed', 'Hier ist eine ganze Zahl nötig'],
    [z.coerce.number(), 'x', 'A number is needed', 'Hier ist eine Zahl nötig'],
    [z.array(z.string()).min(1), [], 'Choose at least one', 'Mindestens 1 auswählen'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'At most 2 of them', 'Höchstens 2 davon'],
    [z.enum(['a', 'b']), 'c', 'Choose one of the options', 'Eine der Möglichkeiten wählen'],
    [z.email(), 'x', 'This is not an e-mail address', 'Das ist keine E-Mail-Adresse'],
    [z.iso.datetime(), 'x', 'This is not a date with a time', 'Das ist kein Datum mit Uhrzeit'],
    [z.string(), 5, 'This cannot be used here', 'Das ist hier nicht verwendbar'],
  ]
  for (const [schema, value, en, de] of cases) {
    const [message = ''] = faultsOf(schema, value)
    assert.deepEqual([sayFieldFault(message, 'en'), sayFieldFault(message, 'de')], [en, de], message)
  }
  assert.equal(sayFieldFault('Missing: it should be a string', 'de'), 'Diese Angabe fehlt')
})

test('each sentence that the contract says of a field has German words', () => {
  const folder = fileURLToPath(new URL('../../../api/src/', import.meta.url))
  const sources = globSync('*.ts', { cwd: folder, exclude: (name) => name.endsWith('.test.ts') })
  const said = sources.flatMap((file) =>
    [...readFileSync(`${folder}${file}`, 'utf8').matchAll(/'((?:must|should|say|goes) [^'\n]+)'/g)].map(
      ([, sentence = '']) => sentence,
    ),
  )
  assert.ok(said.length > 15)
  for (const sentence of said) assert.ok(sayFieldFault(sentence, 'de') !== undefined, sentence)
})

test('each fault of a name has German words', () => {
  const names = [
    '',
    'a\u200bb',
    '...',
    'e\u0301\u0302\u0303\u0304\u0305',
    '\ud835\udc00nna',
    'Pаul',
    'see www.example.com',
  ]
  for (const name of names) {
    const fault = findNameFault(name)
    assert.ok(fault !== undefined, name)
    assert.ok(sayFieldFault(fault, 'de') !== undefined, fault)
  }
})

test('a sentence of the contract is shown as a sentence in English, and one that is unknown is left to the server in German', () => {
  assert.equal(sayFieldFault('must be X.Y.Z', 'en'), 'Must be X.Y.Z')
  assert.equal(sayFieldFault('must be made up', 'de'), undefined)
  const look = createPhraseBook(knownFieldSentences.map((sentence) => [sentence, 'x'] as const))
  assert.equal(look('must be X.Y.Z'), 'x')
})
