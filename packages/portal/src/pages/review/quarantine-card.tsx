import type { Quarantine } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { Clock, ShieldAlert, ShieldCheck, ShieldOff } from 'lucide-react'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Time } from '../../parts/time.tsx'
import { useAccount } from '../../session.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { isSaidByCode } from '../../words/is-said-by-code.ts'
import { decisionReasons, quarantineStates } from '../../words/safety.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useWords } from '../../words/use-words.ts'
import type { QuarantineStep } from './quarantine-dialog.tsx'
import { quarantineTexts } from './quarantines.texts.ts'
import styles from './cases.module.css'

const looks = {
  open: { colour: 'amber', icon: Clock },
  confirmed: { colour: 'red', icon: ShieldAlert },
  lapsed: { colour: 'grey', icon: ShieldOff },
  lifted: { colour: 'green', icon: ShieldCheck },
} as const satisfies Record<Quarantine['state'], unknown>

interface QuarantineCardProps {
  quarantine: Quarantine
  onStep: (step: QuarantineStep) => void
}

/** One quarantine: why, by whom, how long still, what its team says, and the next steps. */
export function QuarantineCard({ quarantine, onStep }: QuarantineCardProps) {
  const t = useTexts(quarantineTexts)
  const sayState = useWords(quarantineStates)
  const sayReason = useWords(decisionReasons)
  const sayNote = useNotes()
  const { id: me } = useAccount()
  const { app_id, app_name, version, state, reason_code, reason, reason_note, public_reason, appeal } = quarantine
  const { opened_by, opened_at, ends_at, confirmed_by, confirmed_at, closed_at } = quarantine
  return (
    <Card
      level={2}
      title={
        <span className={styles.title}>
          {app_name} {version} <StatusPill {...looks[state]} label={sayState(state)} />
        </span>
      }
      lead={
        <span className={styles.facts}>
          <code>{app_id}</code>
          <span className={styles.pair}>
            <span>{opened_by === null ? t.openedByPortal : opened_by === me ? t.openedByYou : t.openedByOther}</span>
            <Time value={opened_at} />
          </span>
          {confirmed_at !== null && (
            <span className={styles.pair}>
              <span>{confirmed_by === me ? t.confirmedByYou : t.confirmedByOther}</span>
              <Time value={confirmed_at} />
            </span>
          )}
          {state === 'open' && (
            <span>
              {t.ends} <Time value={ends_at} />
            </span>
          )}
          {closed_at !== null && (
            <span>
              {t.closed} <Time value={closed_at} />
            </span>
          )}
          <Link to="/review" search={{ app: app_id, state: 'approved' }}>
            {t.reviews}
          </Link>
        </span>
      }
      actions={<Steps quarantine={quarantine} onStep={onStep} />}
    >
      <div className={styles.case}>
        <p className={styles.strong}>{sayReason(reason_code)}</p>
        <KeyValues
          items={[
            { label: t.evidence, value: <RichText text={showHidden(sayNote(reason, reason_note))} /> },
            // What the portal gave says no more than its code, which stands above.
            ...(isSaidByCode(reason_code, public_reason)
              ? []
              : [{ label: t.publicWords, value: <RichText text={showHidden(public_reason)} /> }]),
            ...(appeal === null
              ? []
              : [
                  {
                    label: t.appeal,
                    value: (
                      <>
                        <RichText text={showHidden(appeal.text)} />
                        <p className={styles.soft}>
                          <Time value={appeal.appealed_at} />
                        </p>
                      </>
                    ),
                  },
                ]),
            ...(appeal?.answer == null
              ? []
              : [
                  {
                    label: t.answer,
                    value: <RichText text={showHidden(sayNote(appeal.answer, appeal.answer_note))} />,
                  },
                ]),
          ]}
        />
        <Rule quarantine={quarantine} />
      </div>
    </Card>
  )
}

function Steps({ quarantine, onStep }: QuarantineCardProps) {
  const t = useTexts(quarantineTexts)
  const { app_name, version, state, appeal, reason_code } = quarantine
  if (state !== 'open' && state !== 'confirmed') return null
  const name = `${app_name} ${version}`
  return (
    <>
      {state === 'open' && (
        <Button size="small" aria-label={t.confirmOf(name)} onPress={() => onStep('confirm')}>
          {t.confirm}
        </Button>
      )}
      {appeal !== null && appeal.answered_at === null && (
        <Button size="small" aria-label={t.upholdOf(name)} onPress={() => onStep('uphold')}>
          {t.uphold}
        </Button>
      )}
      {reason_code !== 'blocked' && (
        <Button size="small" aria-label={t.liftOf(name)} onPress={() => onStep('lift')}>
          {t.lift}
        </Button>
      )}
    </>
  )
}

/** Why a step that one might look for is somebody else's. */
function Rule({
  quarantine: { state, opened_by, confirmed_by, appeal, reason_code },
}: Pick<QuarantineCardProps, 'quarantine'>) {
  const t = useTexts(quarantineTexts)
  const { id: me } = useAccount()
  const hasPart = opened_by === me || confirmed_by === me
  const waits = appeal !== null && appeal.answered_at === null
  if (state !== 'open' && state !== 'confirmed') return null
  if (reason_code === 'blocked') return <p className={styles.soft}>{t.byBlock}</p>
  if (state === 'open' && opened_by === me) return <p className={styles.soft}>{t.secondPerson}</p>
  return hasPart && waits ? <p className={styles.soft}>{t.appealOther}</p> : null
}
