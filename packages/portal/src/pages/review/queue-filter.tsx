import { FilterBar } from '../../parts/filter-bar.tsx'
import { FilterSearch } from '../../parts/filter-search.tsx'
import { FilterSelect } from '../../parts/filter-select.tsx'
import { useTexts } from '../../texts.ts'
import { riskReasonNames } from '../../words/reviews.ts'
import { useWords } from '../../words/use-words.ts'
import { decidedStates, queueParts, riskCodes } from './choices.ts'
import type { QueuePart } from './choices.ts'
import { queueTexts } from './queue.texts.ts'

interface QueueSearch {
  show?: QueuePart
  state?: (typeof decidedStates)[number]
  mine?: true
  reason?: (typeof riskCodes)[number]
  app?: string
}

interface QueueFilterBarProps {
  filter: QueueSearch
  /** The page goes back to the first one. */
  onChange: (filter: QueueSearch) => void
  count: string | undefined
  onClear: (() => void) | undefined
}

/** What the queue is narrowed to. */
export function QueueFilterBar({ filter, onChange, count, onClear }: QueueFilterBarProps) {
  const t = useTexts(queueTexts)
  const sayRisk = useWords(riskReasonNames)
  const { show, state, mine, reason, app } = filter
  const set = (change: QueueSearch) => onChange({ show, state, mine, reason, app, ...change })
  return (
    <FilterBar label={t.filters} count={count} onClear={onClear}>
      <FilterSearch label={t.app} example={t.appExample} value={app} onChange={(text) => set({ app: text })} />
      <FilterSelect
        label={t.part}
        value={state ?? show}
        any={t.parts.all}
        options={[...queueParts, ...decidedStates]}
        say={(value) => t.parts[value]}
        onChange={(chosen) =>
          set({
            show: queueParts.find((part) => part === chosen),
            state: decidedStates.find((each) => each === chosen),
            mine: undefined,
          })
        }
      />
      <FilterSelect
        label={t.risk}
        value={reason}
        any={t.anyRisk}
        options={riskCodes}
        say={sayRisk}
        onChange={(chosen) => set({ reason: chosen })}
      />
      {state !== undefined && (
        <FilterSelect
          label={t.by}
          value={mine ? 'me' : undefined}
          any={t.byAnybody}
          options={['me']}
          say={() => t.mine}
          onChange={(by) => set({ mine: by === 'me' ? true : undefined })}
        />
      )}
    </FilterBar>
  )
}
