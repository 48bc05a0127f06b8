import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { useErrorWords } from '../words/use-words.ts'
import { Button } from './button.tsx'
import { ErrorState } from './error-state.tsx'
import { readFailure } from './failure.ts'
import { ForbiddenState } from './forbidden-state.tsx'
import { loadedTexts } from './loaded.texts.ts'
import { Notice } from './notice.tsx'
import { Skeleton } from './skeleton.tsx'
import styles from './loaded.module.css'

/** What a query of the query cache tells. */
export interface Query<Data> {
  data: Data | undefined
  error: unknown
  isFetching: boolean
  refetch: () => unknown
}

export interface LoadedProps<Data> {
  query: Query<Data>
  /** What stands there when `isEmpty` says so; without `isEmpty`: when the answer is an empty list or page of one. */
  empty?: ReactNode
  isEmpty?: (data: Data) => boolean
  /** The shape of what comes; default a few lines. */
  skeleton?: ReactNode
  /** What is on its way, in the page's words. */
  waiting?: string
  /** What could not be loaded, in the page's words. */
  failed?: string
  /** Who may see this, where somebody may not. */
  forbidden?: ReactNode
  children: (data: Data) => ReactNode
}

/** An answer of the server with all its faces: on its way, not allowed, failed, empty, there, and older than it should be. */
export function Loaded<Data>({
  query,
  empty,
  isEmpty = hasNothing,
  skeleton,
  waiting,
  failed,
  forbidden,
  children,
}: LoadedProps<Data>) {
  const t = useTexts(loadedTexts)
  const { data, error, isFetching } = query
  const said = useErrorWords()(error)
  const refetch = () => void query.refetch()
  if (data === undefined) {
    if (!error) return <Waiting skeleton={skeleton} words={waiting ?? t.loading} />
    if (readFailure(error).status === 403) return forbidden ?? <ForbiddenState />
    return <ErrorState error={error} title={failed} onRetry={refetch} isRetrying={isFetching} />
  }
  const shown = empty !== undefined && isEmpty(data) ? empty : children(data)
  if (!error) return shown
  return (
    <div className={styles.stack}>
      <Notice
        kind="warn"
        isNew
        title={t.stale}
        actions={
          <Button size="small" onPress={refetch} isPending={isFetching}>
            {t.retry}
          </Button>
        }
      >
        <span lang={said.lang}>{said.message}</span>
      </Notice>
      <div>{shown}</div>
    </div>
  )
}

const skeletonAfterMs = 200
const wordsAfterMs = 300

function Waiting({ skeleton, words }: { skeleton?: ReactNode; words: string }) {
  const [stage, setStage] = useState<'nothing' | 'skeleton' | 'words'>('nothing')
  useEffect(() => {
    const timers = [
      setTimeout(() => setStage('skeleton'), skeletonAfterMs),
      setTimeout(() => setStage('words'), wordsAfterMs),
    ]
    return () => timers.forEach(clearTimeout)
  }, [])
  return (
    <div className={styles.waiting}>
      <output className={styles.words}>{stage === 'words' && words}</output>
      {stage !== 'nothing' && (skeleton ?? <Skeleton />)}
    </div>
  )
}

/** An empty list, or a page of a list (`next_cursor`) without entries. */
function hasNothing(data: unknown): boolean {
  if (Array.isArray(data)) return data.length === 0
  if (typeof data !== 'object' || data === null || !('next_cursor' in data)) return false
  return Object.values(data).some((value) => Array.isArray(value) && value.length === 0)
}
