import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createThreadPool } from './thread-pool.ts'

const folder = await mkdtemp(join(tmpdir(), 'mosis-threads-'))
after(() => rm(folder, { recursive: true, force: true }))

type Task = { do: 'answer' | 'throw' | 'hang' | 'exit' | 'fill' }

const module = pathToFileURL(join(folder, 'thread.mjs'))
await writeFile(
  module,
  `import { threadId } from 'node:worker_threads'
import { answerTasks } from ${JSON.stringify(new URL('./thread-tasks.ts', import.meta.url).href)}
answerTasks((task) => {
  if (task.do === 'throw') throw new Error('no')
  if (task.do === 'hang') for (;;) {}
  if (task.do === 'exit') process.exit(7)
  if (task.do === 'fill') { const kept = []; for (;;) kept.push(new Array(1e5).fill({})) }
  return threadId
})
`,
)

function startPool(options: { threads?: number; timeoutMs?: number; maxWaiting?: number } = {}) {
  return createThreadPool<Task, number>(module, {
    threads: 1,
    timeoutMs: 20_000,
    maxHeapMib: 32,
    maxWaiting: 8,
    ...options,
  })
}

test('tasks are answered, one after the other by the same thread', async () => {
  const pool = startPool()
  const ids = await Promise.all([pool.run({ do: 'answer' }), pool.run({ do: 'answer' })])
  assert.equal(ids[0], ids[1])
  await pool.close()
})

test('a task that throws, ends the thread, or fills its memory fails alone: the next one has another thread', async () => {
  const pool = startPool()
  const first = await pool.run({ do: 'answer' })
  for (const what of ['throw', 'exit', 'fill'] as const) {
    await assert.rejects(pool.run({ do: what }), { name: 'ThreadError', code: 'crashed' }, what)
    assert.notEqual(await pool.run({ do: 'answer' }), first)
  }
  await pool.close()
})

test('a task that takes too long is ended, and what waits behind it is done', async () => {
  // A thread has to start within this, too.
  const pool = startPool({ timeoutMs: 1500 })
  const [hung, answered] = [pool.run({ do: 'hang' }), pool.run({ do: 'answer' })]
  await assert.rejects(hung, { code: 'timeout' })
  assert.ok((await answered) > 0)
  await pool.close()
})

test('more than may wait is refused at once', async () => {
  const pool = startPool({ maxWaiting: 1 })
  const taken = [pool.run({ do: 'answer' }), pool.run({ do: 'answer' })]
  await assert.rejects(pool.run({ do: 'answer' }), { code: 'busy' })
  await Promise.all(taken)
  await pool.close()
})

test('closing ends what runs and what waits, and takes nothing more', async () => {
  const pool = startPool()
  const refused = [
    assert.rejects(pool.run({ do: 'hang' }), { code: 'closed' }),
    assert.rejects(pool.run({ do: 'answer' }), { code: 'closed' }),
  ]
  await pool.close()
  await Promise.all(refused)
  await assert.rejects(pool.run({ do: 'answer' }), { code: 'closed' })
})
