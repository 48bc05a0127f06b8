import { getRouteApi } from '@tanstack/react-router'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { useTexts } from '../../texts.ts'
import { BrokenLink } from './broken-link.tsx'
import { mailTexts } from './mail.texts.ts'
import { MailedLink } from './mailed-link.tsx'
import { useDoneInAccount } from './use-done-in-account.ts'

const route = getRouteApi('/public/auth/verify')

/** Proves that mail to the address of the account arrives. */
export function VerifyEmail() {
  const t = useTexts(mailTexts)
  const { token } = route.useSearch()
  const done = useDoneInAccount('verified', t.verified)
  return (
    <MailedLink
      purpose="verify_email"
      token={token}
      title={t.verifyTitle}
      lead={t.verifyLead}
      button={t.verify}
      act={(token) => call(contract.accounts.verifyEmail, { body: { token } })}
      onDone={() => void done()}
      broken={
        <BrokenLink why={t.verifyBroken}>
          <LinkButton to="/auth/check-mail" kind="primary" size="large" isWide>
            {t.sendAnother}
          </LinkButton>
        </BrokenLink>
      }
    />
  )
}
