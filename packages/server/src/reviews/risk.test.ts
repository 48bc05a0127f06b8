import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { riskReasons } from '@mosis/api'
import { assessRisk, isSampled, dueAt, queueKey } from './risk.ts'
import type { RiskFacts } from './risk.ts'

const asking = { permissions: ['storage'], domains: ['api.example.com'], keyId: 'a' }
const harmless: RiskFacts = {
  now: asking,
  before: asking,
  isFirstOfTeam: false,
  warnings: [],
  isUnfinished: false,
  openReports: 0,
  behaviour: [],
  similarTo: [],
  isSampled: false,
  isAppeal: false,
}

test('an update that asks for nothing new has no risk', () => {
  assert.deepEqual(assessRisk(harmless), { risk: 0, reasons: [] })
})

test('each reason of the table is found by the facts that are its own, and weighs what the table says', () => {
  const cases: [string, Partial<RiskFacts>, string[]][] = [
    ['first_app', { isFirstOfTeam: true }, []],
    [
      'dangerous_permission',
      { now: { ...asking, permissions: ['storage', 'camera', 'system.notifications'] } },
      ['camera'],
    ],
    ['new_domain', { now: { ...asking, domains: ['api.example.com', 'cdn.example.com'] } }, ['cdn.example.com']],
    ['key_change', { now: { ...asking, keyId: 'b' } }, ['a', 'b']],
    ['warnings', { warnings: ['slow', 'slow'] }, ['slow']],
    ['unfinished', { isUnfinished: true }, []],
    ['user_reports', { openReports: 2 }, ['2']],
    ['behaviour', { behaviour: ['It connects to x.example'] }, ['It connects to x.example']],
    ['look_alike', { similarTo: ['Weather'] }, ['Weather']],
    ['random_sample', { isSampled: true }, []],
    ['appeal', { isAppeal: true }, []],
  ]
  const network = ['storage', 'network.internet']
  cases.push([
    'any_host',
    {
      before: { ...asking, permissions: network },
      now: { ...asking, permissions: network, domains: undefined },
    },
    [],
  ])
  for (const [code, facts, details] of cases) {
    const { risk, reasons } = assessRisk({ ...harmless, ...facts })
    assert.deepEqual(reasons, [{ code, details }], code)
    assert.equal(risk, riskReasons[reasons[0]?.code ?? 'warnings'].weight)
  }
  assert.deepEqual(cases.map(([code]) => code).toSorted(), Object.keys(riskReasons).toSorted())
})

test('what was allowed to any host before is no new risk, and a first version is compared with nothing', () => {
  const anywhere = { permissions: ['network.internet'], domains: undefined, keyId: 'a' }
  assert.deepEqual(assessRisk({ ...harmless, before: anywhere, now: anywhere }).reasons, [])
  const first = assessRisk({ ...harmless, before: undefined, now: anywhere })
  assert.deepEqual(
    first.reasons.map(({ code }) => code),
    ['dangerous_permission', 'any_host'],
  )
})

test('risks add up to at most 100, and the weightiest comes first', () => {
  const { risk, reasons } = assessRisk({
    ...harmless,
    warnings: ['x'],
    openReports: 1,
    isAppeal: true,
    isSampled: true,
  })
  assert.equal(risk, 100)
  assert.deepEqual(
    reasons.map(({ code }) => code),
    ['appeal', 'user_reports', 'random_sample', 'warnings'],
  )
})

test('the queue is ordered by when a review is due, then by risk', () => {
  const now = '2026-01-02T03:04:05.000Z'
  assert.equal(dueAt(now, 49), '2026-01-04T03:04:05.000Z')
  assert.equal(dueAt(now, 50), '2026-01-03T03:04:05.000Z')
  const keys = [
    queueKey(dueAt(now, 100), 100),
    queueKey(dueAt(now, 50), 50),
    queueKey(dueAt(now, 9), 9),
    queueKey(dueAt(now, 0), 0),
  ]
  assert.deepEqual(keys.toSorted(), keys)
})

const lotsOf = (secret: string) => {
  const authenticate = (purpose: string, text: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url')
  return Array.from({ length: 20_000 }, (_, index) =>
    isSampled(authenticate, createHash('sha256').update(String(index)).digest('hex'), 1),
  )
}

test("one version of a hundred is drawn, by the portal's own secret: the same bytes always, other portals others", () => {
  const [ours, again, theirs] = [lotsOf('ours'), lotsOf('ours'), lotsOf('theirs')]
  const drawn = ours.filter(Boolean).length
  // Six times the deviation of a fair lot around 200.
  assert.ok(drawn > 115 && drawn < 285, String(drawn))
  assert.deepEqual(again, ours)
  assert.ok(ours.filter((isDrawn, index) => isDrawn && theirs[index]).length < 20)
})
