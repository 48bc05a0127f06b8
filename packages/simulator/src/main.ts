// The simulator as a program: `mosis run` and `mosis dev` start it, talk to it over its streams, and end it by closing them.
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { keepThreadReady } from '@mosis/device'
import { writeNote } from './control/note.ts'
import { isRecord } from './control/read-control.ts'
import type { ProgramLine, ProgramOptions } from './program-lines.ts'
import { startSimulator } from './simulator.ts'
import { doVerb } from './verbs/do-verb.ts'
import { watchFolder } from './watch/watch-folder.ts'

/** How long what was left open may keep the program that has ended. */
const leftOpenMs = 200

const say = (line: ProgramLine) => process.stdout.write(`${JSON.stringify(line)}\n`)

async function main(options: ProgramOptions): Promise<void> {
  const { mode, project, home, grants, maps, port, notes } = options
  let isEnding = false
  const simulator = await startSimulator({
    mode,
    project,
    home,
    grants,
    maps,
    port,
    ...(options.surroundings && { surroundings: options.surroundings }),
    onLine: (line) => say({ type: 'line', line }),
    onConsole(entry) {
      if (entry.kind === 'reload' || entry.kind === 'system') say({ type: 'note', text: entry.text })
    },
  })
  const { phone } = simulator
  const note = await writeNote(notes, { origin: simulator.origin, token: simulator.controlToken, project })

  async function end(code: number) {
    if (isEnding) return
    isEnding = true
    watching?.close()
    await note.remove()
    await simulator.close()
    input.close()
    process.exitCode = code
    // By itself when nothing is open any more: process.exit() at once can wait for ever for what V8 compiles beside (nodejs/node#54918).
    setTimeout(() => process.exit(code), leftOpenMs).unref()
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  // Nobody listens any more.
  process.stdout.on('error', () => void end(0))
  const input = createInterface({ input: process.stdin })
  // Whoever started this program is gone.
  input.on('close', () => void end(0))
  input.on('line', (text) => void obey(text))

  /** A key in the terminal is a verb. */
  async function obey(text: string) {
    const asked: unknown = JSON.parse(text)
    if (!isRecord(asked) || typeof asked['verb'] !== 'string') return
    try {
      await doVerb(simulator.context, asked['verb'], isRecord(asked['args']) ? asked['args'] : {})
    } catch (error) {
      say({ type: 'note', text: error instanceof Error ? error.message : String(error) })
    }
  }

  say({ type: 'ready', url: simulator.url, origin: simulator.origin })
  const watching =
    mode === 'dev'
      ? await watchFolder(
          project.path,
          (paths) => void phone.reload(paths),
          (error) => say({ type: 'note', text: `The folder is not watched any more: ${error.message}` }),
        )
      : undefined
  await phone.open()
  // What is opened from now on finds its thread ready.
  await keepThreadReady()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    // The program that starts this one writes exactly this.
    await main(JSON.parse(process.argv[2] ?? '{}') as ProgramOptions)
  } catch (error) {
    say({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
    process.exit(1)
  }
}
