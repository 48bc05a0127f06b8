import { h } from 'preact'
import type { AppView } from '../../protocol.ts'

/** The app's icon, or one made of its name. */
export function AppIcon({ app, size }: { app: AppView | null; size: 'small' | 'large' }) {
  if (app?.icon) {
    const src = `/files/0/${app.icon.split('/').map(encodeURIComponent).join('/')}`
    return h('img', { class: `app-icon ${size}`, src, alt: '', draggable: false })
  }
  return h(
    'span',
    { class: `app-icon made ${size}`, 'aria-hidden': 'true' },
    (app?.name ?? '?').slice(0, 1).toUpperCase(),
  )
}
