import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PhoneView } from '../../protocol.ts'
import { Icon } from '../icons.ts'

/** Clock, network and battery; a press opens the notifications. */
export function StatusBar({ phone, onPress }: { phone: PhoneView; onPress: () => void }) {
  const { locale, network, battery } = phone.surroundings
  const time = useClock(locale)
  const unread = phone.notifications.filter(({ isUnread }) => isUnread).length
  return h(
    'button',
    { class: 'status-bar', type: 'button', onClick: onPress, title: 'Notifications' },
    h('span', { class: 'time' }, time),
    unread > 0 && h('span', { class: 'unread' }, h(Icon, { name: 'bell', size: 16 }), String(unread)),
    h('span', { class: 'visually-hidden' }, unread === 0 ? 'no new notifications' : 'new notifications'),
    h('span', { class: 'space' }),
    (phone.sources.isCameraOn || phone.sources.isMicrophoneOn) &&
      h('span', { class: 'in-use', title: 'The app uses the camera or the microphone' }),
    h(NetworkSign, { network }),
    h('span', { class: 'percent' }, `${Math.round(battery.percent)}%`),
    h(BatterySign, battery),
  )
}

/** Black or white stands better on this colour. */
export function isDark(color: string): boolean {
  const [, digits = 'ffffff'] = /^#([0-9a-f]{6})/i.exec(color) ?? []
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16))
  return red * 0.299 + green * 0.587 + blue * 0.114 < 140
}

function useClock(locale: string): string {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(now)
}

function NetworkSign({ network }: { network: PhoneView['surroundings']['network'] }) {
  const bars = network === 'online' ? 4 : network === 'slow' ? 1 : 0
  return h(
    'svg',
    { class: 'sign', viewBox: '0 0 20 16', role: 'img', 'aria-label': `Network ${network}` },
    [0, 1, 2, 3].map((index) =>
      h('rect', {
        key: index,
        x: index * 5 + 0.5,
        y: 12 - index * 3.6,
        width: 3.4,
        height: 4 + index * 3.6,
        rx: 1,
        opacity: index < bars ? 1 : 0.28,
      }),
    ),
    network === 'offline' && h('path', { d: 'M2 1 18 15', class: 'strike' }),
  )
}

function BatterySign({ percent, isCharging }: PhoneView['surroundings']['battery']) {
  return h(
    'svg',
    {
      class: 'sign',
      viewBox: '0 0 28 14',
      role: 'img',
      'aria-label': `Battery ${percent} percent${isCharging ? ', charging' : ''}`,
    },
    h('rect', { class: 'outline', x: 1, y: 1, width: 23, height: 12, rx: 3.5 }),
    h('rect', { x: 25.2, y: 4.5, width: 2, height: 5, rx: 1 }),
    h('rect', {
      x: 3,
      y: 3,
      width: 19 * (percent / 100),
      height: 8,
      rx: 1.8,
      class: percent <= 15 ? 'low' : undefined,
    }),
    isCharging && h('path', { class: 'bolt', d: 'M13.6 2 8.6 7.8h3.2L11 12l5-5.8h-3.2Z' }),
  )
}
