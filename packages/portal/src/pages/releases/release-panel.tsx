import type { App, AppOverview, Version } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { appOverviewQuery, useApp, useMayInApp } from '../../queries/apps.ts'
import { versionQuery } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { Halted } from './halted.tsx'
import { PromoteForm } from './promote-form.tsx'
import { ReleaseForm } from './release-form.tsx'
import { releaseTexts } from './release.texts.ts'
import { Rollout } from './rollout.tsx'
import { Superseded } from './superseded.tsx'
import { useReleaseSummary } from './use-release-summary.ts'
import styles from './release.module.css'

/** What the app offers to whom. */
export type Offered = AppOverview['offered']

export interface ReleaseProps {
  version: Version
  offered: Offered
}

/**
 * Who is offered a version, and every step that changes it: publishing, stages, halting, returning to it, planning. Nothing stands
 * there for a version that cannot be released.
 */
export function ReleasePanel({ appId, versionId }: { appId: string; versionId: string }) {
  const t = useTexts(releaseTexts)
  const version = useQuery(versionQuery(appId, versionId))
  const overview = useQuery(appOverviewQuery(appId))
  if (version.data && !(version.data.state in faces) && !isAhead(version.data)) return null
  return (
    <Loaded query={version} waiting={t.waiting} failed={t.failed}>
      {(shown) => (
        <Panel version={shown}>
          <Loaded query={overview} waiting={t.waiting} failed={t.failed}>
            {({ offered }) => <Steps version={shown} offered={offered} />}
          </Loaded>
        </Panel>
      )}
    </Loaded>
  )
}

type State = Version['state']

const aheadStates: ReadonlySet<State> = new Set(['submitted', 'checking', 'in_review'])

/** It is on its way through the review: what will happen then is known. */
const isAhead = ({ state }: Version) => aheadStates.has(state)

const faces: Partial<Record<State, (props: ReleaseProps) => ReactNode>> = {
  approved: ReleaseForm,
  scheduled: ReleaseForm,
  published: Published,
  halted: Halted,
  superseded: Superseded,
}

function Panel({ version, children }: { version: Version; children: ReactNode }) {
  const t = useTexts(releaseTexts)
  const summary = useReleaseSummary(version)
  const { percent } = useFormat()
  const { state, track, rollout_percent: reached } = version
  const isStaged = track === 'production' && (state === 'published' || (state === 'halted' && reached < 100))
  const share = reached / 100
  return (
    <Card title={t.title} lead={summary}>
      <div className={styles.panel}>
        {isStaged && (
          <ProgressBar
            label={t.rollout}
            share={share}
            note={t.rolloutNote(percent(share))}
            kind={state === 'halted' ? 'bad' : 'plain'}
          />
        )}
        {children}
      </div>
    </Card>
  )
}

function Steps({ version, offered }: ReleaseProps) {
  const t = useTexts(releaseTexts)
  const app = useApp(version.app_id)
  const mayPublish = useMayInApp(version.app_id, 'version.publish')
  const Face = faces[version.state]
  if (!Face) return null
  if (!mayPublish) return <p className={styles.soft}>{t.onlyMaintainers}</p>
  if (isStopped(app, version)) return <p className={styles.soft}>{t.suspended}</p>
  // What was chosen belongs to the state that it was chosen in.
  const key = `${version.state} ${version.track} ${version.rollout_percent} ${version.release_at}`
  return <Face key={key} version={version} offered={offered} />
}

/** What is offered can be halted also while the app is suspended; nothing else can be done. */
const isStopped = (app: App, { state }: Version) => app.state === 'suspended' && state !== 'published'

function Published(props: ReleaseProps) {
  return props.version.track === 'beta' ? <PromoteForm {...props} /> : <Rollout {...props} />
}
