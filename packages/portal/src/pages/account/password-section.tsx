import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { accountKeys } from '../../queries/account.ts'
import { sessionQuery, useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import styles from './account.module.css'
import { securityTexts } from './security.texts.ts'

/** Another password, or a first one for an account that signs in elsewhere. */
export function PasswordSection() {
  const t = useTexts(securityTexts)
  const { email, has_password } = useAccount()
  const queryClient = useQueryClient()
  const toasts = useToasts()
  const form = useRef<HTMLDivElement>(null)
  const changing = useMutation({
    mutationFn: (body: { current_password?: string; new_password: string }) =>
      callConfirmed(contract.accounts.changePassword, { body }),
    async onSuccess() {
      form.current?.querySelector('form')?.reset()
      toasts.good(t.changed)
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
        queryClient.invalidateQueries({ queryKey: accountKeys.sessions }),
      ])
    },
  })
  const error = useErrorAt(changing.error, places)
  return (
    <Card title={t.password} lead={has_password ? t.passwordLead : t.noPassword} level={2}>
      <div ref={form} className={styles.form}>
        <Form
          isNarrow
          error={error}
          failed={t.changeFailed}
          onSubmit={(data) =>
            changing.mutate({
              ...(has_password && { current_password: fieldOf(data, 'current_password') }),
              new_password: fieldOf(data, 'new_password'),
            })
          }
        >
          {/* So that a password manager knows whose password it keeps. */}
          <input type="hidden" name="username" autoComplete="username" value={email} />
          {has_password && (
            <PasswordField
              label={t.current}
              name="current_password"
              pointer="/current_password"
              autoComplete="current-password"
            />
          )}
          <PasswordField
            label={t.new}
            hint={t.newHint}
            name="new_password"
            pointer="/new_password"
            autoComplete="new-password"
          />
          <FormActions>
            <Button type="submit" isPending={changing.isPending}>
              {has_password ? t.change : t.set}
            </Button>
          </FormActions>
        </Form>
      </div>
    </Card>
  )
}

const places = { 'account.wrong_password': '/current_password', 'account.weak_password': '/new_password' }
