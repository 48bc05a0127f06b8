import { h } from 'preact'

/** Line drawings on a grid of 24. */
const shapes = {
  back: ['M15 5 8 12l7 7'],
  home: ['M12 6a6 6 0 1 1 0 12 6 6 0 0 1 0-12Z'],
  recents: ['M7 7h10v10H7Z'],
  rotate: ['M4 12a8 8 0 0 1 14-5.3L20 9', 'M20 4v5h-5', 'M20 12a8 8 0 0 1-14 5.3L4 15', 'M4 20v-5h5'],
  sun: [
    'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z',
    'M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  ],
  moon: ['M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z'],
  reload: ['M20 11a8 8 0 1 0-2.3 6.7', 'M20 5v6h-6'],
  camera: ['M4 8h3l2-3h6l2 3h3v11H4Z', 'M12 10a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z'],
  pick: ['M4 4l7 16 2.2-6.8L20 11Z'],
  trash: ['M5 7h14', 'M9 7V4h6v3', 'M7 7l1 13h8l1-13'],
  close: ['M6 6l12 12M18 6 6 18'],
  chevron: ['M9 6l6 6-6 6'],
  bell: ['M6 16V11a6 6 0 0 1 12 0v5l2 2H4Z', 'M10 21h4'],
  warning: ['M12 4 2.5 20h19Z', 'M12 10v5M12 17.6v.1'],
  check: ['M5 12.5 10 17 19 7'],
  lock: ['M6 11h12v9H6Z', 'M8.5 11V8a3.5 3.5 0 0 1 7 0v3'],
  plug: ['M7 4v5M13 4v5', 'M5 9h10v3a5 5 0 0 1-10 0Z', 'M10 17v4'],
} as const

export type IconName = keyof typeof shapes

/** An icon that says nothing by itself: whoever shows it gives it words. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return h(
    'svg',
    { class: 'icon', width: size, height: size, viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    shapes[name].map((d) => h('path', { d, key: d })),
  )
}
