import type { Need } from '@mosis/api'
import { ArrowRightLeft, CircleSlash, KeyRound, MailWarning, UserPlus } from 'lucide-react'
import { describeVersionNeed } from './describe-version-need.ts'
import type { NeedLine, Words } from './need-line.ts'

/** Says in words what waits for the person; undefined for a kind that a newer portal knows. */
export function describeNeed(need: Need, words: Words): NeedLine | undefined {
  const { t, format } = words
  switch (need.kind) {
    case 'verify_email':
      return {
        key: need.kind,
        icon: MailWarning,
        tone: 'warn',
        title: t.verifyEmail(need.email),
        lead: t.verifyEmailLead,
        action: t.verifyEmailDo,
      }
    case 'invitation':
      return {
        key: need.invitation_id,
        icon: UserPlus,
        tone: 'info',
        title: t.invitation(need.team_name),
        lead: t.invitationLead(need.invited_by, words.roleWord(need.role), format.ago(need.expires_at)),
        action: t.answerDo,
      }
    case 'transfer':
      return {
        key: `transfer ${need.app_id}`,
        icon: ArrowRightLeft,
        tone: 'info',
        title: t.transfer(need.app_name),
        lead: t.transferLead(need.from_team, need.to_team.name, format.ago(need.expires_at)),
        action: t.answerDo,
      }
    case 'api_key':
      return {
        key: need.api_key_id,
        icon: KeyRound,
        tone: 'warn',
        title: t.apiKey(need.name),
        lead: t.apiKeyLead(format.ago(need.expires_at)),
        action: t.apiKeyDo,
        link: { to: '/keys' },
      }
    case 'suspended':
      return {
        key: `suspended ${need.app_id}`,
        icon: CircleSlash,
        tone: 'bad',
        title: t.suspended(need.app_name),
        lead: t.suspendedLead,
        action: t.suspendedDo,
        link: { to: '/apps/$appId', params: { appId: need.app_id } },
      }
    default:
      return describeVersionNeed(need, words)
  }
}
