import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { App } from '@mosis/api'
import { changesOf, toDraft } from './settings-draft.ts'

const app: App = {
  id: 'com.example.clock',
  team_id: 'team_01k0000000',
  team_name: 'Example',
  role: 'owner',
  icon_url: '/v1/apps/com.example.clock/icon',
  name: 'Clock',
  description: 'Tells the time',
  category: null,
  tags: ['time', 'alarm'],
  state: 'draft',
  key_id: null,
  published: null,
  download_count: 0,
  default_locale: 'en',
  contact_email: null,
  contact_url: 'https://example.com',
  privacy_url: null,
  created_at: '2026-11-21T08:00:00.000Z',
  updated_at: '2026-11-21T08:00:00.000Z',
}

test('settings that were only looked at send nothing', () => {
  assert.deepEqual(changesOf(app, toDraft(app)), {})
  assert.deepEqual(changesOf(app, { ...toDraft(app), name: ' Clock ', tags: 'time,alarm,' }), {})
})

test('only what differs is sent: an emptied address as none, tags once each, no category as null', () => {
  const draft = { ...toDraft(app), tags: 'time, time, clock', contactUrl: ' ', category: 'utilities' as const }
  assert.deepEqual(changesOf(app, draft), { category: 'utilities', tags: ['time', 'clock'], contact_url: null })
  assert.deepEqual(changesOf({ ...app, category: 'news' }, { ...toDraft(app), category: 'none' }), { category: null })
})
