import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import './testing.ts'
import { auditWords } from '../../../server/src/accounts/audit-words.ts'
import { settings } from '../../../server/src/config.ts'
import { germanAudit } from './audit.de.ts'
import { wordFor } from './family.ts'
import type { Family } from './family.ts'
import { germanSettings } from './settings.de.ts'

const modules = {
  apps: await import('./apps.ts'),
  categories: await import('./categories.ts'),
  jobs: await import('./jobs.ts'),
  keys: await import('./keys.ts'),
  logStates: await import('./log-states.ts'),
  operation: await import('./operation.ts'),
  permissions: await import('./permissions.ts'),
  reviews: await import('./reviews.ts'),
  rules: await import('./rules.ts'),
  safety: await import('./safety.ts'),
  signIn: await import('./sign-in.ts'),
  teams: await import('./teams.ts'),
  telemetry: await import('./telemetry.ts'),
  trial: await import('./trial.ts'),
  versions: await import('./versions.ts'),
  webhooks: await import('./webhooks.ts'),
}

const families = Object.values(modules).flatMap((module) => Object.entries<Family>(module as Record<string, Family>))

/** Words that are the same in both languages: names, and what German took over. */
const sameInBoth = new Set([
  'Admin',
  'Bluetooth',
  'GitHub Actions',
  'GitLab CI/CD',
  'Internet',
  'Name',
  'Passkey',
  'Portal',
  'Screenshots',
])

/** Words that no German sentence has. */
const english = /\b(?:the|and|of|it|is|not|this|that|with|from|by|has|you|your|cannot)\b/i

for (const [name, { en, de }] of families) {
  test(`${name}: each code has words in both languages, and German ones are German`, () => {
    assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort())
    assert.ok(Object.keys(en).length > 0)
    for (const [code, words] of Object.entries(de)) {
      assert.notEqual(words.trim(), '', code)
      assert.notEqual(en[code]?.trim() ?? '', '', code)
      if (!sameInBoth.has(words)) assert.notEqual(words, en[code], code)
      assert.doesNotMatch(words, english, code)
      assert.doesNotMatch(words, /"|'| {2}|\.\.\./, code)
    }
  })
}

test('the families of a table of the API have exactly its codes', async () => {
  const api = await import('@mosis/api')
  const { reviews, safety, teams, webhooks, keys, versions } = modules
  const pairs: [Family, readonly string[]][] = [
    [reviews.reviewReasonNames, Object.keys(api.reviewReasons)],
    [reviews.riskReasonNames, Object.keys(api.riskReasons)],
    [reviews.checklist, Object.keys(api.reviewChecklist)],
    [safety.reportCategoryNames, Object.keys(api.reportCategories)],
    [safety.decisionReasons, [...Object.keys(api.safetyReasons), ...Object.keys(api.portalReasons)]],
    [teams.teamRoles, api.teamRoles],
    [teams.teamActions, Object.keys(api.teamActions)],
    [webhooks.webhookEvents, api.webhookEvents],
    [keys.scopes, api.scopes],
    [versions.versionStates, api.versions.versionStates],
  ]
  for (const [family, codes] of pairs) assert.deepEqual(Object.keys(family.de).sort(), [...codes].sort())
})

test('each kind of change in the audit log has a German sentence', () => {
  for (const [subject, actions] of Object.entries(auditWords)) {
    assert.deepEqual(Object.keys(germanAudit[subject] ?? {}).sort(), Object.keys(actions).sort(), subject)
    for (const words of Object.values(germanAudit[subject] ?? {})) assert.doesNotMatch(words, english)
  }
  assert.deepEqual(Object.keys(germanAudit).sort(), Object.keys(auditWords).sort())
})

test('each setting of the portal has German words', () => {
  assert.deepEqual(Object.keys(germanSettings).sort(), Object.keys(settings).sort())
  for (const [name, { description, should }] of Object.entries(germanSettings)) {
    assert.ok(description.length > 10 && should !== '', name)
    assert.doesNotMatch(description, english, name)
  }
})

test('each background job has a name in both languages', () => {
  const source = readFileSync(new URL('../../../server/src/jobs/jobs.ts', import.meta.url), 'utf8')
  const names = [...source.matchAll(/^ {2}'([a-z_]+\.[a-z_]+)': /gm)].map(([, name = '']) => name)
  assert.ok(names.length > 20)
  assert.deepEqual(Object.keys(modules.jobs.jobNames.en).sort(), names.sort())
})

test('a code that has no words is shown with spaces', () => {
  assert.equal(wordFor(modules.versions.versionStates, 'de', 'in_review'), 'In Prüfung')
  assert.equal(wordFor(modules.versions.versionStates, 'en', 'made_up.later'), 'made up later')
  assert.equal(wordFor(modules.versions.versionStates, 'de', 'constructor'), 'constructor')
})
