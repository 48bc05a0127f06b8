import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Listing } from '@mosis/api'
import { changedCaptions, isChanged, toDraft, toLocale } from './listing-draft.ts'

const listing: Listing = {
  locale: 'de',
  is_default: false,
  name: 'Notizen',
  description: 'Kurz',
  long_text: '',
  screenshots: [
    { id: 'shot_1', url: '/images/1.webp', width: 540, height: 960, caption: 'Liste' },
    { id: 'shot_2', url: '/images/2.webp', width: 540, height: 960, caption: '' },
  ],
  updated_at: '2026-11-01T10:00:00.000Z',
}

test('a draft that says what was saved, but for spaces around it, is not changed', () => {
  const draft = toDraft(listing, 'Notes')
  assert.equal(isChanged(listing, { ...draft, name: ' Notizen ' }), false)
  assert.equal(isChanged(listing, { ...draft, name: 'Zettel' }), true)
})

test('a language that is new begins with the name of the default one and counts as unsaved', () => {
  const draft = toDraft(undefined, 'Notes')
  assert.equal(draft.name, 'Notes')
  assert.equal(isChanged(undefined, draft), true)
})

test('only captions that differ from the saved ones are changed, and those of removed screenshots are not', () => {
  const draft = { ...toDraft(listing, ''), captions: { shot_1: 'Liste', shot_2: 'Eine Notiz', shot_9: 'Weg' } }
  assert.deepEqual(changedCaptions(listing, draft), ['shot_2'])
})

test('a language tag is written as the portal writes it, and nonsense is none', () => {
  assert.equal(toLocale(' PT-br '), 'pt-BR')
  assert.equal(toLocale('zh-hant'), 'zh-Hant')
  assert.equal(toLocale('en_US!'), undefined)
  assert.equal(toLocale('de-1996'), undefined)
})
