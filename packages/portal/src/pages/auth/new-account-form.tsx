import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import { authTexts } from './auth.texts.ts'

export interface NewAccount {
  name: string
  email: string
  password: string
}

interface NewAccountFormProps {
  button: string
  failed: string
  error: unknown
  isPending: boolean
  onSubmit: (account: NewAccount) => void
}

/** What an account begins with. */
export function NewAccountForm({ button, failed, error, isPending, onSubmit }: NewAccountFormProps) {
  const t = useTexts(authTexts)
  const shown = useErrorAt(error, places)
  return (
    <Form
      error={shown}
      failed={failed}
      onSubmit={(data) =>
        onSubmit({ name: fieldOf(data, 'name'), email: fieldOf(data, 'email'), password: fieldOf(data, 'password') })
      }
    >
      <TextField
        label={t.name}
        hint={t.nameHint}
        name="name"
        pointer="/name"
        autoComplete="name"
        maxLength={80}
        autoFocus
      />
      <TextField
        label={t.email}
        name="email"
        type="email"
        pointer="/email"
        autoComplete="username"
        inputMode="email"
        spellCheck={false}
        autoCapitalize="none"
        maxLength={254}
      />
      <PasswordField
        label={t.password}
        hint={t.passwordHint}
        name="password"
        pointer="/password"
        autoComplete="new-password"
      />
      <Button type="submit" kind="primary" size="large" isWide isPending={isPending}>
        {button}
      </Button>
    </Form>
  )
}

const places = { 'account.email_taken': '/email', 'account.weak_password': '/password' }
