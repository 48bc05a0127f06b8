import type { PublisherClaims } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { trustedPublishersQuery } from '../../queries/trusted-publishing.ts'
import { useTexts } from '../../texts.ts'
import { ciProviders } from '../../words/keys.ts'
import { useWords } from '../../words/use-words.ts'
import { trustedPublishingTexts } from './trusted-publishing.texts.ts'

type Provider = PublisherClaims['provider']
const providers: readonly Provider[] = ['github', 'gitlab']

/** Asks which workflow may publish an app. */
export function TrustWorkflow({ appId, onClose }: { appId: string; onClose: () => void }) {
  const t = useTexts(trustedPublishingTexts)
  const toasts = useToasts()
  const word = useWords(ciProviders)
  const queryClient = useQueryClient()
  const [provider, setProvider] = useState<Provider>('github')
  const [place, setPlace] = useState('')
  const [file, setFile] = useState('')
  const [environment, setEnvironment] = useState('')
  const [ref, setRef] = useState('')
  const isGithub = provider === 'github'
  const add = useMutation({
    mutationFn: () =>
      callConfirmed(contract.trustedPublishing.addTrustedPublisher, {
        params: { app_id: appId },
        body: {
          ...(isGithub
            ? { provider: 'github' as const, repository: place, workflow: file }
            : { provider: 'gitlab' as const, project_path: place, config_path: file || undefined }),
          ...(environment !== '' && { environment }),
          ...(ref !== '' && { ref }),
        },
      }),
    async onSuccess() {
      await queryClient.invalidateQueries(trustedPublishersQuery(appId))
      toasts.good(t.added)
      onClose()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.add}>
      <Form onSubmit={() => add.mutate()} error={add.error}>
        <RadioGroup
          label={t.provider}
          value={provider}
          options={providers.map((value) => ({ value, label: word(value) }))}
          onChange={setProvider}
        />
        <TextField
          label={isGithub ? t.repository : t.project}
          hint={isGithub ? t.repositoryHint : t.projectHint}
          pointer={isGithub ? '/repository' : '/project_path'}
          isCode
          autoComplete="off"
          value={place}
          onChange={setPlace}
        />
        <TextField
          label={isGithub ? t.workflow : t.config}
          hint={isGithub ? t.workflowHint : undefined}
          pointer={isGithub ? '/workflow' : '/config_path'}
          isCode
          isOptional={!isGithub}
          autoComplete="off"
          placeholder={isGithub ? 'release.yml' : '.gitlab-ci.yml'}
          value={file}
          onChange={setFile}
        />
        <TextField
          label={t.environment}
          hint={t.environmentHint}
          pointer="/environment"
          isOptional
          autoComplete="off"
          value={environment}
          onChange={setEnvironment}
        />
        <TextField
          label={t.ref}
          hint={t.refHint}
          pointer="/ref"
          isCode
          isOptional
          autoComplete="off"
          value={ref}
          onChange={setRef}
        />
        <FormActions>
          <Button type="submit" kind="primary" isPending={add.isPending}>
            {t.add}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
