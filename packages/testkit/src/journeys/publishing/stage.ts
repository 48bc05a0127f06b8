import { setTimeout as wait } from 'node:timers/promises'
import { accounts, ApiError, createClient, people, reviews, teams, versions } from '@mosis/api'
import type { Client, ErrorCode, Sent, Version, VersionState } from '@mosis/api'
import type { Mailbox } from '../../mailbox.ts'
import { smallApp } from '../../sample-apps.ts'
import { must } from '../../steps.ts'
import type { DoStep } from '../../steps.ts'
import type { WebhookReceiver } from '../../webhook-receiver.ts'
import { joinPortal } from '../../world.ts'
import type { Developer } from '../../world.ts'

export const appId = 'dev.example.tally'
export const webhookHost = 'hooks.example.com'

/** Where the journey plays, and who plays in it. */
export interface Stage {
  url: string
  mailbox: Mailbox
  receiver: WebhookReceiver
  step: DoStep
  /** Nobody in particular: a device, a visitor. */
  visitor: Client
  admin: Client
  /** Owns the app. */
  dana: Developer & { teamId: string }
  /** Publishes elsewhere. */
  sven: Developer
  rita: Developer
  rolf: Client
  /** Every code that somebody was refused with on the way. */
  refused: Set<ErrorCode>
  /** Throws unless the call is refused with this code. */
  refuse: (code: ErrorCode, calling: Promise<unknown>) => Promise<ApiError>
}

export const personOf = (name: string) => ({
  email: `${name.toLowerCase()}@example.test`,
  name,
  password: `${name} has a long password`,
})

export interface Surroundings {
  url: string
  setupUrl: string | undefined
  mailbox: Mailbox
  receiver: WebhookReceiver
}

/** Signs everybody up; the first one is admin by the link that the portal printed, and makes two others reviewers. */
export function openStage({ url, setupUrl, mailbox, receiver }: Surroundings, step: DoStep): Promise<Stage> {
  return step('Everybody signs up', async () => {
    const visitor = createClient({ baseUrl: url })
    const refused = new Set<ErrorCode>()
    const refuse = async (code: ErrorCode, calling: Promise<unknown>) => {
      const refusal = await calling.then(
        () => undefined,
        (failure: unknown) => failure,
      )
      if (refusal !== undefined && !(refusal instanceof ApiError)) throw refusal
      must(refusal?.code === code, `it is refused with ${code}: ${refusal ? refusal.code : 'it was not refused'}`)
      refused.add(code)
      return refusal
    }
    const setup_token = new URL(setupUrl ?? url).searchParams.get('token') ?? ''
    const { access_token } = await visitor(accounts.register, { body: { ...personOf('Ada'), setup_token } })
    const admin = createClient({ baseUrl: url, token: access_token })
    const [dana, sven, rita, rolf] = await Promise.all(
      ['Dana', 'Sven', 'Rita', 'Rolf'].map((name) => joinPortal(url, personOf(name))),
    )
    must(dana && sven && rita && rolf, 'everybody is in')
    for (const name of ['Dana', 'Sven', 'Rita', 'Rolf']) await verify(visitor, mailbox, personOf(name).email)
    for (const { call } of [rita, rolf]) {
      await refuse('auth.forbidden', call(reviews.listReviews, { query: {} }))
      const { id } = await call(accounts.me, {})
      const promotion = { params: { account_id: id }, body: { role: 'reviewer' as const } }
      await refuse('auth.forbidden', call(people.changePortalRole, promotion))
      await admin(people.changePortalRole, promotion)
    }
    const [team] = (await dana.call(teams.listTeams, {})).teams
    must(team, 'a developer has a team')
    const cast = { visitor, admin, dana: { ...dana, teamId: team.id }, sven, rita, rolf: rolf.call }
    return {
      proved: 'an admin by the printed link, two developers, two reviewers; no developer sees the queue',
      value: { url, mailbox, receiver, step, refused, refuse, ...cast },
    }
  })
}

async function verify(visitor: Client, mailbox: Mailbox, email: string): Promise<void> {
  const mail = await mailbox.await(email, /\/auth\/verify\?token=/)
  const token = new URL(/https?:\/\/\S+token=\S+/.exec(mail)?.[0] ?? '').searchParams.get('token') ?? ''
  await visitor(accounts.verifyEmail, { body: { token } })
}

export const refOf = ({ app_id, id }: Pick<Version, 'app_id' | 'id'>) => ({ app_id, version_id: id })

/** Uploads a version of the app; the same code and script are the same bytes. */
export const upload = ({ dana }: Stage, versionCode: number, lua = ''): Promise<Version> =>
  dana.call(versions.uploadVersion, { params: { app_id: appId }, body: dana.build(smallApp(appId, versionCode, lua)) })

type SubmitBody = Sent<typeof versions.submitVersion>['body']

/** Uploads a version, hands it in and waits for the automated review to let it pass. */
export async function handIn(stage: Stage, versionCode: number, body: SubmitBody = {}): Promise<Version> {
  const { call } = stage.dana
  const draft = await upload(stage, versionCode)
  await call(versions.submitVersion, { params: refOf(draft), body })
  return untilState(call, draft, 'in_review')
}

/** The review that waits for somebody. */
export function reviewOf({ review }: Version): { review_id: string } {
  must(review, 'the version has a review')
  return { review_id: review.id }
}

/** Hands a version in and has a reviewer approve it. */
export async function approved(stage: Stage, versionCode: number, body: SubmitBody = {}): Promise<Version> {
  const version = await handIn(stage, versionCode, body)
  await stage.rita.call(reviews.approveReview, { params: reviewOf(version) })
  return get(stage, version)
}

export const get = ({ dana }: Stage, version: Version): Promise<Version> =>
  dana.call(versions.getVersion, { params: refOf(version) })

/** The version once it is in a state; throws when it does not come there within 30 s. */
export async function untilState(call: Client, version: Version, state: VersionState): Promise<Version> {
  const end = performance.now() + 30_000
  for (;;) {
    const is = await call(versions.getVersion, { params: refOf(version) })
    if (is.state === state) return is
    must(performance.now() < end, `${is.version} comes to ${state}; it is ${is.state}: ${JSON.stringify(is.findings)}`)
    await wait(50)
  }
}
