import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PhoneView } from '../../protocol.ts'

const toastMs = 3500

/** Says for a moment what a reload did. */
export function ReloadToast({ phone }: { phone: PhoneView }) {
  const { reload } = phone
  const [shown, setShown] = useState(reload?.number ?? 0)
  useEffect(() => {
    if (!reload || reload.number === shown) return undefined
    const timer = setTimeout(() => setShown(reload.number), toastMs)
    return () => clearTimeout(timer)
  }, [reload?.number])
  if (!reload || reload.number === shown || phone.problem) return null
  const names = reload.paths.map((path) => path.split('/').at(-1)).join(', ')
  const kept = reload.kept.length === 0 ? 'nothing to keep' : `kept ${reload.kept.join(', ')}`
  return h(
    'div',
    { class: 'toast', role: 'status' },
    h('strong', null, `${reload.isRestart ? 'Restarted' : 'Reloaded'}${names === '' ? '' : ` ${names}`}`),
    h('span', null, `${kept} · ${reload.tookMs} ms`),
    reload.lost.length > 0 && h('span', null, `lost ${reload.lost.join(', ')}`),
  )
}
