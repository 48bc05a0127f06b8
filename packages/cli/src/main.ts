import { relative } from 'node:path'
import type { Answer, Command } from './command.ts'
import { loadCommands } from './command-list.ts'
import type { Described } from './describe.ts'
import { exitCodes } from './exits.ts'
import { interruption } from './failure.ts'
import { globalOptions } from './globals.ts'
import type { Globals } from './globals.ts'
import { createIo } from './io.ts'
import type { Host, Io } from './io.ts'
import { readOptions } from './options.ts'
import { printable } from './output.ts'
import { findPaths } from './paths.ts'
import { findNamed, readLine } from './program.ts'
import { processHost } from './process-host.ts'
import { projectSettingsPath, readSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { version } from './version.ts'

/** The whole command: a line in, everything written through the host, the exit code out. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  let command: Command | undefined
  let commands: readonly Command[] = []
  // Before the line is understood only its words can say how an error should look.
  let io = createIo(host, findPaths(host.env['MOSIS_HOME'], host.env, host.homeDir), {
    json: argv.includes('--json') || host.env['MOSIS_JSON'] === '1',
    input: false,
    accessible: false,
    color: undefined,
  })
  try {
    commands = await loadCommands(argv)
    const line = readLine(commands, argv, { version, columns: host.columns, color: io.color })
    if (line.kind === 'text') {
      host.out(line.text)
      return exitCodes.ok.code
    }
    command = line.command
    const settings = await readAllSettings(host, line.given['home'], line.arguments['dir'])
    const globals = readOptions(globalOptions, line.given, host.env, settings) as Globals
    io = createIo(host, findPaths(globals.home, host.env, host.homeDir), {
      json: globals.json,
      input: !globals.noInput,
      accessible: globals.a11y,
      color: globals.color,
    })
    const options = readOptions(command.options, line.given, host.env, settings)
    const answer = await orInterrupted(command.run({ ...line.arguments, ...options }, io), host)
    if (io.json && !command.streams) io.out(`${JSON.stringify(toDocument(command, answer), null, 2)}\n`)
    if (!io.json && answer.text !== '') io.out(answer.text.endsWith('\n') ? answer.text : `${answer.text}\n`)
    return exitCodes[answer.exit ?? 'ok'].code
  } catch (error) {
    const { describe } = await import('./describe.ts')
    const described = await describe(error)
    const name = command?.name ?? findNamed(commands, argv) ?? 'error'
    if (io.json) io.out(errorDocument(name, described, command?.streams === true))
    else io.err(errorText(described, io))
    if (described.code === 'internal' && host.env['MOSIS_DEBUG'] && error instanceof Error) io.err(`${error.stack}\n`)
    return exitCodes[described.exit].code
  }
}

/** Runs the command as this process. */
export async function start(): Promise<void> {
  const { host, end } = processHost(process)
  end(await main(process.argv.slice(2), host))
}

async function readAllSettings(host: Host, home: unknown, dir: unknown) {
  const folder = typeof dir === 'string' && host.files.kind(dir) === 'folder' ? dir : host.cwd
  const homeDir = typeof home === 'string' ? home : host.env['MOSIS_HOME']
  const paths = findPaths(homeDir, host.env, host.homeDir)
  return {
    project: await readKnownSettings(host, projectSettingsPath(folder)),
    user: await readKnownSettings(host, paths.settings),
  }
}

async function readKnownSettings({ files }: Host, path: string): Promise<Settings> {
  if (files.kind(path) === undefined) return {}
  // Only to tell which names there are, every command is loaded.
  const [{ commands }, { settingTable }] = await Promise.all([import('./commands.ts'), import('./setting-table.ts')])
  return readSettings(files, path, Object.keys(settingTable(commands)))
}

/** What a command may take, after Ctrl-C, to stop an app or to remove what is half done. */
const tidyUpMs = 4000

/** What a command waits for may never come: Ctrl-C ends the command, whether it noticed or not. */
async function orInterrupted(work: Promise<Answer>, host: Host): Promise<Answer> {
  const aborted = new Promise<'interrupted'>((resolve) => {
    if (host.interrupted.aborted) resolve('interrupted')
    host.interrupted.addEventListener('abort', () => resolve('interrupted'), { once: true })
  })
  const first = await Promise.race([work, aborted])
  if (first !== 'interrupted') return first
  // How it ends then, well or not, no longer matters.
  await Promise.race([Promise.allSettled([work]), host.wait(tidyUpMs)])
  throw interruption()
}

const schemaOf = (name: string) => `mosis.${name.replaceAll(' ', '.')}/1`

function toDocument(command: Command, { data, exit }: Answer): object {
  return { schema: schemaOf(command.name), ok: exit === undefined || exit === 'ok', ...data }
}

function errorDocument(name: string, described: Described, asLine: boolean): string {
  const { exit: _, more: __, facts, ...error } = described
  if (asLine) return `${JSON.stringify({ schema: 'mosis.run/1', type: 'error', ...facts, ...error })}\n`
  return `${JSON.stringify({ schema: schemaOf(name), ok: false, error: { ...facts, ...error } }, null, 2)}\n`
}

function errorText({ code, message, path, line, column, fix, more }: Described, { errColor, cwd }: Io): string {
  if (code === 'interrupted') return `${errColor.dim(message)}\n`
  const shown = path?.startsWith(cwd) ? relative(cwd, path) || '.' : path
  const place = shown && line ? `${shown}:${line}${column ? `:${column}` : ''}` : undefined
  const lines = [`${errColor.red(errColor.bold('error'))} ${printable(message)} ${errColor.dim(`(${code})`)}`]
  if (place) lines.push(`  ${errColor.dim('at')}   ${printable(place)}`)
  if (fix) lines.push(`  ${errColor.dim('fix')}  ${printable(fix)}`)
  if (more) lines.push('', more)
  return `${lines.join('\n')}\n`
}
