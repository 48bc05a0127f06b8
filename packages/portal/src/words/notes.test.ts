import './testing.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, portalNotes } from '@mosis/api'
import type { NoteFacts, PortalNoteCode } from '@mosis/api'
import { german } from './german-errors.ts'
import { placeholdersOf } from './phrases.ts'
import { sayInGerman } from './say-error.ts'

const { sayNote } = await import('./say-note.ts')

const formatOf = (locale: string) => {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  const list = new Intl.ListFormat(locale)
  return {
    bytes: (bytes: number) => `${bytes / 1024} kB`,
    dateTime: (time: string) => date.format(new Date(time)),
    list: (items: readonly string[]) => list.format(items),
    number: (value: number) => value.toLocaleString(locale),
  }
}
const formats = { de: formatOf('de-DE'), en: formatOf('en-GB') }
const inGerman = (code: PortalNoteCode, facts: NoteFacts = {}) =>
  sayNote(
    { code, facts },
    {
      language: 'de',
      format: formats.de,
      notes: german.notes,
      sayRefusal: (refused) => sayInGerman(refused, { ...german, format: formats.de }).message,
    },
  )
const inEnglish = (code: string, facts: NoteFacts = {}) =>
  sayNote({ code, facts }, { language: 'en', format: formats.en, notes: portalNotes, sayRefusal: () => undefined })

test('each note of the portal has a German sentence with the same facts', () => {
  for (const [code, sentence] of Object.entries(portalNotes)) {
    const words = german.notes[code as PortalNoteCode]
    assert.deepEqual(placeholdersOf(words).sort(), placeholdersOf(sentence).sort(), code)
    assert.doesNotMatch(words, /\b(?:the|and|of|it|is|not|this|that|with|from|by)\b|"| {2}/i, code)
    // Where a sentence is nothing but its facts, the facts are said in German.
    if (/[a-z]/.test(sentence.replaceAll(/\{\w+\}/g, ''))) assert.notEqual(words, sentence, code)
  }
})

test('times, numbers and sizes in a note are those of the language, and no time is shown raw', () => {
  const made = { max_testers: 2500, expires_at: '2026-12-05T10:00:00.000Z' }
  assert.equal(inGerman('tester_link.made', made), 'Für 2.500, bis 05.12.2026, 10:00')
  assert.equal(inEnglish('tester_link.made', made), 'For 2,500, until 5 Dec 2026, 10:00')
  assert.equal(
    inGerman('webhook.answer_too_large', { host: 'a.example', max_bytes: 65_536 }),
    'Die Antwort von a.example ist größer als 64 kB',
  )
  assert.equal(inGerman('webhook.answered', { status: 1302 }), 'Die Antwort war 1302')
})

test('facts that are codes are said in words', () => {
  assert.equal(
    inGerman('review.permissions', { permissions: ['camera', 'microphone'] }),
    'Verlangt sensible Berechtigungen: Kamera und Mikrofon',
  )
  assert.equal(inGerman('job.retried', { job: 'mail.send' }), 'Eine E-Mail senden')
  assert.equal(
    inGerman('trial.limit', { problem: 'limit.memory' }),
    'Wurde beim Ausprobieren abgebrochen: der Arbeitsspeicher war aufgebraucht',
  )
})

test('what the app itself said stands behind the kind of its failure', () => {
  const facts = { problem: 'lua.error', said: 'main.lua:3: no value' }
  assert.equal(
    inGerman('trial.crashed', facts),
    'Ist beim Ausprobieren abgestürzt: ein Fehler im Code der App (main.lua:3: no value)',
  )
})

test('a decision is said with the sentences of the table, then in the words of the reviewer as they are', () => {
  assert.equal(
    inGerman('version.decided', { reasons: ['spam', 'other'], words: 'See 2026-12-05T10:00:00.000Z' }),
    'Die App wiederholt andere, hat keinen eigenen Inhalt oder wirbt nur. See 2026-12-05T10:00:00.000Z',
  )
})

test('a refusal in a note is said in German, and left to the server where only that has its words', () => {
  const refusal = new ApiError('app.suspended')
  const facts = { ...(refusal.details as NoteFacts), error: refusal.code }
  assert.equal(
    inGerman('version.not_published', facts),
    `Die Veröffentlichung war nicht möglich: ${german.errors['app.suspended'].message}`,
  )
  assert.equal(inEnglish('version.not_published', facts), undefined)
  assert.equal(inEnglish('a.note_of_next_year'), undefined)
})
