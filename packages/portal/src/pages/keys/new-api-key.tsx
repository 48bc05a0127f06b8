import type { NewApiKey, Scope } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contract, words } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Checkbox } from '../../parts/checkbox.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { FieldSet } from '../../parts/field-set.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { ownAppsQuery } from '../../queries/own-apps.ts'
import { apiKeysQuery } from '../../queries/keys.ts'
import { useTexts } from '../../texts.ts'
import { scopes as scopeWords } from '../../words/keys.ts'
import { useWords } from '../../words/use-words.ts'
import { keysTexts } from './keys.texts.ts'
import { Lifetime, defaultDays } from './lifetime.tsx'

interface NewApiKeyDialogProps {
  onClose: () => void
  onMade: (key: NewApiKey) => void
}

/** Asks what a new key is for; a key may do only what is ticked here. */
export function NewApiKeyDialog({ onClose, onMade }: NewApiKeyDialogProps) {
  const t = useTexts(keysTexts)
  const scopeWord = useWords(scopeWords)
  const queryClient = useQueryClient()
  const apps = useQuery(ownAppsQuery)
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>(['versions:upload'])
  const [reach, setReach] = useState<'all' | 'some'>('all')
  const [appIds, setAppIds] = useState<readonly string[]>([])
  const [days, setDays] = useState(defaultDays)
  const [missing, setMissing] = useState<{ errors: { pointer: string; message: string }[] }>()
  const make = useMutation({
    mutationFn: () =>
      callConfirmed(contract.apiKeys.createApiKey, {
        body: {
          name,
          scopes: [...scopes],
          app_ids: reach === 'all' ? null : [...appIds],
          expires_in_days: days,
        },
      }),
    async onSuccess(made) {
      await queryClient.invalidateQueries(apiKeysQuery)
      onMade(made)
    },
  })
  const submit = () => {
    const errors = [
      ...(name.trim() === '' ? [{ pointer: '/name', message: t.needName }] : []),
      ...(scopes.length === 0 ? [{ pointer: '/scopes', message: t.needScope }] : []),
      ...(reach === 'some' && appIds.length === 0 ? [{ pointer: '/app_ids', message: t.needApp }] : []),
    ]
    setMissing(errors.length === 0 ? undefined : { errors })
    if (errors.length === 0) make.mutate()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t.newApiKey}>
      <Form onSubmit={submit} error={missing ?? make.error}>
        <TextField
          label={t.name}
          hint={t.nameHint}
          pointer="/name"
          value={name}
          onChange={setName}
          autoFocus
          autoComplete="off"
        />
        <FieldSet label={t.scopes} pointer="/scopes">
          {words.scopes.map((scope) => (
            <Checkbox
              key={scope}
              label={scopeWord(scope)}
              isChecked={scopes.includes(scope)}
              onChange={(isChecked) => setScopes(toggled(scopes, scope, isChecked))}
            />
          ))}
        </FieldSet>
        <RadioGroup
          label={t.apps}
          value={reach}
          options={[
            { value: 'all', label: t.allApps },
            {
              value: 'some',
              label: t.onlyApps,
              isDisabled: apps.data?.length === 0,
              hint: apps.data?.length === 0 ? t.noApps : undefined,
            },
          ]}
          onChange={setReach}
        />
        {reach === 'some' && (
          <FieldSet label={t.onlyApps} pointer="/app_ids">
            {apps.data?.map(({ id, name: appName }) => (
              <Checkbox
                key={id}
                label={appName}
                hint={id}
                isChecked={appIds.includes(id)}
                onChange={(isChecked) => setAppIds(toggled(appIds, id, isChecked))}
              />
            ))}
          </FieldSet>
        )}
        <Lifetime days={days} onChange={setDays} />
        <FormActions>
          <Button type="submit" kind="primary" isPending={make.isPending}>
            {t.make}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

function toggled<Item>(items: readonly Item[], item: Item, isThere: boolean): readonly Item[] {
  return isThere ? [...items, item] : items.filter((each) => each !== item)
}
