import { command } from '../command.ts'
import { completionScript, shells } from '../completion.ts'
import type { Shell } from '../completion.ts'
import { Failure } from '../failure.ts'

export const completion = command({
  name: 'completion',
  summary: 'Print the completion script of a shell',
  group: 'This command',
  arguments: { shell: { summary: shells.join(', ') } },
  examples: [
    ['source <(mosis completion bash)', 'in ~/.bashrc'],
    ['mosis completion fish > ~/.config/fish/completions/mosis.fish', 'once'],
  ],
  async run({ shell }) {
    const known = shells.find((name) => name === shell)
    if (!known) {
      throw new Failure('usage.wrong', `There is no completion for "${shell}"`, {
        field: 'shell',
        fix: `Choose one of ${shells.join(', ')}`,
      })
    }
    const script = await scriptFor(known)
    return { data: { shell: known, script }, text: script }
  },
})

async function scriptFor(shell: Shell): Promise<string> {
  // The list names this command too: read late, it is complete.
  const { commands } = await import('../commands.ts')
  return completionScript(shell, commands)
}
