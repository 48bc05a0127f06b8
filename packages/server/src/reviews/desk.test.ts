import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accounts, reviewReasons, reviews, teams, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { startTestServer } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'

const server = await startTestServer()
after(() => server.close())

const minuteMs = 60_000
const ref = (version: Version) => ({ app_id: version.app_id, version_id: version.id })

/** An app with a version in review. */
async function startReview(id: string, on: TestServer = server) {
  const app = await startSampleApp(on, id)
  const version = await app.draft(1)
  await app.submit(version)
  await on.settle()
  const review_id = (await app.get(version)).review?.id ?? ''
  return { ...app, version, review_id, params: { review_id } }
}

const become = (caller: Caller, role: 'developer' | 'reviewer' | 'admin', on: TestServer = server) =>
  on.deps.db.updateTable('account').set({ role }).where('id', '=', caller.account.id).execute()

/** Signs in anew those whose access tokens the passing of time has ended. */
async function pass(ms: number, callers: readonly Caller[], on: TestServer = server): Promise<void> {
  on.clock.advance(ms)
  for (const caller of callers) {
    const { refresh_token } = caller.tokens
    caller.tokens = { ...(await on.call(accounts.refresh, { body: { refresh_token } })), user: caller.account }
    caller.call = on.callWith(caller.tokens.access_token)
  }
}

test('the queue is sorted by due date and risk, has filters, and says where each one stands', async () => {
  const queue = await startTestServer()
  const [calm, risky] = [await startSampleApp(queue, 'com.queue.calm'), await startSampleApp(queue, 'com.queue.risky')]
  await calm.approved(1)
  await risky.approved(1)
  const [first, second] = [
    await calm.draft(2),
    await risky.draft(2, { manifest: { permissions: ['camera', 'microphone'] } }),
  ]
  await calm.submit(first)
  await queue.settle()
  queue.clock.advance(minuteMs)
  await risky.submit(second)
  const third = await risky.draft(3, { files: { 'assets/scripts/app.lua': 'local x = 1\n' } })
  await risky.submit(third)
  await queue.settle()
  const { call } = calm.reviewer
  const list = async (query: Parameters<typeof call<typeof reviews.listReviews>>[1]['query'] = {}) => {
    const page = await call(reviews.listReviews, { query })
    assert.equal(page.total, page.reviews.length)
    return page.reviews.map(({ app_id, version_code, position }) => [app_id, version_code, position])
  }
  const [one, two, three] = [
    ['com.queue.calm', 2, 1],
    ['com.queue.risky', 2, 2],
    ['com.queue.risky', 3, 3],
  ]
  assert.deepEqual(await list(), [one, two, three], 'all are due in two days; the calm one came a minute before')
  assert.deepEqual(await list({ reason: 'dangerous_permission' }), [two])
  const review_id = (await risky.get(third)).review?.id ?? ''
  await call(reviews.claimReview, { params: { review_id }, body: {} })
  assert.deepEqual(await list({ show: 'mine' }), [three])
  assert.deepEqual(await list({ show: 'free' }), [one, two])
  await call(reviews.escalateReview, { params: { review_id }, body: { reason: 'I do not know' } })
  assert.deepEqual(await list({ show: 'escalated' }), [three])
  assert.deepEqual(await list({ show: 'mine' }), [])
  assert.deepEqual(await list({ app_id: 'com.queue.calm' }), [one])
  assert.deepEqual(await list({ sort: 'newest' }), [three, two, one])
  assert.deepEqual(await list({ show: 'overdue' }), [])
  assert.deepEqual(
    (await list({ state: 'approved', show: 'decided_by_me' })).map(([app_id]) => app_id),
    ['com.queue.calm'],
    'the other one was approved by somebody else',
  )
  const summary = await call(reviews.summarizeReviews, {})
  assert.deepEqual(summary, {
    waiting: 3,
    free: 3,
    mine: 0,
    overdue: 0,
    escalated: 1,
    appeals: 0,
    oldest_at: summary.oldest_at,
    quarantines: { open: 0, appealed: 0 },
    reported_apps: 0,
  })
  const page = await call(reviews.listReviews, { query: { limit: 2 } })
  const rest = await call(reviews.listReviews, { query: { cursor: page.next_cursor ?? '', limit: 2 } })
  assert.deepEqual(
    [...page.reviews, ...rest.reviews].map(({ position }) => position),
    [1, 2, 3],
  )
  const told = await risky.get(third)
  assert.deepEqual([told.review?.position, told.review?.ahead, told.review?.estimate], [3, 2, null])
  assert.match(told.review?.waiting ?? '', /^It is number 3 in the queue\. Too few versions/)
  await queue.close()
})

test('what is new and risky comes in front of what waits longer', async () => {
  const queue = await startTestServer()
  const calm = await startSampleApp(queue, 'com.front.calm')
  await calm.approved(1)
  const update = await calm.draft(2)
  await calm.submit(update)
  await queue.settle()
  await pass(20 * 60 * minuteMs, [calm.developer], queue)
  const { version, get } = await startReview('com.front.first', queue)
  assert.deepEqual([(await get(version)).review?.position, (await calm.get(update)).review?.position], [2, 1])
  const risky = await startSampleApp(queue, 'com.front.risky')
  const asks = await risky.draft(1, { manifest: { permissions: ['camera'] } })
  await risky.submit(asks)
  await queue.settle()
  assert.deepEqual([(await risky.get(asks)).review?.position, (await calm.get(update)).review?.position], [1, 2])
  await queue.close()
})

test('a claim keeps others out until it ends, is given back or an admin overrides it', async () => {
  const { reviewer, params } = await startReview('com.claim.one')
  const [other, admin] = [await server.reviewer(), await server.admin()]
  const claimed = await reviewer.call(reviews.claimReview, { params, body: {} })
  const until = new Date(Date.parse(server.clock.now()) + 15 * minuteMs).toISOString()
  assert.deepEqual(claimed.claim, { by: { id: reviewer.account.id, name: 'reviewer' }, until })
  assert.deepEqual((await other.call(reviews.getReview, { params })).claim, claimed.claim)
  const refused = { code: 'review.claimed', message: `reviewer works on this review until ${until}` }
  await assert.rejects(other.call(reviews.claimReview, { params, body: { override: true } }), refused)
  await assert.rejects(other.call(reviews.approveReview, { params }), refused)
  await assert.rejects(other.call(reviews.releaseReview, { params }), refused)
  await assert.rejects(admin.call(reviews.rejectReview, { params, body: { reason: 'No' } }), refused)

  const all = [reviewer, other, admin]
  await pass(10 * minuteMs, all)
  await reviewer.call(reviews.claimReview, { params, body: {} })
  await pass(10 * minuteMs, all)
  await assert.rejects(other.call(reviews.claimReview, { params, body: {} }), { code: 'review.claimed' })
  await reviewer.call(reviews.releaseReview, { params })
  await other.call(reviews.claimReview, { params, body: {} })
  const taken = await admin.call(reviews.claimReview, { params, body: { override: true } })
  assert.equal(taken.claim?.by.id, admin.account.id)
  await pass(15 * minuteMs, all)
  assert.equal((await other.call(reviews.getReview, { params })).claim, null)
  await other.call(reviews.claimReview, { params, body: {} })
  assert.equal((await other.call(reviews.approveReview, { params })).claim, null)
  await assert.rejects(other.call(reviews.claimReview, { params, body: {} }), { code: 'review.decided' })
  await other.call(reviews.releaseReview, { params })
})

test('of many who claim at once one has it, and of two who decide at once one wins', async () => {
  const { params, reviewer } = await startReview('com.claim.race')
  const others = await Promise.all([server.reviewer(), server.reviewer(), server.reviewer()])
  const all = [reviewer, ...others]
  const answers = await Promise.allSettled(all.map(({ call }) => call(reviews.claimReview, { params, body: {} })))
  const [won, ...more] = answers.filter(({ status }) => status === 'fulfilled')
  assert.ok(won && more.length === 0)
  const holder = all[answers.indexOf(won)]
  const decided = await Promise.allSettled(
    all.map(({ call }) => call(reviews.rejectReview, { params, body: { reason: 'No' } })),
  )
  assert.deepEqual(
    all.filter((_, index) => decided[index]?.status === 'fulfilled'),
    [holder],
  )
})

test('a decision and a cancellation at once leave one of the two', async () => {
  const { params, reviewer, developer, version, get, submit } = await startReview('com.claim.cancel')
  for (let round = 0; round < 4; round += 1) {
    const review_id = (await get(version)).review?.id ?? ''
    const [decided, cancelled] = await Promise.allSettled([
      reviewer.call(reviews.approveReview, { params: { review_id } }),
      developer.call(versions.cancelVersion, { params: ref(version) }),
    ])
    const { state, review } = await get(version)
    const isApproved = decided.status === 'fulfilled'
    assert.notEqual(isApproved, cancelled.status === 'fulfilled')
    assert.deepEqual([state, review?.state], isApproved ? ['approved', 'approved'] : ['draft', 'cancelled'])
    if (isApproved) return
    await submit(version)
    await server.settle()
  }
  assert.ok(params)
})

test('reasons of the table reach the developer with what to do, and ticked items stay with an approval', async () => {
  const { params, reviewer, version, get, developer, draft, submit } = await startReview('com.reason.codes')
  for (const body of [{}, { reason_codes: [] }, { reason_codes: ['other' as const] }])
    await assert.rejects(reviewer.call(reviews.rejectReview, { params, body }), { code: 'invalid_input' })
  const decided = await reviewer.call(reviews.requestChanges, {
    params,
    body: { reason_codes: ['misleading', 'other'], reason: 'It is no clock' },
  })
  const reason = `${reviewReasons.misleading.sentence} It is no clock`
  assert.deepEqual([decided.reason, decided.reason_codes], [reason, ['misleading', 'other']])
  const told = await get(version)
  assert.equal(told.review?.reason, reason)
  const facts = { reasons: ['misleading', 'other'], words: 'It is no clock' }
  assert.deepEqual(told.review?.reason_note, { code: 'version.decided', facts })
  assert.deepEqual(told.review?.reasons, [
    { code: 'misleading', ...reviewReasons.misleading },
    { code: 'other', ...reviewReasons.other },
  ])
  await server.settle()
  const mail = server.outbox.findLast(({ to }) => to === developer.account.email)
  assert.ok(mail?.text.replaceAll(/\s+/g, ' ').includes('It is no clock'))

  const next = await draft(2)
  await submit(next)
  await server.settle()
  const approved = await reviewer.call(reviews.approveReview, {
    params: { review_id: (await get(next)).review?.id ?? '' },
    body: { checklist: ['difference', 'started'] },
  })
  assert.deepEqual(approved.checklist, ['difference', 'started'])
})

test('an escalated review is decided by an admin, who is told why', async () => {
  const { params, reviewer } = await startReview('com.escalate.one')
  const admin = await server.admin()
  await reviewer.call(reviews.claimReview, { params, body: {} })
  const escalated = await reviewer.call(reviews.escalateReview, { params, body: { reason: 'Is this legal?' } })
  assert.deepEqual(
    [escalated.escalation, escalated.claim],
    [
      {
        by: { id: reviewer.account.id, name: 'reviewer' },
        at: server.clock.now(),
        reason: 'Is this legal?',
      },
      null,
    ],
  )
  await server.settle()
  const mail = server.outbox.findLast(({ to }) => to === admin.account.email)
  assert.ok(mail?.name === 'review_escalated' && mail.data.reason === 'Is this legal?')
  for (const endpoint of [reviews.approveReview, reviews.rejectReview, reviews.escalateReview])
    await assert.rejects(reviewer.call(endpoint, { params, body: { reason: 'No' } }), { code: 'review.escalated' })
  await assert.rejects(reviewer.call(reviews.claimReview, { params, body: {} }), { code: 'review.escalated' })
  assert.equal((await admin.call(reviews.approveReview, { params })).state, 'approved')
})

test('a reviewer with a part in the app neither claims nor reads or writes notes about it', async () => {
  const { params, developer, reviewer } = await startReview('com.own.notes')
  const note = await reviewer.call(reviews.addReviewNote, { params, body: { text: 'Odd' } })
  assert.deepEqual(note.author, { id: reviewer.account.id, name: 'reviewer' })
  await assert.rejects(developer.call(reviews.listReviewNotes, { params }), { code: 'auth.forbidden' })
  await become(developer, 'reviewer')
  server.clock.advance(1000)
  const own = { code: 'review.own_app' }
  await assert.rejects(developer.call(reviews.listReviewNotes, { params }), own)
  await assert.rejects(developer.call(reviews.addReviewNote, { params, body: { text: 'Fine' } }), own)
  await assert.rejects(developer.call(reviews.claimReview, { params, body: {} }), own)
  await assert.rejects(developer.call(reviews.escalateReview, { params, body: { reason: 'Me' } }), own)
  await assert.rejects(developer.call(reviews.writeToDeveloper, { params, body: { text: 'Hello me' } }), own)
  assert.deepEqual((await reviewer.call(reviews.listReviewNotes, { params })).notes, [note])
  await assert.rejects(developer.call(reviews.listReviewThread, { params }), own)
  await reviewer.call(reviews.claimReview, { params, body: {} })
  assert.equal((await developer.call(reviews.getReview, { params })).claim, null)
  await reviewer.call(reviews.rejectReview, { params, body: { reason: 'No' } })
  const { reviews: rejected } = await developer.call(reviews.listReviews, { query: { state: 'rejected', limit: 100 } })
  const { decided_by, reason } = rejected.find(({ id }) => id === params.review_id) ?? {}
  assert.deepEqual([decided_by, reason], [null, 'No'])
})

test('team and reviewers write to each other; the reviewer has no name there, and unread mails come once an hour', async () => {
  const { params, version, developer, reviewer, draft } = await startReview('com.thread.one')
  const [stranger, at] = [await server.developer(), ref(version)]
  const mails = (who: Caller) =>
    server.outbox.filter(({ name, to }) => name === 'review_message' && to === who.account.email).length
  const counted = async () => {
    await server.settle()
    return [mails(developer), mails(reviewer)]
  }
  const say = (text: string) => reviewer.call(reviews.writeToDeveloper, { params, body: { text } })
  const answer = (text: string) => developer.call(reviews.writeToThread, { params: at, body: { text } })
  await say('What is it for?')
  assert.deepEqual(await counted(), [1, 0])
  await say('And why the icon?')
  assert.deepEqual(await counted(), [1, 0], 'unread: no second mail')
  const { messages } = await developer.call(reviews.listThread, { params: at })
  assert.deepEqual(
    messages.map(({ from, author, text }) => [from, author, text]),
    [
      ['reviewer', null, 'What is it for?'],
      ['reviewer', null, 'And why the icon?'],
    ],
  )
  await say('Hello?')
  assert.deepEqual(await counted(), [2, 0], 'read meanwhile')
  await answer('It tells the time')
  assert.deepEqual(await counted(), [2, 1])
  await pass(61 * minuteMs, [developer, reviewer, stranger])
  await answer('Are you there?')
  assert.deepEqual(await counted(), [2, 2], 'still unread after an hour')
  const read = await reviewer.call(reviews.listReviewThread, { params })
  assert.deepEqual(
    read.messages.map(({ author }) => author),
    ['reviewer', 'reviewer', 'reviewer', 'Dana', 'Dana'],
  )
  const sent = server.outbox.filter(({ to }) => to === developer.account.email)
  assert.ok(sent.every(({ text }) => !text.includes(reviewer.account.email)))

  await assert.rejects(stranger.call(reviews.listThread, { params: at }), { code: 'app.not_found' })
  await assert.rejects(stranger.call(reviews.writeToThread, { params: at, body: { text: 'Hi' } }), {
    code: 'app.not_found',
  })
  const fresh = await draft(2)
  await assert.rejects(developer.call(reviews.writeToThread, { params: ref(fresh), body: { text: 'Hi' } }), {
    code: 'version.not_reviewed',
  })
})

test('nothing that the team can read says who decided', async () => {
  const { params, version, developer, reviewer, get } = await startReview('com.thread.hidden')
  await reviewer.call(reviews.claimReview, { params, body: {} })
  await reviewer.call(reviews.writeToDeveloper, { params, body: { text: 'Sorry' } })
  await reviewer.call(reviews.rejectReview, { params, body: { reason: 'No' } })
  await server.settle()
  const { teams: own } = await developer.call(teams.listTeams, {})
  const log = await developer.call(teams.listTeamEvents, { params: { team_id: own[0]?.id ?? '' } })
  assert.deepEqual(log.events.find(({ action }) => action === 'reject')?.actor, null)
  const thread = await developer.call(reviews.listThread, { params: ref(version) })
  const mails = server.outbox.filter(({ to }) => to === developer.account.email)
  const seen = JSON.stringify([log, thread, await get(version), mails])
  assert.ok(!seen.includes(reviewer.account.id) && !seen.includes(reviewer.account.email))
})

test('a rejected version is appealed for once, and another reviewer decides', async () => {
  const { params, version, developer, reviewer, get } = await startReview('com.appeal.one')
  const [other, at] = [await server.reviewer(), { params: ref(version), body: { text: 'It is a clock' } }]
  await assert.rejects(developer.call(reviews.appealVersion, at), { code: 'version.wrong_state' })
  await reviewer.call(reviews.rejectReview, { params, body: { reason: 'No clock' } })
  const rejected = await reviewer.call(reviews.getReview, { params })
  const both = await Promise.allSettled([
    developer.call(reviews.appealVersion, at),
    developer.call(reviews.appealVersion, at),
  ])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  const appealed = await get(version)
  assert.deepEqual([appealed.state, appealed.review?.is_appeal, appealed.decided_at], ['in_review', true, null])
  const appeal = { params: { review_id: appealed.review?.id ?? '' } }
  const seen = await other.call(reviews.getReview, appeal)
  assert.deepEqual(seen.appeal, { review_id: params.review_id, text: 'It is a clock' })
  assert.deepEqual(seen.findings, rejected.findings)
  assert.equal(seen.due_at, new Date(Date.parse(server.clock.now()) + 24 * 60 * minuteMs).toISOString())
  const { reviews: appeals } = await other.call(reviews.listReviews, { query: { show: 'appeals' } })
  assert.deepEqual(
    appeals.map(({ id }) => id),
    [seen.id],
  )

  await assert.rejects(reviewer.call(reviews.approveReview, appeal), { code: 'review.own_decision' })
  await assert.rejects(reviewer.call(reviews.claimReview, { ...appeal, body: {} }), { code: 'review.own_decision' })
  await assert.rejects(developer.call(versions.cancelVersion, { params: ref(version) }), { code: 'review.appeal_open' })
  assert.equal((await get(version)).state, 'in_review')
  await other.call(reviews.rejectReview, { ...appeal, body: { reason: 'Still none' } })
  await assert.rejects(developer.call(reviews.appealVersion, at), { code: 'review.appealed' })
  assert.equal((await get(version)).state, 'rejected')
})

test('an admin decides an appeal against an own decision only where nobody else can', async () => {
  const lonely = await startTestServer()
  const admin = await lonely.admin()
  const { params, version, developer, reviewer, get } = await startReview('com.appeal.lonely', lonely)
  await become(reviewer, 'developer', lonely)
  await admin.call(reviews.rejectReview, { params, body: { reason: 'No' } })
  await developer.call(reviews.appealVersion, { params: ref(version), body: { text: 'Yes' } })
  const appeal = { params: { review_id: (await get(version)).review?.id ?? '' } }
  const second = await lonely.reviewer()
  await assert.rejects(admin.call(reviews.approveReview, appeal), { code: 'review.own_decision' })
  await second.call(reviews.escalateReview, { ...appeal, body: { reason: 'Not I' } })
  assert.equal((await admin.call(reviews.approveReview, appeal)).state, 'approved')
  await lonely.close()
})

test('a version that failed the automated review is not appealed for', async () => {
  const { draft, submit, developer } = await startSampleApp(server, 'com.appeal.failed')
  const version = await draft(1, { files: { 'assets/scripts/app.lua': 'local x = = 1\n' } })
  await submit(version)
  await server.settle()
  await assert.rejects(developer.call(reviews.appealVersion, { params: ref(version), body: { text: 'Yes' } }), {
    code: 'version.wrong_state',
  })
})
