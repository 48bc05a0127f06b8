import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, errors } from '@mosis/api'
import type { ErrorCode } from '@mosis/api'
import { fixesHere } from './fixes.en.ts'
import { german } from './german-errors.ts'
import { placeholdersOf } from './phrases.ts'
import { germanReasons } from './reasons.de.ts'
import { isRefused, sayInEnglish, sayInGerman, toRefused } from './say-error.ts'

const codes = Object.keys(errors) as ErrorCode[]
const format = {
  bytes: (bytes: number) => `${bytes / 1024 ** 2} MB`,
  dateTime: (time: string) => `am ${time.slice(0, 10)}`,
  list: (items: readonly string[]) => items.join(' und '),
}
const say = (error: ApiError) => sayInGerman(error, { ...german, format })

test('each refusal has German words that take no other values than the English ones', () => {
  assert.deepEqual(Object.keys(german.errors).sort(), [...codes].sort())
  for (const code of codes) {
    const { message, fix } = errors[code]
    const words = german.errors[code]
    assert.ok(words.message.trim() !== '' && words.fix.trim() !== '', code)
    assert.notEqual(words.message, message, code)
    assert.notEqual(words.fix, fix, code)
    const known = new Set(placeholdersOf(`${message} ${fix}`))
    for (const name of placeholdersOf(`${words.message} ${words.fix}`)) assert.ok(known.has(name), `${code}: {${name}}`)
  }
})

test('no German refusal speaks English, and none ends with a full stop', () => {
  for (const [code, { message, fix }] of Object.entries(german.errors)) {
    for (const words of [message, fix]) {
      assert.doesNotMatch(words, /\b(?:the|and|of|it|is not|this|that|with|cannot|your?)\b/i, code)
      assert.doesNotMatch(words, /\.$|"| {2}/, code)
    }
  }
})

test('a fix that speaks of the API or the command line has another one for this portal, in both languages', () => {
  const foreign =
    /\/v1\/|openapi|--portal|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\b|mosis (?:login$|keys list|api-keys)|tus/
  for (const code of codes) {
    if (foreign.test(errors[code].fix) && !code.startsWith('device_login.')) assert.ok(fixesHere[code], code)
    assert.doesNotMatch(german.errors[code].fix, /\/v1\/|openapi|\b(?:GET|POST|PUT|PATCH|DELETE)\b/, code)
  }
  for (const [code, fix] of Object.entries(fixesHere)) assert.notEqual(fix, errors[code as ErrorCode].fix, code)
})

test('values are filled in as German has them: sizes, times, states, lists', () => {
  assert.equal(
    say(
      new ApiError('version.wrong_state', { is: 'in_review', action: 'published', should: ['approved', 'scheduled'] }),
    ).message,
    'Eine Version im Zustand „In Prüfung“ kann nicht veröffentlicht werden',
  )
  assert.equal(
    say(new ApiError('version.wrong_state', { is: 'draft', action: 'published', should: ['approved', 'scheduled'] }))
      .fix,
    'Möglich ist das in diesen Zuständen: Freigegeben und Geplant',
  )
  assert.equal(
    say(new ApiError('upload.too_large', { max_bytes: 52_428_800 })).message,
    'Das Paket ist größer als 50 MB',
  )
  assert.equal(
    say(new ApiError('review.claimed', { name: 'developer', until: '2026-11-21T08:15:00.000Z' })).message,
    'developer bearbeitet diese Prüfung bis am 2026-11-21',
  )
})

test('a reason of the server is said in German, and left out where it has no German words', () => {
  const weak = (reason: string) => say(new ApiError('account.weak_password', { reason })).message
  assert.equal(
    weak('it has fewer than 4 different characters'),
    'Das Passwort ist leicht zu erraten: Es hat weniger als 4 verschiedene Zeichen',
  )
  assert.equal(weak('a reason of next year'), 'Das Passwort ist leicht zu erraten')
  const needs = "the role maintainer in the app's team"
  assert.equal(
    say(new ApiError('auth.forbidden', { needs })).message,
    'Das darf dieses Konto nicht: Nötig ist die Rolle Betreuer im Team der App',
  )
})

test('what a person wrote stays as it is', () => {
  const blocked = new ApiError('package.blocked', { kind: 'file', value: 'ab', reason: 'Steals passwords' })
  assert.equal(say(blocked).message, 'Dieses Paket ist hier blockiert (Datei ab): Steals passwords')
})

test('a refusal that a newer portal invented is said in its own words, and marked as English', () => {
  const refused = toRefused({
    code: 'made.up',
    detail: 'It ended at 2026-11-21T08:15:00.000Z',
    fix: 'Wait',
    status: 400,
  })
  assert.deepEqual(sayInGerman(refused, { ...german, format }), {
    message: 'It ended at am 2026-11-21',
    fix: 'Wait',
    lang: 'en',
  })
  assert.deepEqual(sayInEnglish(new ApiError('app.not_found'), fixesHere, format), {
    message: 'There is no such app',
    fix: fixesHere['app.not_found'],
  })
})

test('only what has a code and a fix is a refusal; everything else is a bug of the page', () => {
  assert.equal(isRefused(new ApiError('app.not_found')), true)
  assert.equal(isRefused(new TypeError('x is not a function')), false)
  assert.equal(isRefused(new DOMException('gone', 'NetworkError')), false)
  assert.equal(isRefused(undefined), false)
})

test('each phrase is found again, with the same values in both languages', () => {
  for (const [english, words] of germanReasons) {
    if (english !== 'admin') assert.notEqual(words.toLowerCase(), english.toLowerCase())
    const names = new Set(placeholdersOf(english))
    for (const name of placeholdersOf(words)) assert.ok(names.has(name), english)
  }
  assert.equal(german.sayAudit('version', 'publish'), 'Version veröffentlicht')
  assert.equal(german.sayAudit('version', 'constructor'), undefined)
})
