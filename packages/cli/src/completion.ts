import type { Command, OptionSpec } from './command.ts'
import { globalOptions } from './globals.ts'
import { flagOf } from './options.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

interface Word {
  word: string
  summary: string
}

/** A script that completes commands and flags; it is made from the tables and needs no call of the command. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return { bash, zsh, fish }[shell](commands)
}

function bash(commands: readonly Command[]): string {
  const cases = paths(commands).map(
    ({ path, words }) => `    "${path}") words="${words.map(({ word }) => word).join(' ')}" ;;`,
  )
  return `# bash completion of mosis: put  source <(mosis completion bash)  into ~/.bashrc
_mosis() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" index word words=""
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "|${[...groups(commands), ...names(commands)].join('|')}|" in
      *"|\${path:+$path }$word|"*) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ \${#COMPREPLY[@]} -eq 0 ] && [[ "$current" != -* ]]; then
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _mosis mosis
`
}

function zsh(commands: readonly Command[]): string {
  const cases = paths(commands).map(({ path, words }) => {
    const items = words.map(({ word, summary }) => `      '${word}:${quoteZsh(summary)}'`)
    return `    '${path}') candidates=(\n${items.join('\n')}\n    ) ;;`
  })
  return `#compdef mosis
# zsh completion of mosis: put  source <(mosis completion zsh)  into ~/.zshrc, behind compinit
_mosis() {
  local place="" word
  local -a known candidates
  known=(${[...groups(commands), ...names(commands)].map((name) => `'${name}'`).join(' ')})
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if (( \${known[(Ie)\${place:+$place }$word]} )); then place="\${place:+$place }$word"; fi
  done
  case "$place" in
${cases.join('\n')}
  esac
  _describe 'mosis' candidates
  _files
}
compdef _mosis mosis
`
}

function fish(commands: readonly Command[]): string {
  const lines = paths(commands).flatMap(({ path, words }) => {
    const test = path === '' ? '__mosis_at' : `__mosis_at ${path}`
    return words.map(({ word, summary }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`
      return `complete -c mosis -n '${test}' ${what} -d '${quoteFish(summary)}'`
    })
  })
  return `# fish completion of mosis: mosis completion fish > ~/.config/fish/completions/mosis.fish
function __mosis_at
  set -l path
  for word in (commandline -opc)[2..-1]
    if contains -- (string join ' ' -- $path $word) ${[...groups(commands), ...names(commands)].map((name) => `'${name}'`).join(' ')}
      set -a path $word
    end
  end
  test "$path" = "$argv"
end
${lines.join('\n')}
`
}

/** What can follow at each place of a line: at the start, behind a group, behind a command. */
function paths(commands: readonly Command[]): { path: string; words: Word[] }[] {
  const top = new Map<string, string>()
  for (const { name, summary } of commands) top.set(name.split(' ')[0]!, name.includes(' ') ? 'more commands' : summary)
  return [
    { path: '', words: [...toWords(top), ...flags(globalOptions)] },
    ...groups(commands).map((group) => ({
      path: group,
      words: commands
        .filter(({ name }) => name.startsWith(`${group} `))
        .map(({ name, summary }) => ({ word: name.split(' ')[1]!, summary })),
    })),
    ...commands.map(({ name, options }) => ({ path: name, words: [...flags(options), ...flags(globalOptions)] })),
  ]
}

const toWords = (map: ReadonlyMap<string, string>): Word[] => [...map].map(([word, summary]) => ({ word, summary }))

function flags(table: Readonly<Record<string, OptionSpec>>): Word[] {
  return Object.entries(table).flatMap(([name, { summary, negatable }]) => [
    { word: flagOf(name), summary },
    ...(negatable ? [{ word: flagOf(name).replace('--', '--no-'), summary: `not: ${summary}` }] : []),
  ])
}

const names = (commands: readonly Command[]) => commands.map(({ name }) => name)

const groups = (commands: readonly Command[]) => [
  ...new Set(commands.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0]!] : []))),
]

const quoteZsh = (text: string) => text.replaceAll("'", '’').replaceAll(':', '\\:')
const quoteFish = (text: string) => text.replaceAll("'", '’')
