import { h } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { PhoneView } from '../../protocol.ts'
import { store, useStore } from '../store.ts'
import { HomeScreen } from './home-screen.ts'
import { NavigationBar } from './navigation-bar.ts'
import { NotificationBanner, NotificationShade } from './notifications.ts'
import { PermissionDialog } from './permission-dialog.ts'
import { ProblemOverlay } from './problem-overlay.ts'
import { Recents } from './recents.ts'
import { ReloadToast } from './reload-toast.ts'
import { screenFeed } from './screen-feed.ts'
import { StatusBar, isDark } from './status-bar.ts'
import { BrokenFace, ClosedFace, StoppedFace } from './faces.ts'

/** What lies over the screen: the page's own, not the phone's. */
export interface Covers {
  isShadeOpen: boolean
  areRecentsOpen: boolean
}

interface PhoneFrameProps {
  phone: PhoneView
  covers: Covers
  setCovers: (covers: Covers) => void
}

/** The phone: its body, its bars and everything that stands on its screen. In px of the phone; whoever shows it scales it. */
export function PhoneFrame({ phone, covers, setCovers }: PhoneFrameProps) {
  const { width, height, dpRatio, theme } = phone.surroundings
  const background = useStore((state) => state.background) ?? phone.app?.background ?? '#ffffff'
  const shownBackground = phone.status === 'running' ? background : theme === 'dark' ? '#14161a' : '#f4f2ee'
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const style = body.current?.style
    style?.setProperty('--dp', `${dpRatio}px`)
    style?.setProperty('--screen-width', `${width}px`)
    style?.setProperty('--screen-height', `${height}px`)
    style?.setProperty('--ground', shownBackground)
    // Where there is only the phone, what is left of the window goes on in its colour.
    document.documentElement.style.setProperty('--phone-ground', shownBackground)
  }, [dpRatio, width, height, shownBackground])
  const ink = isDark(shownBackground) ? 'light' : 'dark'
  return h(
    'div',
    { class: 'phone', ref: body, 'data-theme': theme, 'data-ink': ink },
    h(
      'div',
      { class: 'glass' },
      h(StatusBar, { phone, onPress: () => setCovers({ areRecentsOpen: false, isShadeOpen: !covers.isShadeOpen }) }),
      h(
        'div',
        { class: 'screen' },
        h(AppScreen, { isHidden: phone.status !== 'running' }),
        phone.status === 'home' && h(HomeScreen, { phone }),
        phone.status === 'stopped' && phone.stop && h(StoppedFace, { phone, stop: phone.stop }),
        phone.status === 'closed' && h(ClosedFace, { phone }),
        phone.status === 'broken' && h(BrokenFace, { phone }),
        phone.status === 'starting' && h('div', { class: 'face starting', 'aria-label': 'The app starts' }),
        h(Highlight, null),
        covers.areRecentsOpen && h(Recents, { phone, close: () => setCovers({ ...covers, areRecentsOpen: false }) }),
        covers.isShadeOpen &&
          h(NotificationShade, { phone, close: () => setCovers({ ...covers, isShadeOpen: false }) }),
        !covers.isShadeOpen && h(NotificationBanner, { phone }),
        h(ReloadToast, { phone }),
        phone.problem && phone.status === 'running' && h(ProblemOverlay, { problem: phone.problem }),
        phone.question && h(PermissionDialog, { phone, question: phone.question }),
        h(BackEdge, null),
      ),
      h(NavigationBar, {
        openRecents: () => setCovers({ isShadeOpen: false, areRecentsOpen: !covers.areRecentsOpen }),
        closeCovers: () => setCovers({ isShadeOpen: false, areRecentsOpen: false }),
        isCovered: covers.areRecentsOpen || covers.isShadeOpen,
      }),
    ),
  )
}

/** The app's own screen, painted by the painter. */
function AppScreen({ isHidden }: { isHidden: boolean }) {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => (root.current ? screenFeed.mount(root.current) : undefined), [])
  return h(
    'div',
    { class: 'app', inert: isHidden, 'data-hidden': isHidden ? '' : undefined },
    h('div', { class: 'painted', ref: root }),
  )
}

/** Where the inspector points, and the place to choose an element. */
function Highlight() {
  const highlight = useStore((state) => state.highlight)
  const isPicking = useStore((state) => state.isPicking)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!highlight || !box.current) return
    const { style } = box.current
    style.setProperty('left', `${highlight.x}px`)
    style.setProperty('top', `${highlight.y}px`)
    style.setProperty('width', `${highlight.width}px`)
    style.setProperty('height', `${highlight.height}px`)
  }, [highlight])
  return h(
    'div',
    {
      class: 'inspector-layer',
      'data-picking': isPicking ? '' : undefined,
      onPointerDown: isPicking ? pick : undefined,
    },
    highlight && h('div', { class: 'highlight', ref: box }, h('span', null, highlight.label)),
  )
}

function pick(event: PointerEvent) {
  const layer = event.currentTarget as HTMLElement
  layer.style.setProperty('pointer-events', 'none')
  const id = screenFeed.idAt(event.clientX, event.clientY)
  layer.style.removeProperty('pointer-events')
  store.set({ isPicking: false, picked: id === undefined ? null : { id } })
}

/** How far a finger goes from the edge before it means back, in px of the window. */
const backDistance = 48

/** A swipe from the left edge goes back. */
function BackEdge() {
  return h('div', { class: 'back-edge', onPointerDown: startSwipe })
}

function startSwipe(event: PointerEvent) {
  const edge = event.currentTarget as HTMLElement
  edge.setPointerCapture(event.pointerId)
  const from = event.clientX
  const end = (up: PointerEvent) => {
    edge.removeEventListener('pointerup', end)
    if (up.clientX - from > backDistance) store.do('back')
  }
  edge.addEventListener('pointerup', end)
}
