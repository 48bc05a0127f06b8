import type { Account, Identity, Proof, SecondFactor } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { factorsQuery, identitiesQuery } from '../../queries/account.ts'
import { portalQuery } from '../../queries/portal.ts'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import { askForPasskey } from '../../webauthn.ts'
import styles from './identity.module.css'
import { identityTexts } from './identity.texts.ts'
import { OtherWays, Soft } from './other-ways.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { ProviderButtons } from './provider-buttons.tsx'
import { providersOf } from './provider-names.ts'

interface ProveIdentityProps {
  onProved: () => void
  /** The path that GitHub and Google lead back to. */
  returnTo: string
}

/** Asks again who is there, by what the account has: password, code, passkey, or the account elsewhere that signs in to it. */
export function ProveIdentity({ onProved, returnTo }: ProveIdentityProps) {
  const t = useTexts(identityTexts)
  const account = useAccount()
  const factors = useQuery(factorsQuery)
  const identities = useQuery(identitiesQuery)
  const known = factors.data && identities.data && { factors: factors.data, identities: identities.data }
  const query = {
    data: known,
    error: factors.error ?? identities.error,
    isFetching: factors.isFetching || identities.isFetching,
    refetch: () => Promise.all([factors.refetch(), identities.refetch()]),
  }
  return (
    <Loaded query={query} waiting={t.waiting}>
      {(known) => <Ways {...known} account={account} onProved={onProved} returnTo={returnTo} />}
    </Loaded>
  )
}

interface WaysProps extends ProveIdentityProps {
  account: Account
  factors: SecondFactor
  identities: readonly Identity[]
}

function Ways({ account, factors, identities, onProved, returnTo }: WaysProps) {
  const t = useTexts(identityTexts)
  const { data: portal } = useQuery(portalQuery)
  const hasCode = factors.totp_confirmed_at !== null
  const [usesCode, setUsesCode] = useState(!account.has_password)
  const proving = useMutation({
    mutationFn: (proof: Proof) => call(contract.sessions.confirm, { body: proof }),
    onSuccess: onProved,
  })
  const error = useErrorAt(
    proving.error,
    useMemo(() => placesOf(t), [t]),
  )
  const withPasskey = useMutation({
    async mutationFn() {
      const response = await askForPasskey(await call(contract.passkeys.startPasskeySignIn, {}))
      return call(contract.sessions.confirm, { body: { method: 'passkey', response } })
    },
    onSuccess: onProved,
  })
  const hasForm = account.has_password || hasCode
  const hasPasskeys = factors.passkeys > 0 && portal?.sign_in.passkey === true
  const linked = new Set(identities.map(({ provider }) => provider))
  // Signing in there once more is a fresh sign-in here; whoever has a password is asked for that.
  const providers = account.has_password ? [] : providersOf(portal).filter((provider) => linked.has(provider))
  const others = (hasPasskeys || providers.length > 0) && (
    <>
      {hasPasskeys && (
        <PasskeyButton onPress={withPasskey.mutate} isPending={withPasskey.isPending} error={withPasskey.error} />
      )}
      {providers.length > 0 && <ProviderButtons providers={providers} returnTo={returnTo} />}
      {providers.length > 0 && <Soft>{t.leaves}</Soft>}
    </>
  )
  return (
    <div className={styles.stack}>
      {hasForm && (
        <Form
          error={error}
          failed={t.failed}
          onSubmit={(data) =>
            proving.mutate(
              usesCode
                ? { method: 'totp', code: fieldOf(data, 'code') }
                : { method: 'password', password: fieldOf(data, 'password') },
            )
          }
        >
          <input type="hidden" name="username" autoComplete="username" value={account.email} />
          {usesCode ? (
            <TextField
              key="code"
              label={t.code}
              hint={t.codeHint}
              name="code"
              pointer="/code"
              autoComplete="one-time-code"
              isCode
              maxLength={64}
              autoFocus
            />
          ) : (
            <PasswordField
              key="password"
              label={t.password}
              name="password"
              pointer="/password"
              autoComplete="current-password"
              autoFocus
            />
          )}
          <Button type="submit" kind="primary" size="large" isWide isPending={proving.isPending}>
            {t.confirm}
          </Button>
          {account.has_password && hasCode && (
            <Button
              kind="quiet"
              isWide
              onPress={() => {
                proving.reset()
                setUsesCode(!usesCode)
              }}
            >
              {usesCode ? t.usePassword : t.useCode}
            </Button>
          )}
        </Form>
      )}
      {others && (hasForm ? <OtherWays>{others}</OtherWays> : others)}
      {!hasForm && !others && <p>{t.nothing}</p>}
    </div>
  )
}

const placesOf = (t: (typeof identityTexts)['en']) => ({
  'auth.wrong_credentials': { pointer: '/password', words: t.wrongPassword },
  'auth.wrong_code': '/code',
})
