import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { createPlainPrompter } from './prompts-plain.ts'

/** Answers each question with the next line, and keeps what was printed. */
function talk(...lines: string[]) {
  const input = new PassThrough()
  const output = new PassThrough()
  let printed = ''
  output.setEncoding('utf8').on('data', (part: string) => {
    printed += part
    // A question ends with a space; whatever is told in between ends with a line feed.
    if (part.endsWith(' ')) {
      const line = lines.shift()
      if (line === undefined) input.end()
      else input.write(`${line}\n`)
    }
  })
  return { prompter: createPlainPrompter({ input, output }), printed: () => printed }
}

const check = (answer: string) => (answer.length < 5 ? 'At least 5 characters' : undefined)

test('plain questions propose an answer, say what is wrong and number the choices', async () => {
  const { prompter, printed } = talk('', 'x', 'long enough', '3', '2', 'maybe', 'no')
  assert.equal(await prompter.text({ message: 'Name?', initial: 'Clock' }), 'Clock')
  assert.equal(await prompter.text({ message: 'Id?', check }), 'long enough')
  const options = [
    { value: 'a', label: 'A', hint: 'first' },
    { value: 'b', label: 'B' },
  ]
  assert.equal(await prompter.select({ message: 'Which?', options }), 'b')
  assert.equal(await prompter.confirm({ message: 'Sure?', initial: true }), false)
  assert.equal(
    printed(),
    [
      'Name? [Clock] Id? At least 5 characters',
      'Id? Which?',
      '1. A: first',
      '2. B',
      'Number [1] Answer with a number from 1 to 2',
      'Which?',
      '1. A: first',
      '2. B',
      'Number [1] Sure? [yes] Answer yes or no',
      'Sure? [yes] ',
    ].join('\n'),
  )
})

test('a password is not printed, and the end of the input leaves a question', async () => {
  const { prompter, printed } = talk('very secret')
  assert.equal(await prompter.password({ message: 'Password' }), 'very secret')
  assert.doesNotMatch(printed(), /secret/)
  await assert.rejects(prompter.text({ message: 'More?' }), { code: 'interrupted' })
})
