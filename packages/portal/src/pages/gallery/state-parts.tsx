import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Status } from '../../parts/status.tsx'
import styles from './gallery.module.css'
import { failed, states, unreachable, words } from './sample.ts'

const kinds = ['info', 'good', 'warn', 'bad'] as const
const nothing = { data: undefined, error: null, isFetching: true, refetch: () => {} }

/** States, messages and faces. */
export function StateParts() {
  return (
    <Section title="States">
      <div className={styles.stack}>
        <div className={styles.row}>
          {states.map((state) => (
            <Status key={state} state={state} label={state.replaceAll('_', ' ')} />
          ))}
        </div>
        <div className={styles.row}>
          {(['plain', 'accent', ...kinds] as const).map((kind) => (
            <Badge key={kind} kind={kind}>
              {kind}
            </Badge>
          ))}
        </div>
        <div className={styles.pair}>
          {kinds.map((kind) => (
            <Notice
              key={kind}
              kind={kind}
              title={kind}
              actions={kind === 'bad' && <Button size="small">{words.retry}</Button>}
            >
              {words.sentence}
            </Notice>
          ))}
        </div>
        <div className={styles.pair}>
          <EmptyState title="No apps yet" actions={<Button kind="primary">{words.act}</Button>}>
            {words.sentence}
          </EmptyState>
          <EmptyState title="Nothing fits" isFiltered actions={<Button>{words.choose}</Button>} />
          <ErrorState error={failed} onRetry={() => {}} />
          <ErrorState error={unreachable} onRetry={() => {}} isRetrying />
          <ErrorState error={new TypeError('no')} title="The apps could not be loaded" />
          <ForbiddenState />
        </div>
        <div className={styles.pair}>
          <Skeleton />
          <Skeleton kind="table" />
        </div>
        <Skeleton kind="cards" count={3} />
        <Loaded query={nothing} skeleton={<Skeleton count={2} />}>
          {() => null}
        </Loaded>
        <Loaded query={{ ...nothing, data: [1], error: unreachable, isFetching: false }}>{() => words.sentence}</Loaded>
        <div className={styles.pair}>
          <ProgressBar label="Uploading" share={0.42} note="4.2 of 10 MB" />
          <ProgressBar label="Checking" />
          <ProgressBar label="Stopped" share={0.8} kind="bad" />
        </div>
      </div>
    </Section>
  )
}
