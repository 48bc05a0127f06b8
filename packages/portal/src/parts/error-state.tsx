import { Unplug, OctagonAlert } from 'lucide-react'
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
}

/** What failed, what to do about it, a way to try again, and the number to name to the operator. */
export function ErrorState({ error, title, onRetry, isRetrying = false }: ErrorStateProps) {
  const t = useTexts(errorStateTexts)
  const { message, fix, lang } = useErrorWords()(error)
  const { status, requestId } = readFailure(error)
  return (
    <StateFace
      icon={status === 0 ? Unplug : OctagonAlert}
      kind="bad"
      role="alert"
      title={title ?? t.title}
      actions={
        onRetry && (
          <Button onPress={onRetry} isPending={isRetrying}>
            {t.retry}
          </Button>
        )
      }
      small={requestId === undefined ? undefined : t.requestId(requestId)}
    >
      <p lang={lang}>{message}</p>
      {fix !== '' && <p lang={lang}>{fix}</p>}
    </StateFace>
  )
}
