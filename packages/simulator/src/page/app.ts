import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { PhoneFrame } from './phone/phone-frame.ts'
import { Panes } from './panes/panes.ts'
import { Stage } from './stage.ts'
import { store, useStore } from './store.ts'
import { Toolbar } from './toolbar.ts'

/** Only the app's screen, for pictures. */
const isScreenOnly = new URLSearchParams(location.search).get('view') === 'screen'

/** The whole page: the phone, what is around it, and what is in it. */
export function App() {
  const phone = useStore((state) => state.phone)
  const [covers, setCovers] = useState({ isShadeOpen: false, areRecentsOpen: false })
  useEffect(() => {
    if (phone?.app) document.title = `${phone.app.name} · Mosis phone`
  }, [phone?.app?.name])
  if (!phone) return h(Waiting, null)
  const frame = h(PhoneFrame, { phone, covers, setCovers })
  if (isScreenOnly) return h('div', { class: 'screen-only' }, frame)
  return h(
    'div',
    { class: 'page' },
    h(Toolbar, { phone }),
    h('main', { class: 'room' }, h(Stage, { phone }, frame), h(Panes, { phone })),
    h(Notices, null),
  )
}

function Waiting() {
  return h('div', { class: 'waiting', role: 'status' }, 'Connecting to the phone …')
}

const noticeMs = 6000

/** What went wrong with the page itself. */
function Notices() {
  const isConnected = useStore((state) => state.isConnected)
  const isOver = useStore((state) => state.isOver)
  const notice = useStore((state) => state.notice)
  useEffect(() => {
    if (notice === null) return undefined
    const timer = setTimeout(() => store.set({ notice: null }), noticeMs)
    return () => clearTimeout(timer)
  }, [notice])
  const text = isOver || !isConnected ? goneText(isOver) : notice
  return h(
    'div',
    { class: 'notices', role: 'status', 'aria-live': 'polite' },
    text !== null && h('div', { class: 'notice' }, text),
  )
}

const goneText = (isOver: boolean) =>
  isOver
    ? 'The phone was switched off in the terminal. Start it again and open the new address.'
    : 'The phone does not answer. Trying again …'
