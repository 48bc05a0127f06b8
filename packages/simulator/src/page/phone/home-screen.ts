import { h } from 'preact'
import type { PhoneView } from '../../protocol.ts'
import { store } from '../store.ts'
import { AppIcon } from './app-icon.ts'

/** The phone's home screen: the day, and the one app that this phone has. */
export function HomeScreen({ phone }: { phone: PhoneView }) {
  const now = new Date()
  const { locale } = phone.surroundings
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(now)
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(now)
  return h(
    'div',
    { class: 'cover home' },
    h('div', { class: 'big-clock' }, h('div', { class: 'big-time' }, time), h('div', null, day)),
    h(
      'div',
      { class: 'launcher' },
      h(
        'button',
        { type: 'button', class: 'launch', onClick: () => store.do('open') },
        h(AppIcon, { app: phone.app, size: 'large' }),
        h('span', null, phone.app?.name ?? 'App'),
      ),
    ),
  )
}
