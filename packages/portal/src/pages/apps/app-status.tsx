import type { AppState } from '@mosis/api'
import { Status } from '../../parts/status.tsx'
import { appStates } from '../../words/apps.ts'
import { useWords } from '../../words/use-words.ts'

/** What an app is to the store. */
export function AppStatus({ state }: { state: AppState }) {
  const say = useWords(appStates)
  return <Status state={state} label={say(state)} />
}
