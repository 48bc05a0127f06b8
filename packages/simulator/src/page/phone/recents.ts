import { h } from 'preact'
import type { PhoneView } from '../../protocol.ts'
import { Icon } from '../icons.ts'
import { store } from '../store.ts'
import { AppIcon } from './app-icon.ts'

/** What ran last: a press goes back to it, the cross ends it. */
export function Recents({ phone, close }: { phone: PhoneView; close: () => void }) {
  const isThere = phone.status === 'running' || phone.status === 'home'
  const act = (verb: string) => () => {
    close()
    store.do(verb)
  }
  return h(
    'div',
    { class: 'cover recents', role: 'dialog', 'aria-label': 'Recent apps' },
    isThere
      ? h(
          'div',
          { class: 'recent' },
          h(
            'button',
            {
              type: 'button',
              class: 'recent-card',
              onClick: act('open'),
              'aria-label': `Open ${phone.app?.name ?? 'the app'}`,
            },
            h(AppIcon, { app: phone.app, size: 'large' }),
            h('span', { class: 'recent-name' }, phone.app?.name),
            h('span', { class: 'quiet' }, phone.screen.replace(/^assets\//, '')),
          ),
          h(
            'button',
            { type: 'button', class: 'phone-button', onClick: act('close') },
            h(Icon, { name: 'close', size: 18 }),
            'Close app',
          ),
        )
      : h('p', { class: 'quiet' }, 'No app is open'),
  )
}
