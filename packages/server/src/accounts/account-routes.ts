import { accounts as api } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { deleteAccount } from './account-delete.ts'
import { exportAccount } from './account-export.ts'
import { endBrowserSession, findCookie } from './cookies.ts'
import { changeEmail, confirmEmailChange, dropEmailChange, getEmail, undoEmailChange } from './email-change.ts'
import { changePassword } from './password-change.ts'
import { askForNewPassword, resetPassword } from './password-reset.ts'
import { renameAccount } from './rename.ts'
import { showLink } from './show-link.ts'
import { sendVerification, verifyEmail } from './verify-email.ts'

/** What a person does with an account of their own, from its first mail to its end. */
export function ownAccountRoutes(serve: Serve, deps: Deps): void {
  const { db } = deps
  serve(api.updateMe, ({ call, body }) => renameAccount(db, call, body))
  serve(api.showLink, ({ call, body }) => showLink(deps, call, body))
  serve(api.verifyEmail, ({ call, body }) => verifyEmail(db, call, body))
  serve(api.sendVerification, async ({ call }) => {
    await sendVerification(deps, call)
    return {}
  })
  serve(api.forgotPassword, async ({ call, body }) => {
    await askForNewPassword(deps, call, body)
    return {}
  })
  serve(api.resetPassword, async ({ call, body }) => {
    await resetPassword(db, call, body)
    return {}
  })
  serve(api.changePassword, async ({ call, body }) => {
    await changePassword(deps, call, body)
    return {}
  })
  serve(api.changeEmail, async ({ call, body }) => {
    await changeEmail(deps, call, body)
    return {}
  })
  serve(api.getEmail, ({ call }) => getEmail(db, call))
  serve(api.dropEmailChange, async ({ call }) => {
    await dropEmailChange(db, call)
    return {}
  })
  serve(api.confirmEmail, ({ call, body }) => confirmEmailChange(db, call, body))
  serve(api.undoEmailChange, ({ call, body }) => undoEmailChange(db, call, body))
  serve(api.exportAccount, async ({ call, reply }) => {
    const exported = await exportAccount(db, call)
    reply.header('content-disposition', 'attachment; filename="mosis-account.json"')
    return exported
  })
  serve(api.deleteAccount, async ({ call, body, request, reply }) => {
    await deleteAccount(db, call, body)
    if (findCookie(request, deps.config) !== undefined) endBrowserSession(deps, reply)
    return {}
  })
}
