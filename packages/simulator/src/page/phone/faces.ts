import { h } from 'preact'
import type { PhoneView, StopView } from '../../protocol.ts'
import { Icon } from '../icons.ts'
import { store } from '../store.ts'
import { AppIcon } from './app-icon.ts'
import { Excerpt } from './excerpt.ts'

const open = () => store.do('open')

/** The app ended by itself. */
export function StoppedFace({ phone, stop }: { phone: PhoneView; stop: StopView }) {
  return h(
    'div',
    { class: 'face', role: 'alert' },
    h(AppIcon, { app: phone.app, size: 'large' }),
    h('h2', null, stop.title),
    h('p', null, stop.message),
    h('p', { class: 'quiet code' }, `${stop.code} · ${stop.screen}`),
    h('button', { type: 'button', class: 'phone-button main', onClick: open }, 'Open again'),
    stop.trace !== '' && h('details', null, h('summary', null, 'Crash report'), h('pre', null, stop.trace)),
  )
}

/** Somebody closed it. */
export function ClosedFace({ phone }: { phone: PhoneView }) {
  return h(
    'div',
    { class: 'cover home' },
    h('div', { class: 'big-clock' }, h('div', null, `${phone.app?.name ?? 'The app'} is closed`)),
    h(
      'div',
      { class: 'launcher' },
      h(
        'button',
        { type: 'button', class: 'launch', onClick: open },
        h(AppIcon, { app: phone.app, size: 'large' }),
        h('span', null, phone.app?.name ?? 'App'),
      ),
    ),
  )
}

/** It could not be started as it is. */
export function BrokenFace({ phone }: { phone: PhoneView }) {
  const { problem } = phone
  return h(
    'div',
    { class: 'face broken', role: 'alert' },
    h(Icon, { name: 'warning', size: 40 }),
    h('h2', null, 'The app cannot start'),
    problem && h(Excerpt, { problem }),
    h('p', { class: 'quiet' }, phone.mode === 'dev' ? 'It starts by itself as soon as this is mended.' : ''),
    h('button', { type: 'button', class: 'phone-button', onClick: open }, 'Try again'),
  )
}
