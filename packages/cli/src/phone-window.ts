import { join } from 'node:path'
import type { Line } from '@mosis/device'
import type { Answer, OptionSpec } from './command.ts'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { printable } from './output.ts'
import { startSimulatorProgram } from './simulator-program.ts'
import type { SimulatorLine, SimulatorProgram, SimulatorSettings } from './simulator-program.ts'

/** The flags of what opens a phone in the browser. */
export const windowOptions = {
  noOpen: { summary: 'print the address and leave the browser alone' },
  port: { value: 'PORT', summary: 'the port of the phone’s page', default: 'any that is free' },
} as const satisfies Record<string, OptionSpec>

interface WindowSettings extends Pick<SimulatorSettings, 'mode' | 'project' | 'grants' | 'maps'> {
  noOpen: boolean
  port: string | undefined
}

/** Where phones that are on leave a note for `mosis sim`. */
export const notesFolder = (io: Io) => join(io.paths.state, 'phones')

/** Opens a phone and shows what happens on it, until it ends or Ctrl-C. */
export async function openPhone(io: Io, { noOpen, port, ...settings }: WindowSettings): Promise<Answer> {
  const show = io.json ? showJson(io) : showForPeople(io, settings.mode)
  let url = ''
  let failure: string | undefined
  const program = startSimulatorProgram(
    { ...settings, home: join(io.paths.state, 'simulator'), notes: notesFolder(io), port: readPort(port) },
    (line) => {
      if (line.type === 'ready') {
        url = line.url
        if (!noOpen && !io.json && io.isTty.stderr) void io.openBrowser(url)
      }
      if (line.type === 'failed') failure = line.message
      show(line)
    },
  )
  const end = () => void program.end()
  io.interrupted.addEventListener('abort', end, { once: true })
  const unwatch = io.interactive ? io.watchKeys((key) => press(io, program, key, url)) : undefined
  try {
    await program.ended
  } finally {
    unwatch?.()
    io.interrupted.removeEventListener('abort', end)
  }
  if (failure !== undefined) throw new Failure('simulator.failed', `The simulator cannot go on: ${failure}`)
  return { data: {}, text: '' }
}

const keys = 'r restart · o open the browser · q quit'

function press(io: Io, program: SimulatorProgram, key: string, url: string) {
  if (key === 'r') program.send('restart')
  else if (key === 'o') void io.openBrowser(url)
  else if (key === 'q') void program.end()
  else if (key === '?' || key === 'h') io.err(`${io.errColor.dim(keys)}\n`)
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new Failure('usage.wrong', `Cannot use "${text}" for --port`, {
    field: '--port',
    fix: 'Give a number up to 65535',
  })
}

function showJson(io: Io): (line: SimulatorLine) => void {
  return (line) => {
    if (line.type === 'failed') return
    const body =
      line.type === 'line' ? line.line : { schema: 'mosis.phone/1', time: new Date(io.now()).toISOString(), ...line }
    io.out(`${JSON.stringify(body)}\n`)
  }
}

function showForPeople(io: Io, mode: 'dev' | 'run'): (line: SimulatorLine) => void {
  const { color } = io
  const clock = () => color.dim(new Date(io.now()).toTimeString().slice(0, 8))
  return (line) => {
    switch (line.type) {
      case 'ready':
        io.out(`\n  ${color.bold('Phone')}  ${color.cyan(line.url)}\n`)
        io.out(
          `  ${color.dim(`${mode === 'dev' ? 'Saved files are reloaded. ' : ''}${io.interactive ? keys : 'Ctrl-C ends it'}`)}\n\n`,
        )
        return
      case 'line': {
        const text = toText(line.line, io)
        if (text !== undefined) io.out(`${clock()} ${text}\n`)
        return
      }
      case 'note':
        io.out(`${clock()} ${color.green(printable(line.text))}\n`)
        return
      case 'failed':
        return
    }
  }
}

function toText(line: Line, { color }: Io): string | undefined {
  if (line.type === 'screen' || line.type === 'usage') return undefined
  const place = line.path ? color.dim(`  ${line.path}${line.line ? `:${line.line}` : ''}`) : ''
  if (line.type === 'error') return `${color.red('error')} ${printable(line.message)}${place}`
  const text = printable(line.text)
  return `${line.level === 'warning' ? color.yellow(`warning ${text}`) : text}${place}`
}
