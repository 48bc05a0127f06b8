import type { ReviewRule, RuleMode, RuleRun } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { ruleRunQuery, rulesQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { ruleModeSentences, ruleModes as modeWords } from '../../words/rules.ts'
import { useErrorWords, useRuleWords, useWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { moreTexts } from './more.texts.ts'

const modes = ['off', 'observe', 'enforce'] as const
const longestReason = 1000

/** Sets a rule, after trying on the published apps what it would do. */
export function RuleDialog({ rule, onClose }: { rule: ReviewRule; onClose: () => void }) {
  const t = useTexts(moreTexts)
  const toasts = useToasts()
  const say = useRuleWords()
  const word = useWords(modeWords)
  const sentence = useWords(ruleModeSentences)
  const queryClient = useQueryClient()
  const [mode, setMode] = useState<RuleMode>(rule.mode)
  const [reason, setReason] = useState('')
  const set = useMutation({
    mutationFn: () => callConfirmed(contract.rules.setRule, { params: { code: rule.code }, body: { mode, reason } }),
    async onSuccess() {
      await queryClient.invalidateQueries(rulesQuery)
      toasts.good(t.changed)
      onClose()
    },
  })
  const { explanation } = say(rule)
  return (
    <Dialog isOpen onClose={onClose} title={t.modeTitle(rule.code)} size="wide">
      <p lang={explanation.lang}>{explanation.text}</p>
      <Trial code={rule.code} />
      <Form onSubmit={() => (mode === rule.mode ? onClose() : set.mutate())} error={set.error}>
        <RadioGroup
          label={t.mode}
          pointer="/mode"
          look="cards"
          value={mode}
          options={modes.map((value) => ({ value, label: word(value), hint: sentence(value) }))}
          onChange={setMode}
        />
        <TextArea
          label={t.why}
          hint={t.whyHint}
          pointer="/reason"
          isOptional
          rows={2}
          maxLength={longestReason}
          value={reason}
          onChange={setReason}
        />
        <FormActions>
          <Button type="submit" kind="primary" isPending={set.isPending}>
            {t.changeMode}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

function Trial({ code }: { code: string }) {
  const t = useTexts(moreTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const start = useMutation({
    mutationFn: () => call(contract.rules.startRuleRun, { body: { codes: [code] } }),
    onError: (failure) => toasts.bad(say(failure).message),
  })
  return (
    <div className={styles.needs}>
      <div>
        <Button icon={FlaskConical} isPending={start.isPending} onPress={() => start.mutate()}>
          {t.tryRule}
        </Button>
      </div>
      <p className={styles.soft}>{t.tryLead}</p>
      {start.data && <Outcome runId={start.data.id} />}
    </div>
  )
}

function Outcome({ runId }: { runId: string }) {
  const t = useTexts(moreTexts)
  const run = useQuery(ruleRunQuery(runId))
  return (
    <Loaded query={run}>
      {(found) => (
        <>
          {found.state === 'running' && (
            <ProgressBar
              label={t.running(found.apps_done, found.apps_total)}
              share={found.apps_total === 0 ? 0 : found.apps_done / found.apps_total}
            />
          )}
          {found.state === 'done' && <Effects run={found} />}
        </>
      )}
    </Loaded>
  )
}

function Effects({ run: { effects } }: { run: RuleRun }) {
  const t = useTexts(moreTexts)
  const [effect] = effects
  if (!effect || effect.versions === 0) return <p role="status">{t.nothingFound}</p>
  const { versions, newly_failing, newly_warning, approved_by_person, apps } = effect
  return (
    <div role="status">
      <p>{t.effect(versions, newly_failing, newly_warning)}</p>
      {approved_by_person > 0 && <p>{t.approvedByPerson(approved_by_person)}</p>}
      <ul>
        {apps.map(({ app_id, version_id, version, findings }) => (
          <li key={version_id}>
            <code>{app_id}</code> {version} · {t.findings}: {findings}
          </li>
        ))}
      </ul>
    </div>
  )
}
