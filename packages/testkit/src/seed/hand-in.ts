import { reviews, versions } from '@mosis/api'
import type { Client, Sent, Version, VersionState } from '@mosis/api'
import type { Developer } from '../world.ts'
import { until } from '../world.ts'
import { sketchFiles } from './sketch.ts'
import type { Sketch, SketchVersion } from './sketch.ts'

type SubmitBody = Sent<typeof versions.submitVersion>['body']

export const refOf = ({ app_id, id }: Pick<Version, 'app_id' | 'id'>) => ({ app_id, version_id: id })

/** The review that waits for somebody. */
export function reviewOf({ review, version }: Version): { review_id: string } {
  if (!review) throw new Error(`Version ${version} has no review`)
  return { review_id: review.id }
}

/** Uploads the files as a version; it stays a draft. */
export function upload(by: Developer, appId: string, files: ReadonlyMap<string, Buffer>): Promise<Version> {
  return by.call(versions.uploadVersion, { params: { app_id: appId }, body: by.build(files) })
}

/** Uploads and submits, and waits until the automated review has said something. */
export async function handIn(
  by: Developer,
  appId: string,
  files: ReadonlyMap<string, Buffer>,
  body: SubmitBody = {},
): Promise<Version> {
  const draft = await upload(by, appId, files)
  await by.call(versions.submitVersion, { params: refOf(draft), body })
  return until(
    () => by.call(versions.getVersion, { params: refOf(draft) }),
    ({ state }) => state !== 'submitted' && state !== 'checking',
  )
}

/** The same for a version of a sketch. */
export const handInSketch = (by: Developer, app: Sketch, release: SketchVersion, body: SubmitBody = {}) =>
  handIn(by, app.id, sketchFiles(app, release), body)

/** Hands a version in and has it approved; with `when_approved` it is then in the store. */
export async function release(
  by: Developer,
  reviewer: Client,
  appId: string,
  files: ReadonlyMap<string, Buffer>,
  body: SubmitBody = { release: 'when_approved' },
): Promise<Version> {
  const waiting = await handIn(by, appId, files, body)
  if (waiting.state !== 'in_review') {
    throw new Error(`${appId} ${waiting.version} is ${waiting.state}: ${JSON.stringify(waiting.findings)}`)
  }
  await reviewer(reviews.approveReview, {
    params: reviewOf(waiting),
    body: { checklist: ['started', 'described', 'permissions'] },
  })
  const wanted: VersionState = body?.release === 'when_approved' ? 'published' : 'approved'
  return until(
    () => by.call(versions.getVersion, { params: refOf(waiting) }),
    ({ state }) => state === wanted || state === 'superseded',
  )
}
