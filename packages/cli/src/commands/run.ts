import type { Line, RunOptions, RunResult, RunningApp } from '@mosis/device'
import { missingFlags } from '../ask.ts'
import { closest } from '../closest.ts'
import { command } from '../command.ts'
import type { Answer, OptionSpec, Values } from '../command.ts'
import { readDuration, showDuration } from '../duration.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { count, printable, size } from '../output.ts'
import { openPhone, windowOptions } from '../phone-window.ts'
import { openSource } from '../project.ts'

/** The flags of everything that runs an app. */
export const runOptions = {
  for: { value: 'DURATION', summary: 'end after so long: 500ms, 2s, 1m' },
  grant: { value: 'PERMISSION', many: true, summary: 'allow what would be asked; everything else is denied' },
  map: { value: 'HOST=ADDR', many: true, summary: 'reach HOST at an address of this machine, without TLS' },
  press: { value: 'SELECTOR', many: true, summary: 'press an element when the screen is there; in order' },
  headless: { summary: 'without a phone in the browser' },
} as const satisfies Record<string, OptionSpec>

export const run = command({
  name: 'run',
  summary: 'Run an app in the sandbox, without installing it',
  about:
    'Without further flags, in a terminal, it opens a phone in the browser. With --headless, --for, --press or --json it runs without one: its data lies in a temporary folder and what would be asked is denied. With --json each line is one object of mosis.run/1: log, error, screen, usage. An error of the app is an error line and ends with 0; being stopped by a limit, or an app that cannot start, ends with 3.',
  group: 'Write an app',
  streams: true,
  arguments: { path: { summary: 'a project folder or a .mosis file (default: this folder)', optional: true } },
  options: { ...runOptions, ...windowOptions },
  examples: [
    ['mosis run clock-1.0.0.mosis', 'a package on a phone in the browser'],
    ['mosis run --for 2s --press "#add"', 'this folder, one press, and what is on the screen then'],
    ['mosis run clock --for 2s --json --map api.example.com=127.0.0.1:8081', 'for a script, with a fake server'],
  ],
  async run({ path, noOpen, port, ...options }, io) {
    const source = openSource(io, path)
    const isSilent = options.headless || io.json || options.for !== undefined || options.press.length > 0
    if (!isSilent && (io.isTty.stderr || noOpen || port !== undefined)) {
      const [grants, maps] = [await checkGrants(options.grant), readMaps(options.map)]
      const project = { kind: source.kind, path: source.path }
      if (source.kind === 'folder' && source.path.endsWith('.zip')) throw zipRefusal(source.path)
      return openPhone(io, { mode: 'run', project, grants, maps, noOpen, port })
    }
    const { runFiles, runPackage } = await import('@mosis/device')
    return watch(io, options, (settings) =>
      source.kind === 'folder' ? runFiles(source.files, settings) : runPackage(source.path, settings),
    )
  },
})

const zipRefusal = (path: string) =>
  new Failure('usage.wrong', 'Cannot open a phone for a ZIP of a project', {
    path,
    fix: 'Unpack it, or add --headless',
  })

/** Starts an app, presses what is to be pressed, and shows what it says until it ends. */
export async function watch(
  io: Io,
  options: Values<{}, typeof runOptions>,
  start: (settings: RunOptions) => Promise<RunningApp>,
): Promise<Answer> {
  if (options.for === undefined && !io.isTty.stderr)
    throw missingFlags(['for'], 'run it in a terminal and end it with Ctrl-C')
  const show = io.json ? showLines(io) : showForPeople(io, options.for === undefined)
  const settings: RunOptions = {
    grants: await checkGrants(options.grant),
    maps: readMaps(options.map),
    onLine: show.line,
    ...(options.for !== undefined && { forMs: readDuration(options.for, '--for') }),
  }
  const begun = io.now()
  const app = await start(settings)
  const stop = () => void app.stop()
  io.interrupted.addEventListener('abort', stop, { once: true })
  try {
    const [result] = await Promise.all([app.stopped, press(app, options.press)])
    show.end(result, io.now() - begun)
    return { data: {}, text: '', exit: exitOf(result) }
  } finally {
    io.interrupted.removeEventListener('abort', stop)
    await app.stop()
  }
}

async function press(app: RunningApp, selectors: readonly string[]): Promise<void> {
  if (selectors.length === 0) return
  const { DeviceError } = await import('@mosis/device')
  await app.started
  for (const selector of selectors) {
    try {
      await app.click(selector)
    } catch (error) {
      // The app ended before its turn: how it ended is told by the run itself.
      if (error instanceof DeviceError && error.code === 'device.app_stopped') return
      throw error
    }
  }
}

function exitOf({ reason, code }: RunResult): Answer['exit'] {
  if (reason === 'finished' || reason === 'stopped') return 'ok'
  return reason === 'crashed' && code === 'internal' ? 'unexpected' : 'invalid'
}

interface Show {
  line: (line: Line) => void
  end: (result: RunResult, tookMs: number) => void
}

/** Exactly the lines of the device; how a run was cut short is one more error line. */
function showLines(io: Io): Show {
  const write = (line: object) => io.out(`${JSON.stringify(line)}\n`)
  return {
    line: write,
    end({ reason, code, message }) {
      if (reason !== 'limit' && reason !== 'crashed') return
      write({
        schema: 'mosis.run/1',
        time: new Date(io.now()).toISOString(),
        type: 'error',
        code,
        message,
        ended: reason,
      })
    },
  }
}

/** What the app says as it comes, and what is on its screen: whenever it changes, or only at the end of a run that has one. */
function showForPeople(io: Io, isLive: boolean): Show {
  const { color, errColor } = io
  let screen: { path: string; text: string[] } | undefined
  let usage = ''
  const showScreen = ({ path, text }: { path: string; text: string[] }) => {
    const rows = text.map((row) => `  ${printable(row)}\n`)
    io.out(`${color.bold('Screen')} ${color.dim(path)}\n${rows.join('')}`)
  }
  return {
    line(line) {
      if (line.type === 'screen') {
        screen = line
        if (isLive) showScreen(line)
      } else if (line.type === 'usage') usage = describeUsage(line)
      else if (line.type === 'log') {
        const text = printable(line.text)
        io.out(`${line.level === 'warning' ? color.yellow(`warning ${text}`) : text}\n`)
      } else {
        const place = line.path ? color.dim(`  ${line.path}${line.line ? `:${line.line}` : ''}`) : ''
        io.out(`${color.red('error')} ${printable(line.message)}${place}\n`)
      }
    },
    end({ reason, message, rolled_back_to }, tookMs) {
      if (screen && !isLive) showScreen(screen)
      if (reason === 'limit' || reason === 'crashed') io.err(`${errColor.red('ended')} ${message ?? reason}\n`)
      if (rolled_back_to !== undefined) io.err(`version_code ${rolled_back_to} is installed again, with its data\n`)
      io.err(`${errColor.dim(`ran ${showDuration(tookMs)}${usage}`)}\n`)
    },
  }
}

function describeUsage({ peak_memory_bytes, instructions, cut_offs }: Line & { type: 'usage' }): string {
  const cut = cut_offs === 0 ? '' : `, ${count(cut_offs, 'handler')} cut off`
  return `, ${size(peak_memory_bytes)} of memory at most, ${count(instructions, 'instruction')}${cut}`
}

/** Refuses what is no permission. */
export async function checkGrants(names: readonly string[]): Promise<readonly string[]> {
  const { permissions } = await import('@mosis/format')
  const known: string[] = permissions.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return names
  const near = closest(unknown, known)
  throw new Failure('permission.unknown', `There is no permission "${unknown}"`, {
    field: '--grant',
    fix: near ? `Did you mean ${near}?` : `Choose from ${known.join(', ')}`,
  })
}

/** Reads what stands behind `--map`. */
export function readMaps(items: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    items.map((item) => {
      const [, host, address] = /^([^=]+)=(.+:\d+)$/.exec(item) ?? []
      if (host !== undefined && address !== undefined) return [host, address]
      throw new Failure('usage.wrong', `Cannot read --map "${item}"`, {
        field: '--map',
        fix: 'Write it like api.example.com=127.0.0.1:8081',
      })
    }),
  )
}
