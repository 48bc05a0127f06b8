import { h } from 'preact'
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PhoneView } from '../../protocol.ts'
import { useStore } from '../store.ts'
import { BudgetPane } from './budget-pane.ts'
import { ConsolePane } from './console-pane.ts'
import { ElementsPane } from './elements-pane.ts'
import { EventsPane } from './events-pane.ts'
import { NetworkPane } from './network-pane.ts'
import { PermissionsPane } from './permissions-pane.ts'
import { SensorsPane } from './sensors-pane.ts'
import { StoragePane } from './storage-pane.ts'

export interface PaneProps {
  phone: PhoneView
}

const panes: readonly { id: string; label: string; pane: FunctionComponent<PaneProps> }[] = [
  { id: 'console', label: 'Console', pane: ConsolePane },
  { id: 'elements', label: 'Elements', pane: ElementsPane },
  { id: 'network', label: 'Network', pane: NetworkPane },
  { id: 'storage', label: 'Storage', pane: StoragePane },
  { id: 'permissions', label: 'Permissions', pane: PermissionsPane },
  { id: 'budget', label: 'Budget', pane: BudgetPane },
  { id: 'events', label: 'Events', pane: EventsPane },
  { id: 'sensors', label: 'Sensors', pane: SensorsPane },
]

const fromAddress = () => panes.find(({ id }) => `#${id}` === location.hash)?.id ?? 'console'

/** What is in the app, one pane at a time; the address remembers which. */
export function Panes({ phone }: PaneProps) {
  const [chosen, setChosen] = useState(fromAddress)
  const errors = useStore((state) => state.console.filter(({ kind }) => kind === 'error').length)
  useEffect(() => {
    const follow = () => setChosen(fromAddress())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const choose = (id: string) => {
    history.replaceState(null, '', `#${id}`)
    setChosen(id)
    document.getElementById(`tab-${id}`)?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    const at = panes.findIndex(({ id }) => id === chosen)
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = panes[(at + step + panes.length) % panes.length]
    if (step !== 0 && next) choose(next.id)
  }
  const shown = panes.find(({ id }) => id === chosen)
  return h(
    'section',
    { class: 'panes', 'aria-label': 'Developer tools' },
    h(
      'div',
      { class: 'tabs', role: 'tablist', 'aria-label': 'Tools', onKeyDown: onKey },
      panes.map(({ id, label }) =>
        h(
          'button',
          {
            key: id,
            id: `tab-${id}`,
            type: 'button',
            role: 'tab',
            'aria-selected': id === chosen,
            'aria-controls': 'pane',
            tabIndex: id === chosen ? 0 : -1,
            onClick: () => choose(id),
          },
          label,
          id === 'console' &&
            errors > 0 &&
            h('span', { class: 'badge', 'aria-label': `${errors} errors` }, String(errors)),
        ),
      ),
    ),
    h(
      'div',
      { class: 'pane', id: 'pane', role: 'tabpanel', 'aria-labelledby': `tab-${chosen}` },
      shown && h(shown.pane, { phone, key: shown.id }),
    ),
  )
}
