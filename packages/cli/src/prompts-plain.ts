import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { interruption } from './failure.ts'
import type { Prompter } from './prompts.ts'

interface Streams {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

/** Questions as plain lines with numbered choices: nothing is drawn again, so a screen reader hears each word once. */
export function createPlainPrompter(streams: Streams): Prompter {
  return {
    text({ message, initial = '', check }) {
      const question = `${message}${initial && ` [${initial}]`} `
      return ask(streams, question, (answer) => checked(answer || initial, check))
    },
    password: ({ message, check }) =>
      ask(streams, `${message} (not shown) `, (answer) => checked(answer, check), { hidden: true }),
    confirm({ message, initial }) {
      const answers: Record<string, boolean> = { '': initial, y: true, yes: true, n: false, no: false }
      return ask<boolean>(streams, `${message} [${initial ? 'yes' : 'no'}] `, (answer) => {
        const value = answers[answer.toLowerCase()]
        return value === undefined ? { wrong: 'Answer yes or no' } : { value }
      })
    },
    select({ message, options }) {
      const lines = options.map(({ label, hint }, index) => `${index + 1}. ${label}${hint ? `: ${hint}` : ''}\n`)
      return ask<string>(streams, `${message}\n${lines.join('')}Number [1] `, (answer) => {
        const option = options[Number(answer || '1') - 1]
        return option ? { value: option.value } : { wrong: `Answer with a number from 1 to ${options.length}` }
      })
    },
  }
}

type Read<T> = { value: T } | { wrong: string }

function checked(value: string, check: ((answer: string) => string | undefined) | undefined): Read<string> {
  const wrong = check?.(value)
  return wrong ? { wrong } : { value }
}

async function ask<T>(
  streams: Streams,
  question: string,
  read: (answer: string) => Read<T>,
  { hidden = false } = {},
): Promise<T> {
  for (;;) {
    const answer = read(await readLine(streams, question, hidden))
    if ('value' in answer) return answer.value
    streams.output.write(`${answer.wrong}\n`)
  }
}

/** One line; Ctrl-C and the end of the input leave the question. */
async function readLine({ input, output }: Streams, question: string, hidden: boolean): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (hidden) output.write(question)
  const lines = createInterface({ input, output: hidden ? nowhere : output, terminal: hidden })
  try {
    return await new Promise((resolve, reject) => {
      lines.once('close', () => reject(interruption()))
      lines.once('SIGINT', () => reject(interruption()))
      lines.question(hidden ? '' : question).then(resolve, reject)
    })
  } finally {
    lines.close()
    if (hidden) output.write('\n')
  }
}
