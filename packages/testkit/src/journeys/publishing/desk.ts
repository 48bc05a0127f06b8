import { apps, reviews, versions } from '@mosis/api'
import { smallApp } from '../../sample-apps.ts'
import { must } from '../../steps.ts'
import { refuseLowerCode } from './intake.ts'
import { get, handIn, personOf, refOf, reviewOf, untilState } from './stage.ts'
import type { Stage } from './stage.ts'

/** Two reviewers at one desk: claims, questions, decisions and the appeal against one of them. */
export async function decide(stage: Stage): Promise<void> {
  const { step, dana, sven, rita, rolf, refuse, mailbox, admin } = stage
  const reason = 'The list stays empty'

  const asked = await step('Claimed by one reviewer', async () => {
    const version = await handIn(stage, 2)
    const params = reviewOf(version)
    must(version.review?.position === 1, 'the developer sees the place in the queue')
    const claimed = await rita.call(reviews.claimReview, { params })
    must(claimed.claim?.by.name === 'Rita', 'Rita has it')
    must(
      claimed.risk_reasons.some(({ code }) => code === 'first_app'),
      'the risk is named: a first app',
    )
    await refuse('review.claimed', rolf(reviews.claimReview, { params }))
    await refuse('review.claimed', rolf(reviews.approveReview, { params }))
    await refuse('auth.forbidden', dana.call(reviews.getReview, { params }))
    const { base, files } = await rita.call(reviews.getReviewDifference, { params })
    must(base === null && files.length >= 3, 'there is nothing to compare with yet')
    await rita.call(reviews.addReviewNote, { params, body: { text: 'Looks like a first try' } })
    must(
      (await rolf(reviews.listReviewNotes, { params, query: {} })).notes.length === 1,
      'the other one reads the note',
    )
    return { proved: `number 1 in the queue; Rolf waits until ${claimed.claim?.until.slice(11, 16)}`, value: version }
  })

  await step('Changes requested, and the thread', async () => {
    const params = reviewOf(asked)
    const body = { reason, reason_codes: ['does_not_work' as const] }
    await rita.call(reviews.requestChanges, { params, body })
    const told = await get(stage, asked)
    must(told.state === 'changes_requested', `it is sent back: ${told.state}`)
    must(told.review?.reason?.includes(reason), `the developer reads why: ${told.review?.reason}`)
    must(
      told.review?.reasons.some(({ fix }) => fix !== ''),
      'and what to do',
    )
    await refuse('review.decided', rolf(reviews.approveReview, { params }))
    await dana.call(reviews.writeToThread, { params: refOf(asked), body: { text: 'On which screen?' } })
    await rita.call(reviews.writeToDeveloper, { params, body: { text: 'On the first one' } })
    const { messages } = await dana.call(reviews.listThread, { params: refOf(asked), query: {} })
    must(messages.length >= 2 && !JSON.stringify(messages).includes('Rita'), 'the thread does not say who reviews')
    await refuse('app.not_found', sven.call(reviews.listThread, { params: refOf(asked), query: {} }))
    await mailbox.await(personOf('Dana').email, /needs changes/)
    return { proved: 'reason, fix and a mail; question and answer, and not who answers', value: undefined }
  })

  const rejected = await step('Rejected', async () => {
    const version = await handIn(stage, 3)
    const params = reviewOf(version)
    await refuse('invalid_input', rita.call(reviews.rejectReview, { params, body: { reason_codes: ['other'] } }))
    await rita.call(reviews.rejectReview, { params, body: { reason, reason_codes: ['does_not_work'] } })
    const told = await untilState(dana.call, version, 'rejected')
    await refuse('version.wrong_state', dana.call(versions.publishVersion, { params: refOf(version) }))
    await mailbox.await(personOf('Dana').email, /was rejected/)
    return { proved: 'not without a reason; the developer reads it and is mailed', value: told }
  })

  await step('Appeal, once, to somebody else', async () => {
    const body = { text: 'It fills when a button is pressed' }
    await refuse('app.not_found', sven.call(reviews.appealVersion, { params: refOf(rejected), body }))
    await refuse('version.wrong_state', dana.call(reviews.appealVersion, { params: refOf(asked), body }))
    const again = await dana.call(reviews.appealVersion, { params: refOf(rejected), body })
    const params = reviewOf(again)
    must(again.state === 'in_review' && again.review?.is_appeal, 'it is reviewed once more')
    await refuse('review.own_decision', rita.call(reviews.approveReview, { params }))
    await rolf(reviews.rejectReview, { params, body: { reason: 'It does not' } })
    await refuse('review.appealed', dana.call(reviews.appealVersion, { params: refOf(rejected), body }))
    return {
      proved: 'Rita may not decide about her own decision; Rolf did, and there is no third time',
      value: undefined,
    }
  })

  await step('Nobody reviews an app of their own', async () => {
    const id = 'dev.example.ritas'
    await rita.call(apps.createApp, { body: { id, name: 'Of Rita' } })
    const body = rita.build(smallApp(id))
    const own = await rita.call(versions.uploadVersion, { params: { app_id: id }, body })
    await rita.call(versions.submitVersion, { params: refOf(own) })
    const params = reviewOf(await untilState(rita.call, own, 'in_review'))
    await refuse('review.own_app', rita.call(reviews.approveReview, { params }))
    await refuse('review.own_app', rita.call(reviews.claimReview, { params }))
    await rolf(reviews.escalateReview, { params, body: { reason: 'I know her well' } })
    await refuse('review.escalated', rolf(reviews.approveReview, { params }))
    await mailbox.await(personOf('Ada').email, /leaves the decision/)
    await admin(reviews.approveReview, { params, body: { checklist: ['started', 'content'] } })
    return { proved: 'Rolf left it to the admin, who was mailed and approved', value: undefined }
  })

  await step('A lower code', async () => {
    await refuseLowerCode(stage)
    return { proved: 'refused, with the next free one', value: undefined }
  })
}
