import type { Version } from '@mosis/api'
import { Notice } from '../../parts/notice.tsx'
import type { NoticeProps } from '../../parts/notice.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { useTexts } from '../../texts.ts'
import { useQueueWords } from '../../words/queue-words.ts'
import { reviewReasonFixes, reviewReasons } from '../../words/reviews.ts'
import { useManualReasons, useNotes } from '../../words/use-notes.ts'
import { useWords } from '../../words/use-words.ts'
import { versionStateSentences, versionStates } from '../../words/versions.ts'
import { showHidden } from '../../show-hidden.ts'
import { Quarantine } from './quarantine.tsx'
import { versionTexts } from './version.texts.ts'
import styles from './standing.module.css'

const kinds: Partial<Record<Version['state'], NoticeProps['kind']>> = {
  failed: 'bad',
  changes_requested: 'warn',
  rejected: 'bad',
  approved: 'good',
  scheduled: 'good',
  published: 'good',
  halted: 'warn',
  quarantined: 'bad',
}

/** What the state of a version means and what comes next, with the words of whoever decided. */
export function Standing({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const sayState = useWords(versionStates)
  const sayMeaning = useWords(versionStateSentences)
  const sayQueue = useQueueWords()
  const { state, review } = version
  const waiting = state === 'in_review' && review ? sayQueue(review) : undefined
  return (
    <Notice kind={kinds[state] ?? 'info'} title={sayState(state)}>
      <div className={styles.words}>
        <p>{sayMeaning(state)}</p>
        {state === 'in_review' && (
          <p>
            {waiting} {review?.is_appeal === true ? t.appealOpen : ''} {t.mailed}
          </p>
        )}
        {state === 'quarantined' && <Quarantine version={version} />}
        {review && isRefused(version) && <Decision review={review} />}
      </div>
    </Notice>
  )
}

/** Somebody decided, or the portal for another reason than the errors that it found. */
const isRefused = ({ state, findings }: Version) =>
  state === 'changes_requested' ||
  state === 'rejected' ||
  (state === 'failed' && findings?.some(({ severity }) => severity === 'error') !== true)

type Review = NonNullable<Version['review']>

/** The reasons in the words of the table, each with what to do, and below them what the reviewer wrote beside those. */
function Decision({ review: { reason, reason_note, reasons } }: { review: Review }) {
  const t = useTexts(versionTexts)
  const saySentence = useWords(reviewReasons)
  const sayFix = useWords(reviewReasonFixes)
  const sayNote = useNotes()
  const words = reason_note?.code === 'version.decided' ? reason_note.facts['words'] : undefined
  // One that was decided before there were notes has the sentences in its text.
  const rest = reasons.reduce((text, { sentence }) => text.replace(sentence, '').trim(), sayNote(reason, reason_note))
  const own = typeof words === 'string' ? words : rest
  if (reasons.length === 0 && own === '') return null
  return (
    <div className={styles.decision}>
      {reasons.map(({ code }) => (
        <div key={code} className={styles.reason}>
          <p className={styles.sentence}>{saySentence(code)}</p>
          <p>
            {t.doThis}: {sayFix(code)}
          </p>
        </div>
      ))}
      {own !== '' && (
        <blockquote className={styles.said}>
          <RichText text={showHidden(own)} />
        </blockquote>
      )}
    </div>
  )
}

/** Why a person looks at a version that passed the automated review. */
export function ManualReasons({ version: { findings }, review }: { version: Version; review: Review }) {
  const say = useManualReasons()
  return (
    <ul className={styles.manual}>
      {say({ ...review, findings }).map(({ text, lang }) => (
        <li key={text} lang={lang}>
          {showHidden(text)}
        </li>
      ))}
    </ul>
  )
}
