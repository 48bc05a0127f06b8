import type { Need } from '@mosis/api'
import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  MessageSquare,
  OctagonX,
  PencilLine,
  Radio,
  ShieldAlert,
} from 'lucide-react'
import type { Format } from '../format.ts'
import type { PageLink } from '../parts/page-link.ts'
import type { NeedLine, Words } from './need-line.ts'

type VersionNeed = Extract<Need, { version_id: string }>
type Said = Omit<NeedLine, 'key' | 'link'>

/** The same for what is about one version: its line leads to the page of that version. */
export function describeVersionNeed(need: VersionNeed, words: Words): NeedLine | undefined {
  const said = sayVersionNeed(need, words)
  const link: PageLink = {
    to: '/apps/$appId/versions/$versionId',
    params: { appId: need.app_id, versionId: need.version_id },
  }
  return said && { key: `${need.kind} ${need.version_id}`, link, ...said }
}

function sayVersionNeed(need: VersionNeed, { t, format }: Words): Said | undefined {
  const { app_name: app, version } = need
  switch (need.kind) {
    case 'quarantine':
      return {
        icon: ShieldAlert,
        tone: 'bad',
        title: t.quarantine(app, version),
        lead: need.ends_at === null ? t.quarantineConfirmed : t.quarantineUntil(format.ago(need.ends_at)),
        action: need.may_appeal ? t.quarantineAppealDo : t.quarantineDo,
      }
    case 'fix':
      return sayFix(need, t, format)
    case 'reply':
      return {
        icon: MessageSquare,
        tone: 'info',
        title: t.reply(app, version),
        lead: format.ago(need.at),
        action: t.replyDo,
      }
    case 'publish':
      return {
        icon: CircleCheck,
        tone: 'good',
        title: t.publish(app, version),
        lead: t.publishLead,
        action: t.publishDo(version),
      }
    case 'submit':
      return {
        icon: CircleDashed,
        tone: 'plain',
        title: t.submit(app, version),
        lead: t.submitLead,
        action: t.submitDo,
      }
    case 'halted':
      return {
        icon: CirclePause,
        tone: 'warn',
        title: t.halted(app, version),
        lead: t.haltedLead,
        action: t.haltedDo,
      }
    case 'rollout':
      return {
        icon: Radio,
        tone: 'good',
        title: t.rollout(app, version, format.percent(need.percent / 100)),
        lead: t.rolloutLead,
        action: t.rolloutDo,
      }
    default:
      return undefined
  }
}

function sayFix(need: Extract<Need, { kind: 'fix' }>, t: Words['t'], format: Format): Said {
  const { app_name: app, version, errors, warnings } = need
  if (need.state === 'rejected') {
    return { icon: OctagonX, tone: 'bad', title: t.rejected(app, version), lead: t.rejectedLead, action: t.reasonsDo }
  }
  if (need.state === 'changes_requested') {
    const title = t.changesRequested(app, version)
    return { icon: PencilLine, tone: 'warn', title, lead: t.changesLead, action: t.reasonsDo }
  }
  const counts = [...(errors > 0 ? [t.errors(errors)] : []), ...(warnings > 0 ? [t.warnings(warnings)] : [])]
  return {
    icon: CircleX,
    tone: 'bad',
    title: t.failed(app, version),
    lead: t.findingsLead(format.list(counts)),
    action: t.findingsDo,
  }
}
