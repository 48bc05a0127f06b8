import type { Deps } from '../../deps.ts'
import type { ServePage } from '../serve.ts'
import { leavePages } from './account/leave.ts'
import { linkedPages } from './account/linked.ts'
import { overviewPage } from './account/overview.ts'
import { profilePages } from './account/profile.ts'
import { totpPages } from './account/totp.ts'
import { activityPage } from './activity.ts'
import { confirmPages } from './confirm.ts'
import { devicePages } from './device.ts'
import { emailPages } from './email.ts'
import { forgotPages } from './forgot.ts'
import { invitationPages } from './invitation.ts'
import { passkeyPages } from './passkeys.ts'
import { providerPages } from './providers.ts'
import { secondFactorPages } from './second-factor.ts'
import { sessionPages } from './sessions.ts'
import { signInPages } from './sign-in.ts'
import { signUpPages } from './sign-up.ts'
import { verifyPages } from './verify.ts'

/** Everything under /auth that a person sees. */
export function authPages(serve: ServePage, deps: Deps): void {
  for (const pages of [
    signInPages,
    secondFactorPages,
    signUpPages,
    verifyPages,
    forgotPages,
    emailPages,
    providerPages,
    confirmPages,
    devicePages,
    invitationPages,
    overviewPage,
    profilePages,
    linkedPages,
    totpPages,
    passkeyPages,
    sessionPages,
    activityPage,
    leavePages,
  ]) {
    pages(serve, deps)
  }
}
