import type { HandlerRun } from '@mosis/device'
import { h } from 'preact'
import { useInspect } from '../store.ts'
import { Empty, Head, Meter, Place, Unanswered, number, percent, size } from './parts.ts'

const budgetMs = 700

/** What the app uses of what it may. */
export function BudgetPane() {
  const { value: budget, problem } = useInspect({ kind: 'budget' }, budgetMs)
  if (!budget) return h(Unanswered, { problem })
  const { memoryBytes, peakMemoryBytes, memoryLimitBytes, instructions, cutOffs, handlers } = budget
  const groups = groupRuns(handlers)
  return h(
    'div',
    { class: 'scroll' },
    h(
      'dl',
      { class: 'figures' },
      h(
        'div',
        null,
        h('dt', null, 'Memory of Lua'),
        h('dd', null, size(memoryBytes)),
        h('dd', { class: 'quiet' }, h(Meter, { value: memoryBytes, limit: memoryLimitBytes, label: 'Memory' })),
        h(
          'dd',
          { class: 'quiet' },
          `${percent(memoryBytes / memoryLimitBytes)} of ${size(memoryLimitBytes)}, ${size(peakMemoryBytes)} at most`,
        ),
      ),
      h(
        'div',
        null,
        h('dt', null, 'Instructions'),
        h('dd', null, number(instructions)),
        h('dd', { class: 'quiet' }, 'since it started'),
      ),
      h(
        'div',
        { class: cutOffs > 0 ? 'bad' : undefined },
        h('dt', null, 'Cut off'),
        h('dd', null, number(cutOffs)),
        h('dd', { class: 'quiet' }, 'five within a minute end the app'),
      ),
    ),
    h('h2', null, 'Handlers, by their largest run'),
    groups.length === 0
      ? h(Empty, { title: 'Nothing ran yet' })
      : h(
          'table',
          null,
          h(Head, { names: ['Handler', 'Runs', 'Share of its limit', 'Instructions', 'Took'] }),
          h(
            'tbody',
            null,
            groups.map(({ key, worst, runs }) =>
              h(
                'tr',
                { key, class: worst.error === undefined ? undefined : 'bad' },
                h(
                  'td',
                  { class: 'wide' },
                  h('span', { class: 'code' }, worst.name),
                  ' ',
                  h(Place, worst),
                  worst.error !== undefined && h('p', { class: 'reason' }, worst.error),
                ),
                h('td', { class: 'figure' }, number(runs)),
                h(
                  'td',
                  null,
                  h(
                    'div',
                    { class: 'share' },
                    h(Meter, { value: worst.instructions, limit: worst.limit, label: worst.name }),
                    h('span', null, percent(worst.instructions / worst.limit)),
                  ),
                ),
                h('td', { class: 'figure' }, `${number(worst.instructions)} of ${number(worst.limit)}`),
                h('td', { class: 'figure' }, `${worst.ranMs.toFixed(1)} ms`),
              ),
            ),
          ),
        ),
  )
}

interface RunGroup {
  key: string
  worst: HandlerRun
  runs: number
}

function groupRuns(handlers: HandlerRun[]): RunGroup[] {
  const groups = new Map<string, RunGroup>()
  for (const run of handlers) {
    const key = `${run.kind} ${run.name} ${run.path}:${run.line}`
    const group = groups.get(key) ?? { key, worst: run, runs: 0 }
    group.runs += 1
    if (run.instructions / run.limit > group.worst.instructions / group.worst.limit) group.worst = run
    groups.set(key, group)
  }
  return [...groups.values()].sort(
    (a, b) => b.worst.instructions / b.worst.limit - a.worst.instructions / a.worst.limit,
  )
}
