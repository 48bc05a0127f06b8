import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { NotificationView, PhoneView } from '../../protocol.ts'
import { store } from '../store.ts'
import { AppIcon } from './app-icon.ts'

const bannerMs = 4500

/** The newest notification, for a moment. */
export function NotificationBanner({ phone }: { phone: PhoneView }) {
  const [newest] = phone.notifications
  const [shownId, setShownId] = useState(0)
  useEffect(() => {
    if (!newest?.isUnread) return undefined
    setShownId(newest.id)
    const timer = setTimeout(() => setShownId(0), bannerMs)
    return () => clearTimeout(timer)
  }, [newest?.id])
  if (!newest?.isUnread || newest.id !== shownId) return null
  return h('div', { class: 'banner', role: 'status' }, h(Note, { note: newest, phone }))
}

/** All of them, newest first. */
export function NotificationShade({ phone, close }: { phone: PhoneView; close: () => void }) {
  useEffect(() => () => store.do('read-notifications'), [])
  const notes = phone.notifications
  return h(
    'div',
    { class: 'cover shade', role: 'dialog', 'aria-label': 'Notifications' },
    h(
      'div',
      { class: 'shade-head' },
      h('strong', null, 'Notifications'),
      notes.length > 0 &&
        h(
          'button',
          { type: 'button', class: 'phone-link', onClick: () => store.do('clear-notifications') },
          'Clear all',
        ),
    ),
    notes.length === 0 && h('p', { class: 'quiet' }, 'Nothing new'),
    notes.map((note) => h(Note, { note, phone, key: note.id })),
    h('button', { type: 'button', class: 'shade-rest', 'aria-label': 'Close notifications', onClick: close }),
  )
}

function Note({ note, phone }: { note: NotificationView; phone: PhoneView }) {
  return h(
    'div',
    { class: 'note' },
    h(AppIcon, { app: phone.app, size: 'small' }),
    h('div', null, h('strong', null, note.title), note.body !== '' && h('p', null, note.body)),
  )
}
