import { basename, extname, resolve } from 'node:path'
import { command } from '../command.ts'
import type { Answer, ArgumentSpec, Command, OptionSpec, Values } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { printable } from '../output.ts'
import { findPhone, phoneOption } from '../phones.ts'
import type { OpenPhone } from '../phones.ts'
import { describeLog, describeStatus, describeTree } from '../phone-texts.ts'
import type { LogEntry, PhoneStatus, TreeNode } from '../phone-texts.ts'

interface SimSpec<A extends Record<string, ArgumentSpec>, O extends Record<string, OptionSpec>> {
  word: string
  summary: string
  about?: string
  arguments?: A
  options?: O
  examples: readonly (readonly [line: string, meaning: string])[]
  act: (phone: OpenPhone, values: Values<A, O>, io: Io) => Promise<Answer | void>
}

/** A command that does something to an open phone. */
function sim<const A extends Record<string, ArgumentSpec> = {}, const O extends Record<string, OptionSpec> = {}>(
  spec: SimSpec<A, O>,
): Command {
  const { word, act, examples, ...about } = spec
  return command({
    ...about,
    name: `sim ${word}`,
    group: 'Write an app',
    examples: examples.map(([line, meaning]) => [`mosis sim ${line}`, meaning] as const),
    options: { ...spec.options, phone: phoneOption },
    async run(values, io) {
      // The two tables are the declared ones with one option more.
      const { phone, ...own } = values as Values<A, O> & { phone: string | undefined }
      return (await act(findPhone(io, phone), own as unknown as Values<A, O>, io)) ?? { data: {}, text: '' }
    },
  })
}

/** A verb that takes nothing and answers nothing. */
const plain = (word: string, summary: string, verb = word) =>
  sim({
    word,
    summary,
    examples: [[word, 'on the phone that is open']],
    act: (phone) => phone.do(verb).then(() => undefined),
  })

const wrong = (what: string, fix: string) => new Failure('usage.wrong', what, { fix })

function toNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) return value
  throw wrong(`Cannot read ${name} "${text}"`, 'Give a number')
}

/** Every command that does something to an open phone. */
export const simCommands: readonly Command[] = [
  sim({
    word: 'tap',
    summary: 'Press an element, or a place of the screen',
    arguments: { target: { summary: 'a selector like "#add", or a place like 270,480' } },
    options: { hold: { value: 'MS', summary: 'keep the finger down so long (places only)' } },
    examples: [
      ['tap "#add"', 'the element with this id'],
      ['tap 270,480 --hold 800', 'a long press in the middle'],
    ],
    async act(phone, { target, hold }) {
      const [, x, y] = /^(\d+(?:\.\d+)?)\s*,\s*(\d+(?:\.\d+)?)$/.exec(target) ?? []
      const place = x === undefined ? { selector: target } : { x: Number(x), y: Number(y) }
      const answer = await phone.do<{ asked: string } | null>('tap', { ...place, ms: toNumber(hold, '--hold') })
      if (!answer) return undefined
      return { data: answer, text: `The app asks for ${answer.asked}: mosis sim permission allow (or deny)` }
    },
  }),
  sim({
    word: 'swipe',
    summary: 'Draw a finger over the screen',
    arguments: { direction: { summary: 'up, down, left or right' } },
    options: { distance: { value: 'PX', summary: 'how far', default: 'six tenths of the screen' } },
    examples: [['swipe up', 'what is further down comes into view']],
    act: (phone, { direction, distance }) =>
      phone.do<void>('swipe', { direction, distance: toNumber(distance, '--distance') }),
  }),
  sim({
    word: 'key',
    summary: 'Press a key',
    arguments: { key: { summary: 'as browsers name it: Enter, Tab, ArrowDown, a' } },
    examples: [['key Enter', 'what has the focus gets it']],
    act: (phone, { key }) => phone.do<void>('key', { key }),
  }),
  sim({
    word: 'type',
    summary: 'Type into a text field',
    arguments: { text: { summary: 'what to type' } },
    options: { into: { value: 'SELECTOR', summary: 'the field', default: 'the one that has the focus' } },
    examples: [['type "Buy milk" --into "#title"', 'as if it were written on the keyboard']],
    act: (phone, { text, into }) => phone.do<void>('type', { text, selector: into }),
  }),
  plain('back', 'Go back, as the button of the phone does'),
  plain('home', 'Show the home screen; the app goes on behind it'),
  plain('open', 'Open the app, or bring it back'),
  plain('close', 'Close the app'),
  plain('restart', 'Close the app and open it again'),
  plain('reload', 'Start the app’s code again on the same screen'),
  plain('clear-data', 'Remove everything that the app keeps, and start it again'),
  plain('rotate', 'Turn the phone'),
  sim({
    word: 'size',
    summary: 'Change the size of the screen',
    arguments: { size: { summary: '540x960, or small, phone, tall, large, tablet, square' } },
    options: { density: { value: 'RATIO', summary: 'px for one dp' } },
    examples: [
      ['size 720x1280 --density 2', 'a large phone with two px for a dp'],
      ['size tablet', 'one of the sizes to choose from'],
    ],
    act(phone, { size, density }) {
      const [, width, height] = /^(\d+)x(\d+)$/i.exec(size) ?? []
      const dpRatio = toNumber(density, '--density')
      if (width === undefined) return phone.do<void>('size', { preset: size })
      return phone.do<void>('size', { width: Number(width), height: Number(height), dpRatio })
    },
  }),
  sim({
    word: 'theme',
    summary: 'Switch the theme',
    arguments: { theme: { summary: 'light or dark' } },
    examples: [['theme dark', 'media queries see it at once']],
    act: (phone, { theme }) => phone.do<void>('theme', { theme }),
  }),
  sim({
    word: 'locale',
    summary: 'Change the language',
    arguments: { locale: { summary: 'en, de, pt-BR …' } },
    examples: [['locale de', 'the texts of locales/de.json']],
    act: (phone, { locale }) => phone.do<void>('locale', { locale }),
  }),
  sim({
    word: 'text-size',
    summary: 'Make texts larger or smaller',
    arguments: { scale: { summary: '1 is usual, 2 is twice as large' } },
    examples: [['text-size 1.3', 'as somebody who reads badly has it']],
    act: (phone, { scale }) => phone.do<void>('text-size', { scale: toNumber(scale, 'the text size') }),
  }),
  sim({
    word: 'network',
    summary: 'Change the network',
    arguments: { state: { summary: 'online, slow or offline' } },
    examples: [['network offline', 'requests fail as in a tunnel']],
    act: (phone, { state }) => phone.do<void>('network', { state }),
  }),
  sim({
    word: 'battery',
    summary: 'Change the battery',
    arguments: { percent: { summary: '0 to 100' } },
    options: { charging: { summary: 'it is being charged' } },
    examples: [['battery 10', 'the status bar shows it']],
    act: (phone, { percent, charging }) =>
      phone.do<void>('battery', { percent: toNumber(percent, 'the battery'), isCharging: charging }),
  }),
  sim({
    word: 'location',
    summary: 'Say where the phone is',
    arguments: {
      latitude: { summary: 'degrees north', optional: true },
      longitude: { summary: 'degrees east', optional: true },
    },
    options: {
      accuracy: { value: 'METRES', summary: 'how exactly it is known' },
      track: { value: 'FILE', summary: 'walk a way: JSON, a list of {latitude, longitude, atMs}' },
      lost: { summary: 'it does not know where it is' },
    },
    examples: [
      ['location 52.52 13.405', 'Berlin'],
      ['location --track way.json', 'one place after another'],
    ],
    async act(phone, { latitude, longitude, accuracy, track, lost }, io) {
      if (lost) return phone.do<void>('location', { isLost: true })
      if (track !== undefined) return phone.do<void>('location', { track: readJson(io, track) })
      if (latitude === undefined || longitude === undefined) {
        throw wrong('Cannot go on without a place', 'Give latitude and longitude, --track or --lost')
      }
      const [north, east] = [toNumber(latitude, 'the latitude'), toNumber(longitude, 'the longitude')]
      return phone.do<void>('location', {
        latitude: north,
        longitude: east,
        accuracy: toNumber(accuracy, '--accuracy'),
      })
    },
  }),
  sim({
    word: 'sensor',
    summary: 'Say what a sensor reads',
    arguments: {
      sensor: { summary: 'accelerometer, gyroscope, magnetometer or heartrate' },
      values: { summary: 'x y z, or beats a minute', many: true },
    },
    examples: [
      ['sensor accelerometer 0 9.81 0', 'the phone stands upright'],
      ['sensor heartrate 130', 'beats a minute'],
    ],
    act(phone, { sensor, values }) {
      const [x, y, z] = values.map((value) => toNumber(value, 'the reading'))
      return phone.do<void>('sensor', sensor === 'heartrate' ? { sensor, bpm: x } : { sensor, x, y, z })
    },
  }),
  sim({
    word: 'camera',
    summary: 'Show a picture to the camera',
    arguments: { file: { summary: 'a PNG or JPEG' } },
    examples: [['camera cat.jpg', 'what the app sees from now on']],
    act: (phone, { file }, io) => phone.do<void>('camera', { path: resolve(io.cwd, file) }),
  }),
  sim({
    word: 'microphone',
    summary: 'Play a sound to the microphone',
    arguments: { file: { summary: 'a WAV file of 16 bits' } },
    examples: [['microphone hello.wav', 'what the app hears from now on']],
    act: (phone, { file }, io) => phone.do<void>('microphone', { path: resolve(io.cwd, file) }),
  }),
  sim({
    word: 'clipboard',
    summary: 'Copy a text on the phone',
    arguments: { text: { summary: 'the text' } },
    examples: [['clipboard "hello"', 'what the app may paste']],
    act: (phone, { text }) => phone.do<void>('clipboard', { text }),
  }),
  sim({
    word: 'permission',
    summary: 'Allow or deny a permission, or what is asked now',
    arguments: {
      answer: { summary: 'allow, deny, or ask again' },
      permission: { summary: 'its name (default: what the phone asks now)', optional: true },
    },
    examples: [
      ['permission allow camera', 'without being asked'],
      ['permission deny', 'the question on the screen'],
    ],
    act(phone, { answer, permission }) {
      if (permission === undefined) return phone.do<void>('answer', { answer })
      const standings: Record<string, string> = { allow: 'granted', deny: 'denied', ask: 'ask' }
      return phone.do<void>('permission', { permission, answer: standings[answer] ?? answer })
    },
  }),
  sim({
    word: 'screenshot',
    summary: 'Draw the screen into a PNG file',
    arguments: { file: { summary: 'where to (default: screen.png)', optional: true } },
    examples: [['screenshot notes.png', 'at the size of the phone’s screen']],
    async act(phone, { file = 'screen.png' }, io) {
      if (extname(file) !== '.png') throw wrong(`Cannot draw into "${file}"`, 'Name a .png file')
      const { png } = await phone.do<{ png: string }>('screenshot')
      const path = resolve(io.cwd, file)
      const bytes = Buffer.from(png, 'base64')
      io.files.writeWhole(path, bytes)
      return { data: { path, size_bytes: bytes.length }, text: `Drew the screen into ${basename(path)}` }
    },
  }),
  sim({
    word: 'tree',
    summary: 'Print the elements of the screen',
    examples: [['tree', 'with ids, classes and states']],
    async act(phone) {
      const tree = await phone.do<{ root: TreeNode | null; path: string }>('inspect', { kind: 'tree' })
      return { data: tree, text: describeTree(tree) }
    },
  }),
  sim({
    word: 'text',
    summary: 'Print what a person reads on the screen',
    examples: [['text', 'line by line']],
    async act(phone) {
      const { text } = await phone.do<{ text: string }>('text')
      return { data: { text }, text: printable(text) }
    },
  }),
  sim({
    word: 'log',
    summary: 'Print what the app said since the phone was opened',
    options: { clear: { summary: 'forget it' } },
    examples: [['log', 'prints, errors and reloads']],
    async act(phone, { clear }) {
      if (clear) return phone.do<void>('clear-log')
      const entries = await phone.do<LogEntry[]>('log')
      return { data: { entries }, text: describeLog(entries) }
    },
  }),
  sim({
    word: 'eval',
    summary: 'Run Lua in the app, inside its sandbox',
    arguments: { code: { summary: 'Lua; what it returns is printed' } },
    examples: [['eval "return getCurrentScreen()"', 'with the globals of the app']],
    async act(phone, { code }) {
      const answer = await phone.do<{ ok: boolean; text?: string; message?: string; traceback?: string }>('eval', {
        code,
      })
      const text = answer.ok ? (answer.text ?? '') : `${answer.message ?? ''}\n${answer.traceback ?? ''}`.trim()
      return { data: { result: answer }, text: printable(text), ...(!answer.ok && { exit: 'invalid' as const }) }
    },
  }),
  sim({
    word: 'status',
    summary: 'Say what is on the phone and around it',
    examples: [['status', 'app, screen, settings, what is asked']],
    async act(phone) {
      const status = await phone.do<PhoneStatus>('status')
      return { data: { phone: status }, text: describeStatus(status) }
    },
  }),
]

/** One of them by its name. */
export function getSimCommand(name: string): Command {
  const found = simCommands.find((each) => each.name === name)
  if (found) return found
  throw new Error(`There is no command "${name}"`)
}

function readJson(io: Io, file: string): unknown {
  const bytes = io.files.find(resolve(io.cwd, file))
  if (!bytes) throw new Failure('file.not_found', `There is no "${file}"`, { path: file })
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new Failure('usage.wrong', `Cannot read "${file}": it is not JSON`, { path: file, cause })
  }
}
