import { Command as Parser, CommanderError, Option } from 'commander'
import type { Colors } from './io.ts'
import type { ArgumentSpec, Command, OptionSpec, OptionValue } from './command.ts'
import { isDuration } from './duration.ts'
import { exitCodes } from './exits.ts'
import { Failure } from './failure.ts'
import { globalOptions } from './globals.ts'
import { envNameOf, flagOf } from './options.ts'
import { table } from './output.ts'

/** What the command line says: a command with what was given to it, or a text that was asked for. */
export type Line =
  | { kind: 'command'; command: Command; arguments: Record<string, OptionValue>; given: Record<string, OptionValue> }
  | { kind: 'text'; text: string }

interface Look {
  version: string
  columns: number
  color: Colors
}

/** Reads a command line by the tables of the commands. Throws a `Failure` that says what was meant. */
export function readLine(commands: readonly Command[], argv: readonly string[], look: Look): Line {
  let text = ''
  let line: Line | undefined
  const root = toParser(commands, look, (command, values, given) => {
    line = { kind: 'command', command, arguments: values, given }
  })
  everyParser(root, (parser) => {
    parser.exitOverride()
    parser.configureOutput({ writeOut: (part) => (text += part), writeErr: (part) => (text += part) })
  })
  try {
    root.parse(withOptionalValues(commands, argv), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const asked = ['commander.help', 'commander.helpDisplayed', 'commander.version']
    if (!asked.includes(error.code)) throw toFailure(error, argv, commands)
  }
  return line ?? { kind: 'text', text }
}

/** The parser of all commands, for reading a line and for walking over its help. */
export function toParser(
  commands: readonly Command[],
  look: Look,
  run: (command: Command, values: Record<string, OptionValue>, given: Record<string, OptionValue>) => void,
): Parser {
  const root = new Parser('mosis')
  root
    .description('Write, check, sign, publish and run Mosis apps.')
    .usage('<command> [options]')
    .version(`mosis ${look.version}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureHelp({ ...helpStyle(look), visibleOptions: () => [] })
    .configureOutput({ getOutHelpWidth: () => look.columns, getErrHelpWidth: () => look.columns })
    .addHelpText('after', () => closing(look))
  root.addHelpCommand(
    new Parser('help').argument('[COMMAND]').summary('Print the help of a command').helpGroup('This command:'),
  )
  for (const [name, spec] of Object.entries(globalOptions)) root.addOption(toOption(name, spec))
  for (const command of commands) {
    const words = command.name.split(' ')
    const parent = words.length === 2 ? groupParser(root, words[0]!, command, look) : root
    addCommand(parent, words.at(-1)!, command, look, run)
  }
  return root
}

function addCommand(
  parent: Parser,
  word: string,
  command: Command,
  look: Look,
  run: (command: Command, values: Record<string, OptionValue>, given: Record<string, OptionValue>) => void,
): void {
  const parser = parent.command(word).summary(command.summary).configureHelp(helpStyle(look))
  parser.description(command.about ? `${command.summary}.\n\n${command.about}` : `${command.summary}.`)
  parser.helpOption('-h, --help', 'print this help')
  if (parent.name() === 'mosis') parser.helpGroup(`${command.group}:`)
  for (const [name, spec] of Object.entries(command.arguments)) parser.argument(argumentTerm(name, spec), spec.summary)
  for (const [name, spec] of Object.entries(command.options)) {
    parser.addOption(toOption(name, spec))
    if (spec.negatable) parser.addOption(new Option(flagOf(name).replace('--', '--no-')).hideHelp())
  }
  if (command.examples.length > 0) parser.addHelpText('after', () => examplesText(command, look))
  parser.action(() => {
    const names = Object.keys(command.arguments)
    const values = Object.fromEntries(names.map((name, index) => [name, parser.processedArgs[index] as OptionValue]))
    const given = { ...readGiven(parser, command.options), ...readGiven(rootOf(parser), globalOptions) }
    run(command, values, given)
  })
}

const groupSummaries: Record<string, string> = {
  sim: 'Do to an open phone whatever its page can: touch it, turn it, change what is around it',
  keys: 'Signing keys: make, list, register and replace them',
  device: 'Install, run and update apps on a virtual device',
  auth: 'The state of your sign-in',
  'api-keys': 'Keys for CI and other programs',
  testers: 'Who is offered the versions on the track beta',
  review: 'Talk to the reviewers, and appeal',
  config: 'Settings that stand for flags',
}

function groupParser(root: Parser, name: string, command: Command, look: Look): Parser {
  const existing = root.commands.find((parser) => parser.name() === name)
  if (existing) return existing
  const summary = groupSummaries[name] ?? name
  return root
    .command(name)
    .configureHelp(helpStyle(look))
    .summary(summary)
    .description(`${summary}.`)
    .helpGroup(`${command.group}:`)
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .usage('<command> [options]')
}

function argumentTerm(name: string, spec: ArgumentSpec): string {
  const word = `${name.toUpperCase()}${spec.many ? '...' : ''}`
  return spec.optional ? `[${word}]` : `<${word}>`
}

function toOption(name: string, spec: OptionSpec): Option {
  const value = spec.value ? (spec.valueOptional ? `[${spec.value}]` : `<${spec.value}>`) : ''
  const ending = spec.default === undefined ? '' : ` (default: ${spec.default})`
  const option = new Option(
    `${spec.short ? `${spec.short}, ` : ''}${flagOf(name)} ${value}`.trim(),
    spec.summary + ending,
  )
  if (spec.many) option.argParser((text: string, before: string[] | undefined) => [...(before ?? []), text])
  return option
}

/** Only what stood on the command line; commander's own defaults are not a person's words. */
function readGiven(parser: Parser, table: Readonly<Record<string, OptionSpec>>): Record<string, OptionValue> {
  const given: Record<string, OptionValue> = {}
  for (const [name, spec] of Object.entries(table)) {
    // Commander keeps `--no-input` as `input: false`.
    const isNegation = /^no[A-Z]/.test(name)
    const key = isNegation ? name.charAt(2).toLowerCase() + name.slice(3) : name
    if (parser.getOptionValueSource(key) !== 'cli') continue
    const value = parser.getOptionValue(key) as OptionValue
    given[name] = isNegation ? value === false : spec.valueOptional && value === '' ? true : value
  }
  return given
}

/** `--wait` takes the word behind it only where that is a duration: in `--wait DIR` it is the folder. */
function withOptionalValues(commands: readonly Command[], argv: readonly string[]): string[] {
  const flags = new Set(
    commands.flatMap((command) =>
      Object.entries(command.options).flatMap(([name, spec]) => (spec.valueOptional ? [flagOf(name)] : [])),
    ),
  )
  const words: string[] = []
  const end = argv.indexOf('--')
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index]!
    if (!flags.has(word) || (end >= 0 && index > end)) words.push(word)
    else if (isDuration(argv[index + 1] ?? '')) words.push(`${word}=${argv[++index]}`)
    else words.push(`${word}=`)
  }
  return words
}

function toFailure(error: CommanderError, argv: readonly string[], commands: readonly Command[]): Failure {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n')
  const meant = /Did you mean (?:one of )?(.+)\?/.exec(rest.join(' '))?.[1]
  const called = findNamed(commands, argv)
  const help = called ? `mosis ${called} --help` : 'mosis --help'
  const flag = /'?(--?[a-z0-9-]+)/i.exec(first)?.[1]
  return new Failure('usage.wrong', sentence(first), {
    fix: meant ? `Did you mean ${meant}? See ${help}` : `See ${help}`,
    ...(flag && { field: flag }),
  })
}

function sentence(text: string): string {
  const quoted = text.replaceAll("'", '"')
  return quoted.charAt(0).toUpperCase() + quoted.slice(1)
}

/** The name of the command or group that a line means, as far as it can be seen without reading the flags. */
export function findNamed(commands: readonly Command[], argv: readonly string[]): string | undefined {
  const [first = '', second = ''] = argv.filter((word) => !word.startsWith('-'))
  const names = commands.map(({ name }) => name)
  const isGroup = names.some((name) => name.startsWith(`${first} `))
  return (
    names.find((name) => name === `${first} ${second}`) ??
    names.find((name) => name === first) ??
    (isGroup ? first : undefined)
  )
}

function rootOf(parser: Parser): Parser {
  return parser.parent ? rootOf(parser.parent) : parser
}

function everyParser(parser: Parser, visit: (parser: Parser) => void): void {
  visit(parser)
  for (const child of parser.commands) everyParser(child, visit)
}

function helpStyle({ color }: Look) {
  return {
    showGlobalOptions: true,
    styleTitle: color.bold,
    styleCommandText: color.bold,
    styleSubcommandTerm: color.cyan,
    styleOptionTerm: color.cyan,
    styleArgumentTerm: color.cyan,
    subcommandTerm: (parser: Parser) =>
      parser.commands.length > 0
        ? `${parser.name()} …`
        : [parser.name(), ...parser.registeredArguments.map(toTerm)].join(' '),
  }
}

const toTerm = (argument: Parser['registeredArguments'][number]) =>
  argument.required ? argument.name() : `[${argument.name()}]`

function examplesText(command: Command, { color }: Look): string {
  const lines = command.examples.map(([line, meaning]) => `  ${line}\n      ${color.dim(meaning)}`)
  const name = Object.keys(command.options)[0] ?? 'json'
  const twin = `Every flag has a twin in the environment: ${flagOf(name)} is ${envNameOf(name)}.`
  return `\n${color.bold('Examples:')}\n${lines.join('\n')}\n\n${color.dim(twin)}`
}

function closing({ color }: Look): string {
  const flags = Object.entries(globalOptions).map(([name, spec]) => [
    color.cyan(toOption(name, spec).flags),
    spec.summary,
  ])
  const codes = Object.values(exitCodes).map(({ code, meaning }) => [color.cyan(String(code)), meaning])
  return [
    `\n${color.bold('Flags everywhere:')}\n${table(flags, '  ')}`,
    `\n${color.bold('Exit codes:')}\n${table(codes, '  ')}`,
    `\n${color.dim('mosis <command> --help shows its flags and examples.')}`,
  ].join('\n')
}
