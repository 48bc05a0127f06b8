import type { PublishedVersion, Sent, Track, Version, versions as contractOfVersions } from '@mosis/api'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

const { versions } = contract

type Ref = Pick<Version, 'app_id' | 'id'>

const of = ({ app_id, id }: Ref) => ({ app_id, version_id: id })

/** Who is offered a version, and how many of a hundred devices at first. */
export interface Reach {
  track: Track
  rollout_percent: number
}

/** Offers an approved or an earlier version, or gives the testers' version to everybody. */
export const publishVersion = (version: Ref, body: Reach): Promise<PublishedVersion> =>
  call(versions.publishVersion, { params: of(version), body })

/** When and to whom a version is to be published. */
export type Schedule = NonNullable<Sent<typeof contractOfVersions.scheduleVersion>['body']>

export const scheduleVersion = (version: Ref, body: Schedule): Promise<Version> =>
  call(versions.scheduleVersion, { params: of(version), body })

export const unscheduleVersion = (version: Ref): Promise<Version> =>
  call(versions.unscheduleVersion, { params: of(version), body: {} })

export const raiseRollout = (version: Ref, percent: number): Promise<Version> =>
  call(versions.raiseRollout, { params: of(version), body: { percent } })

export const haltVersion = (version: Ref): Promise<Version> =>
  call(versions.haltVersion, { params: of(version), body: {} })

export const resumeVersion = (version: Ref): Promise<Version> =>
  call(versions.resumeVersion, { params: of(version), body: {} })
