import { h } from 'preact'
import type { PhoneView } from '../protocol.ts'
import { screenPresets } from '../phone/screen-presets.ts'
import { fromBase64 } from './base64.ts'
import { Icon } from './icons.ts'
import type { IconName } from './icons.ts'
import { store } from './store.ts'

const statusWords: Record<PhoneView['status'], string> = {
  starting: 'starting',
  running: 'running',
  home: 'in the background',
  closed: 'closed',
  stopped: 'stopped',
  broken: 'cannot start',
}

/** What is around the app. Everything here can be done by `mosis sim`, too; the tips say how. */
export function Toolbar({ phone }: { phone: PhoneView }) {
  const { theme, locale, textScale, network, battery } = phone.surroundings
  return h(
    'header',
    { class: 'toolbar' },
    h(
      'div',
      { class: 'title' },
      h('h1', null, phone.app?.name ?? 'Mosis phone'),
      h('span', { class: `state is-${phone.status}` }, statusWords[phone.status]),
      h('span', { class: 'quiet source', title: phone.source }, phone.screen.replace(/^assets\//, '')),
    ),
    h(
      'div',
      { class: 'controls', role: 'group', 'aria-label': 'Phone settings' },
      h(SizeControl, { phone }),
      h(IconButton, {
        icon: 'rotate',
        label: canTurn(phone) ? 'Rotate' : `Rotate: the app is ${phone.app?.orientation ?? ''} only`,
        twin: 'rotate',
        isOff: !canTurn(phone),
        onPress: () => store.do('rotate'),
      }),
      h(IconButton, {
        icon: theme === 'dark' ? 'moon' : 'sun',
        label: theme === 'dark' ? 'Dark theme' : 'Light theme',
        twin: 'theme dark',
        isPressed: theme === 'dark',
        onPress: () => store.do('theme', { theme: theme === 'dark' ? 'light' : 'dark' }),
      }),
      h(Choice, {
        label: 'Language',
        twin: 'locale de',
        value: locale,
        choices: localesOf(phone).map((code) => [code, code] as const),
        onChoose: (code) => store.do('locale', { locale: code }),
      }),
      h(Choice, {
        label: 'Text size',
        twin: 'text-size 1.3',
        value: String(textScale),
        choices: sizesWith(textScale).map((size) => [String(size), `Text ${Math.round(size * 100)} %`] as const),
        onChoose: (scale) => store.do('text-size', { scale: Number(scale) }),
      }),
      h(Choice, {
        label: 'Network',
        twin: 'network offline',
        value: network,
        choices: [
          ['online', 'Online'],
          ['slow', 'Slow'],
          ['offline', 'Offline'],
        ],
        onChoose: (state) => store.do('network', { state }),
      }),
      h(Choice, {
        label: 'Battery',
        twin: 'battery 10',
        value: battery.isCharging ? 'charging' : String(battery.percent),
        choices: batteriesWith(battery),
        onChoose: (choice) =>
          store.do(
            'battery',
            choice === 'charging' ? { isCharging: true } : { percent: Number(choice), isCharging: false },
          ),
      }),
      h('span', { class: 'rule' }),
      h(IconButton, {
        icon: 'camera',
        label: 'Screenshot',
        twin: 'screenshot',
        onPress: () => void saveScreenshot(phone),
      }),
      h(IconButton, { icon: 'reload', label: 'Restart the app', twin: 'restart', onPress: () => store.do('restart') }),
    ),
  )
}

/** Whether the app allows the phone to be held the other way. */
function canTurn({ app, surroundings }: PhoneView): boolean {
  const next = surroundings.width > surroundings.height ? 'portrait' : 'landscape'
  return !app || app.orientation === 'any' || app.orientation === next
}

interface IconButtonProps {
  icon: IconName
  label: string
  /** The words behind `mosis sim` that do the same. */
  twin: string
  isPressed?: boolean
  isOff?: boolean
  onPress: () => void
}

export function IconButton({ icon, label, twin, isPressed, isOff, onPress }: IconButtonProps) {
  return h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': label,
      'aria-pressed': isPressed,
      disabled: isOff,
      title: `${label}  ·  mosis sim ${twin}`,
      onClick: onPress,
    },
    h(Icon, { name: icon, size: 18 }),
  )
}

interface ChoiceProps {
  label: string
  twin: string
  value: string
  choices: (readonly [value: string, label: string])[]
  onChoose: (value: string) => void
}

function Choice({ label, twin, value, choices, onChoose }: ChoiceProps) {
  return h(
    'select',
    {
      'aria-label': label,
      title: `${label}  ·  mosis sim ${twin}`,
      value,
      onChange: (event: Event) => onChoose((event.currentTarget as HTMLSelectElement).value),
    },
    choices.map(([choice, words]) => h('option', { key: choice, value: choice, selected: choice === value }, words)),
  )
}

function SizeControl({ phone }: { phone: PhoneView }) {
  const { width, height, dpRatio } = phone.surroundings
  const isPreset = (preset: (typeof screenPresets)[number]) =>
    preset.dpRatio === dpRatio &&
    ((preset.width === width && preset.height === height) || (preset.width === height && preset.height === width))
  const current = screenPresets.find(isPreset)?.name ?? 'own'
  const choices = screenPresets.map(
    ({ name, label, ...size }) => [name, `${label} ${size.width} × ${size.height}`] as const,
  )
  return h(Choice, {
    label: 'Screen',
    twin: 'size 540x960',
    value: current,
    choices: [...choices, ['own', current === 'own' ? `Own ${width} × ${height}` : 'Own size …']],
    onChoose(name) {
      if (name === 'own') chooseOwnSize(width, height)
      else store.do('size', { preset: name })
    },
  })
}

function chooseOwnSize(width: number, height: number) {
  const given = globalThis.prompt('Width × height of the screen, in px', `${width} × ${height}`)
  const [, w, h] = /^\s*(\d+)\s*[x×*, ]\s*(\d+)\s*$/i.exec(given ?? '') ?? []
  if (w !== undefined && h !== undefined) store.do('size', { width: Number(w), height: Number(h) })
}

function localesOf(phone: PhoneView): string[] {
  return [...new Set([phone.surroundings.locale, ...(phone.app?.locales ?? []), 'en', 'de', 'fr', 'ar', 'ja'])]
}

const textSizes = [0.85, 1, 1.15, 1.3, 1.5, 2]

const sizesWith = (size: number) => [...new Set([...textSizes, size])].sort((a, b) => a - b)

function batteriesWith({ percent }: PhoneView['surroundings']['battery']): [string, string][] {
  const levels = [...new Set([100, 82, 50, 15, 5, percent])].sort((a, b) => b - a)
  return [...levels.map((level): [string, string] => [String(level), `${level} %`]), ['charging', 'Charging']]
}

async function saveScreenshot(phone: PhoneView) {
  try {
    const { png } = await store.connection.ask<{ png: string }>('screenshot')
    const link = document.createElement('a')
    const bytes = fromBase64(png)
    link.href = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }))
    link.download = `${phone.app?.id ?? 'phone'}.png`
    link.click()
    URL.revokeObjectURL(link.href)
  } catch (error) {
    store.set({ notice: error instanceof Error ? error.message : String(error) })
  }
}
