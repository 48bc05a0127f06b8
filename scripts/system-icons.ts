// Draws the icons that every app may use: packages/device/system/icons.png, and the style sheet that names them.
import { writeFileSync } from 'node:fs'
import sharp from 'sharp'

/** Lines on a grid of 24 by 24, drawn two units wide with round ends; what begins with `fill ` is filled instead. */
export const icons: Readonly<Record<string, readonly string[]>> = {
  back: ['M15 5l-7 7 7 7'],
  forward: ['M9 5l7 7-7 7'],
  up: ['M5 15l7-7 7 7'],
  down: ['M5 9l7 7 7-7'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  check: ['M5 13l5 5L19 7'],
  add: ['M12 5v14', 'M5 12h14'],
  remove: ['M5 12h14'],
  menu: ['M4 7h16', 'M4 12h16', 'M4 17h16'],
  more: [
    'fill M12 3.5a1.8 1.8 0 110 3.6 1.8 1.8 0 010-3.6z M12 10.2a1.8 1.8 0 110 3.6 1.8 1.8 0 010-3.6z M12 16.9a1.8 1.8 0 110 3.6 1.8 1.8 0 010-3.6z',
  ],
  search: ['M11 4a7 7 0 110 14 7 7 0 010-14z', 'M16.2 16.2L21 21'],
  settings: [
    'M4 7h9',
    'M19 7h1',
    'M16 4.8a2.2 2.2 0 110 4.4 2.2 2.2 0 010-4.4z',
    'M4 17h1',
    'M11 17h9',
    'M8 14.8a2.2 2.2 0 110 4.4 2.2 2.2 0 010-4.4z',
  ],
  edit: ['M4 20l1-4.5L16 4.5l3.5 3.5-11 11z', 'M13.5 7l3.5 3.5'],
  delete: ['M4 7h16', 'M9 7V4h6v3', 'M6 7l1 13h10l1-13', 'M10 11v5.5', 'M14 11v5.5'],
  share: ['M12 15V4', 'M8 7.5L12 3.5l4 4', 'M6 11H5v9h14v-9h-1'],
  refresh: ['M20 12a8 8 0 11-2.5-5.8L20 8.5', 'M20 3.5v5h-5'],
  star: ['M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z'],
  heart: ['M12 20C5 14.5 3.5 11.5 3.5 8.8A4.6 4.6 0 0112 6.5a4.6 4.6 0 018.5 2.3c0 2.7-1.5 5.7-8.5 11.2z'],
  home: ['M4 11l8-7 8 7', 'M6 9.5V20h4.5v-6h3v6H18V9.5'],
  person: ['M12 4a4 4 0 110 8 4 4 0 010-8z', 'M4.5 20.5c.7-4 3.5-6 7.5-6s6.8 2 7.5 6'],
  people: [
    'M9 5a3.5 3.5 0 110 7 3.5 3.5 0 010-7z',
    'M2.5 19.5c.6-3.5 3-5.2 6.5-5.2s5.9 1.7 6.5 5.2',
    'M15.5 5.3a3.5 3.5 0 010 6.4',
    'M17.5 14.7c2.3.6 3.6 2.2 4 4.8',
  ],
  bell: ['M6 17V11a6 6 0 0112 0v6', 'M4 17h16', 'M10.5 20.5h3'],
  mail: ['M4 6h16v12H4z', 'M4 7l8 6 8-6'],
  phone: ['M6 4h3l1.5 5L8 10.5c1 2.5 3 4.5 5.5 5.5l1.5-2.5 5 1.5v3a2 2 0 01-2 2C10.5 20 4 13.5 4 6a2 2 0 012-2z'],
  camera: ['M4 8h3.5L9.5 5h5l2 3H20v11H4z', 'M12 9.8a3.4 3.4 0 110 6.8 3.4 3.4 0 010-6.8z'],
  microphone: ['M12 3.5a3 3 0 013 3V11a3 3 0 01-6 0V6.5a3 3 0 013-3z', 'M6 11a6 6 0 0012 0', 'M12 17v3.5'],
  image: ['M4 5h16v14H4z', 'M4 16l5-5 5 5', 'M13 15l3-3 4 4', 'M15.5 8.5h.01'],
  music: [
    'M9 17.5V6l10-2v11.5',
    'M6.5 15.2a2.5 2.5 0 110 5 2.5 2.5 0 010-5z',
    'M16.5 13.2a2.5 2.5 0 110 5 2.5 2.5 0 010-5z',
  ],
  play: ['fill M7 4.5l12.5 7.5L7 19.5z'],
  pause: ['fill M6 5h4v14H6z M14 5h4v14h-4z'],
  stop: ['fill M6 6h12v12H6z'],
  next: ['fill M5 5l10 7-10 7z', 'M18 5v14'],
  previous: ['fill M19 5L9 12l10 7z', 'M6 5v14'],
  location: [
    'M12 21c-4.5-5-6.5-8.5-6.5-11.5a6.5 6.5 0 0113 0C18.5 12.5 16.5 16 12 21z',
    'M12 7.2a2.3 2.3 0 110 4.6 2.3 2.3 0 010-4.6z',
  ],
  map: ['M4 6l5.5-2 5 2L20 4v14l-5.5 2-5-2L4 20z', 'M9.5 4v14', 'M14.5 6v14'],
  calendar: ['M4 6h16v14H4z', 'M4 10.5h16', 'M8.5 3.5V7', 'M15.5 3.5V7'],
  clock: ['M12 4a8 8 0 110 16 8 8 0 010-16z', 'M12 8v4.5l3 2'],
  lock: ['M6 11h12v9H6z', 'M8.5 11V7.5a3.5 3.5 0 017 0V11'],
  unlock: ['M6 11h12v9H6z', 'M8.5 11V7.5a3.5 3.5 0 016.8-1.2'],
  eye: [
    'M2.5 12C5 7.5 8 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.5 6.5-9.5 6.5S5 16.5 2.5 12z',
    'M12 9.2a2.8 2.8 0 110 5.6 2.8 2.8 0 010-5.6z',
  ],
  info: ['M12 4a8 8 0 110 16 8 8 0 010-16z', 'M12 11v5', 'M12 8h.01'],
  warning: ['M12 4l9 16H3z', 'M12 10v4.5', 'M12 17.3h.01'],
  help: ['M12 4a8 8 0 110 16 8 8 0 010-16z', 'M9.8 9.8a2.3 2.3 0 114 1.5c-1 .8-1.8 1.2-1.8 2.5', 'M12 16.5h.01'],
  sun: [
    'M12 8a4 4 0 110 8 4 4 0 010-8z',
    'M12 2.5V4',
    'M12 20v1.5',
    'M2.5 12H4',
    'M20 12h1.5',
    'M5.3 5.3l1 1',
    'M17.7 17.7l1 1',
    'M18.7 5.3l-1 1',
    'M6.3 17.7l-1 1',
  ],
  moon: ['M19.5 14.5A8 8 0 019.5 4.5a8 8 0 1010 10z'],
  cloud: ['M7 18.5a4 4 0 01-.5-8 5.5 5.5 0 0110.6-1.2A4.7 4.7 0 0117 18.5z'],
  rain: [
    'M7 14.5a3.8 3.8 0 01-.4-7.5 5.4 5.4 0 0110.3-1.2A4.4 4.4 0 0117 14.5z',
    'M8.5 17.5l-1 3',
    'M12.5 17.5l-1 3',
    'M16.5 17.5l-1 3',
  ],
  snow: ['M12 3v18', 'M4.2 7.5l15.6 9', 'M19.8 7.5l-15.6 9', 'M9.5 4.5L12 7l2.5-2.5', 'M9.5 19.5L12 17l2.5 2.5'],
  storm: ['M7 14.5a3.8 3.8 0 01-.4-7.5 5.4 5.4 0 0110.3-1.2A4.4 4.4 0 0117 14.5', 'M13 11l-3 5h3.5l-2.5 5'],
  fog: ['M5 8h12', 'M3 12h18', 'M6 16h14', 'M4 20h10', 'M9 4h10'],
  wind: ['M3 9h11.5a2.7 2.7 0 10-2.5-3.7', 'M3 13h15.5a2.7 2.7 0 11-2.5 3.7', 'M3 17h8a2 2 0 11-1.8 2.8'],
  drop: ['M12 3.5c4 4.8 6 8 6 11a6 6 0 01-12 0c0-3 2-6.2 6-11z'],
  download: ['M12 4v11', 'M7.5 11L12 15.5l4.5-4.5', 'M5 20h14'],
  upload: ['M12 16V5', 'M7.5 9L12 4.5 16.5 9', 'M5 20h14'],
  link: ['M10 14a4 4 0 006 .5l3-3a4 4 0 00-5.7-5.7L12 7', 'M14 10a4 4 0 00-6-.5l-3 3a4 4 0 005.7 5.7L12 17'],
  folder: ['M3.5 6h6l2 2.5h9V19h-17z'],
  file: ['M6 3.5h8l4 4V20.5H6z', 'M14 3.5v4h4'],
  list: ['M9 6h11', 'M9 12h11', 'M9 18h11', 'M4.5 6h.01', 'M4.5 12h.01', 'M4.5 18h.01'],
  grid: ['M4 4h6.5v6.5H4z', 'M13.5 4H20v6.5h-6.5z', 'M4 13.5h6.5V20H4z', 'M13.5 13.5H20V20h-6.5z'],
  bluetooth: ['M7 7.5l10 9L12 21V3l5 4.5-10 9'],
  wifi: ['M2.5 9.5a14 14 0 0119 0', 'M5.8 13a9.2 9.2 0 0112.4 0', 'M9 16.3a4.5 4.5 0 016 0', 'M12 19.5h.01'],
  volume: ['M4 9.5h3.5L12 5.5v13l-4.5-4H4z', 'M15.5 9a4.5 4.5 0 010 6', 'M18 6.5a8 8 0 010 11'],
  bolt: ['M13 3L5.5 13.5H11L10 21l8-11h-5.5z'],
  trophy: [
    'M7.5 4h9v6a4.5 4.5 0 01-9 0z',
    'M7.5 6H4c0 3.5 1.5 5 4 5.3',
    'M16.5 6H20c0 3.5-1.5 5-4 5.3',
    'M12 14.5V18',
    'M8.5 20h7',
  ],
}

const columns = 8
/** Three px for each unit, so that they stay sharp at 24dp on a screen with three px a dp. */
const cellPx = 72
const names = Object.keys(icons)
const rows = Math.ceil(names.length / columns)

const placeOf = (index: number) => ({ x: (index % columns) * cellPx, y: Math.floor(index / columns) * cellPx })

function draw(paths: readonly string[]): string {
  return paths
    .map((path) =>
      path.startsWith('fill ')
        ? `<path d="${path.slice(5)}" fill="#fff"/>`
        : `<path d="${path}" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
    )
    .join('')
}

/** The picture of all icons as SVG; white, so that any colour can be put over them. */
export function iconsSvg(): string {
  const cells = names.map((name, index) => {
    const { x, y } = placeOf(index)
    return `<svg x="${x}" y="${y}" width="${cellPx}" height="${cellPx}" viewBox="0 0 24 24">${draw(icons[name] ?? [])}</svg>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${columns * cellPx}" height="${rows * cellPx}">${cells.join('')}</svg>`
}

/** The style sheet that names the icons. */
export function iconsSheet(): string {
  const sprites = names.map((name, index) => {
    const { x, y } = placeOf(index)
    return `\ticon-${name}: ${x}px ${y}px ${cellPx}px ${cellPx}px;`
  })
  const classes = names.map((name) => `icon.${name} { decorator: image( icon-${name} contain ); }`)
  return `/* Icons of the platform. <icon class="search"/> shows one in the colour of image-color, 24dp large; in a decorator it is
   icon-search. Made by scripts/system-icons.ts. */
@spritesheet mosis-icons
{
	src: icons.png;
	resolution: 3x;
${sprites.join('\n')}
}

icon
{
	display: inline-block;
	width: 24dp;
	height: 24dp;
	vertical-align: middle;
}

${classes.join('\n')}
`
}

if (import.meta.main) {
  const folder = new URL('../packages/device/system/', import.meta.url)
  writeFileSync(new URL('icons.rcss', folder), iconsSheet())
  writeFileSync(
    new URL('icons.png', folder),
    await sharp(Buffer.from(iconsSvg())).png({ compressionLevel: 9 }).toBuffer(),
  )
}
