import { fork } from 'node:child_process'
import { mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { reviews } from '@mosis/api'
import type { Behaviour } from '@mosis/api'

export interface Trial {
  /** The package. */
  path: string
  root: string
  nowMs: number
}

export interface BehaviourProcess {
  /** What the app did; `BehaviourError` when it could not be watched to the end. */
  watch(path: string, at: string): Promise<Behaviour>
  /** Ends what runs, which fails with `closed`. */
  close(): Promise<void>
}

export class BehaviourError extends Error {
  override readonly name = 'BehaviourError'
  readonly code: 'timeout' | 'crashed' | 'closed'
  constructor(code: BehaviourError['code'], message: string) {
    super(message)
    this.code = code
  }
}

export interface BehaviourProcessOptions {
  program?: URL
  /** An app that is not through by then is ended with everything it started. */
  timeoutMs?: number
  maxHeapMib?: number
  /** Apps that are tried at the same time; others wait for their turn. */
  atOnce?: number
}

/** Tries apps, each in a program of its own that knows nothing of the portal. */
export function createBehaviourProcess(options: BehaviourProcessOptions = {}): BehaviourProcess {
  const { program = new URL('./behaviour-child.ts', import.meta.url), timeoutMs = 25_000, maxHeapMib = 192 } = options
  const running = new Map<() => void, Promise<unknown>>()
  const waiting: (() => void)[] = []
  let free = options.atOnce ?? 1
  let isClosed = false
  let sweeping: Promise<void> | undefined

  async function watch(path: string, at: string): Promise<Behaviour> {
    await takeTurn()
    try {
      if (isClosed) throw new BehaviourError('closed', 'The portal stops')
      const temporary = await realpath(tmpdir())
      await (sweeping ??= sweepTrials(temporary))
      const root = await mkdtemp(join(temporary, prefix))
      try {
        return await run({ path, root, nowMs: Date.parse(at) })
      } finally {
        await rm(root, { recursive: true, force: true, maxRetries: 3 })
      }
    } finally {
      giveTurn()
    }
  }

  async function takeTurn(): Promise<void> {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function giveTurn(): void {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }

  async function run(trial: Trial): Promise<Behaviour> {
    const ended = Promise.withResolvers<void>()
    const told = Promise.withResolvers<Behaviour>()
    // Its folder by name, so that it can clear up when the portal is killed before it says anything.
    const child = fork(fileURLToPath(program), [trial.root], {
      // Neither the portal's secrets nor its files: it may write in its own folder only.
      env: {},
      execArgv: [
        `--max-old-space-size=${maxHeapMib}`,
        '--disable-warning=SecurityWarning',
        '--permission',
        '--allow-fs-read=*',
        `--allow-fs-write=${trial.root}`,
        '--allow-child-process',
        '--allow-worker',
      ],
      // A group of its own, so that the program of the app's databases ends with it.
      detached: true,
      serialization: 'json',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    // From its very start, so that the threads of its engine come after whoever reads the store too. No lower: on a computer with
    // much else to do an app would not be through in time, for no fault of its own.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    const end = () => endGroup(child.pid)
    const fail = (code: BehaviourError['code'], message: string) => {
      told.reject(new BehaviourError(code, message))
      end()
    }
    const timer = setTimeout(() => fail('timeout', `The app was not through after ${timeoutMs} ms`), timeoutMs)
    child.once('error', (error) => fail('crashed', error.message))
    child.once('message', (message) => {
      // An app that had broken out of its sandbox could say anything here.
      const answer = reviews.Behaviour.safeParse(message)
      if (answer.success) told.resolve(answer.data)
      else fail('crashed', 'The program in which the app ran told something else than what the app did')
    })
    child.once('close', () => {
      clearTimeout(timer)
      running.delete(close)
      fail('crashed', `The program in which the app ran ended by itself (${child.signalCode ?? child.exitCode})`)
      ended.resolve()
    })
    const close = () => fail('closed', 'The portal stops')
    running.set(close, ended.promise)
    if (isClosed) close()
    else child.send(trial, (error) => error && fail('crashed', error.message))
    try {
      return await told.promise
    } finally {
      // Its folder may be removed once nothing writes there any more.
      await ended.promise
    }
  }

  return {
    watch,
    async close() {
      isClosed = true
      const endings = [...running]
      for (const [close] of endings) close()
      await Promise.all(endings.map(([, ended]) => ended))
    },
  }
}

const prefix = 'mosis-trial-'
/** Much longer than any trial. */
const oldMs = 60 * 60_000

/** Removes what trials left whose portal was killed; another process may remove the same. */
async function sweepTrials(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    if (!name.startsWith(prefix)) continue
    const path = join(temporary, name)
    const changed = await stat(path).catch(() => undefined)
    if (!changed || changed.mtimeMs >= Date.now() - oldMs) continue
    // The folder for temporary files is everybody's: what another user left stays, and no trial fails for it.
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
