import { Unplug, OctagonAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { useErrorWords } from '../words/use-words.ts'
import { Button } from './button.tsx'
import { errorStateTexts } from './error-state.texts.ts'
import { readFailure } from './failure.ts'
import { StateFace } from './state-face.tsx'

export interface ErrorStateProps {
  error: unknown
  /** What could not be done, in the page's words. */
  title?: string
  onRetry?: () => void
  isRetrying?: boolean
  /** Other ways to go on, after the one to try again. */
  actions?: ReactNode
  /** It stands for the whole page: its title is the page's heading. */
  isPage?: boolean
}

/** What failed, what to do about it, a way to try again, and the number to name to the operator. */
export function ErrorState({ error, title, onRetry, isRetrying = false, actions, isPage }: ErrorStateProps) {
  const t = useTexts(errorStateTexts)
  const { message, fix, lang } = useErrorWords()(error)
  const { status, requestId } = readFailure(error)
  return (
    <StateFace
      icon={status === 0 ? Unplug : OctagonAlert}
      kind="bad"
      role="alert"
      title={title ?? t.title}
      isPage={isPage}
      actions={
        (onRetry || actions) && (
          <>
            {onRetry && (
              <Button onPress={onRetry} isPending={isRetrying}>
                {t.retry}
              </Button>
            )}
            {actions}
          </>
        )
      }
      small={requestId === undefined ? undefined : t.requestId(requestId)}
    >
      <p lang={lang}>{message}</p>
      {fix !== '' && <p lang={lang}>{fix}</p>}
    </StateFace>
  )
}
