import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { forbiddenStateTexts } from './forbidden-state.texts.ts'
import { StateFace } from './state-face.tsx'

export interface ForbiddenStateProps {
  title?: ReactNode
  /** Who may, and whom to ask. */
  lead?: ReactNode
  actions?: ReactNode
  /** It stands for the whole page: its title is the page's heading. */
  isPage?: boolean
}

/** Somebody may not see this: says who may and whom to ask. */
export function ForbiddenState({ title, lead, actions, isPage }: ForbiddenStateProps) {
  const t = useTexts(forbiddenStateTexts)
  return (
    <StateFace icon={Lock} kind="warn" title={title ?? t.title} actions={actions} isPage={isPage}>
      <p>{lead ?? t.lead}</p>
    </StateFace>
  )
}
