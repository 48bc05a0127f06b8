import { FilterBar } from '../../parts/filter-bar.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Select } from '../../parts/select.tsx'
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
      <SearchField
        label={t.app}
        isLabelHidden
        size="medium"
        placeholder={t.appExample}
        value={app ?? ''}
        onSearch={(text) => set({ app: text.trim() || undefined })}
      />
      <Select
        label={t.part}
        isLabelHidden
        size="medium"
        value={state ?? show ?? 'all'}
        options={(['all', ...queueParts, ...decidedStates] as const).map((value) => ({
          value,
          label: t.parts[value],
        }))}
        onChange={(chosen) =>
          set({
            show: queueParts.find((part) => part === chosen),
            state: decidedStates.find((each) => each === chosen),
            mine: undefined,
          })
        }
      />
      <Select
        label={t.risk}
        isLabelHidden
        size="medium"
        value={reason ?? 'any'}
        options={[{ value: 'any', label: t.anyRisk }, ...riskCodes.map((value) => ({ value, label: sayRisk(value) }))]}
        onChange={(chosen) => set({ reason: chosen === 'any' ? undefined : chosen })}
      />
      {state !== undefined && (
        <Select
          label={t.by}
          isLabelHidden
          size="medium"
          value={mine ? 'me' : 'anybody'}
          options={[
            { value: 'anybody', label: t.byAnybody },
            { value: 'me', label: t.mine },
          ]}
          onChange={(by) => set({ mine: by === 'me' ? true : undefined })}
        />
      )}
    </FilterBar>
  )
}
