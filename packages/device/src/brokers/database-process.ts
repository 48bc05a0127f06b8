import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { findDatabaseFile } from '../thread-bundle.ts'
import type { DatabaseReply, DatabaseRequest } from './database-protocol.ts'

/** The process with an app's databases, started when it is first needed. */
export interface DatabaseProcess {
  ask(request: DatabaseRequest): Promise<DatabaseReply>
  /** Starts it before it is asked, for an app that will need it. */
  prepare(): void
  /** Ends it; databases are as their last finished statement left them. */
  stop(): Promise<void>
}

export interface DatabaseProcessOptions {
  /** The folder of the databases. */
  folder: string
  /** Where SQLite puts what does not fit into memory. */
  temp: string
  statementMs?: number
}

/** One statement may run for so long; below the time that a handler has, so that the app learns of it. */
const defaultStatementMs = 800
/** A loaded computer may take seconds to start a program. */
const startMs = 20_000

/** Starts nothing yet. A statement that runs too long kills the process; the next request finds its databases open again. */
export function openDatabaseProcess(options: DatabaseProcessOptions): DatabaseProcess {
  const { folder, temp, statementMs = defaultStatementMs } = options
  const open = new Map<number, DatabaseRequest & { op: 'open' }>()
  let child: ChildProcess | undefined
  let turn: Promise<unknown> = Promise.resolve()

  async function ask(request: DatabaseRequest): Promise<DatabaseReply> {
    const running = child ?? (await start())
    const reply = await exchange(running, request, statementMs)
    if (reply.ok && request.op === 'open') open.set(request.connection, request)
    if (request.op === 'close') open.delete(request.connection)
    return reply
  }

  async function start(): Promise<ChildProcess> {
    const started = fork(findDatabaseFile(), [folder], {
      // A second wall: this process can neither read other files as Node does nor start programs.
      execArgv: ['--permission', '--allow-fs-read=*', `--allow-fs-write=${folder}`],
      env: { SQLITE_TMPDIR: temp },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child = started
    started.once('exit', () => {
      if (child === started) child = undefined
    })
    // The first answer may take as long as the program takes to start.
    await exchange(started, { op: 'close', connection: 0 }, startMs)
    for (const request of open.values()) await exchange(started, request, startMs)
    return started
  }

  function exchange(running: ChildProcess, request: DatabaseRequest, timeoutMs: number): Promise<DatabaseReply> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (child === running) child = undefined
        running.kill('SIGKILL')
        settle({
          ok: false,
          code: 'database.timeout',
          message: `The statement ran for more than ${timeoutMs} ms and was ended; an open transaction was rolled back`,
        })
      }, timeoutMs)
      const onExit = () => settle({ ok: false, code: 'database.io', message: 'The database process ended' })
      const settle = (reply: DatabaseReply) => {
        clearTimeout(timer)
        running.off('message', settle).off('exit', onExit).off('error', onExit)
        resolve(reply)
      }
      running.once('message', settle).once('exit', onExit).once('error', onExit)
      running.send(request, (error) => {
        if (error) onExit()
      })
    })
  }

  return {
    ask(request) {
      const answer = turn.then(() => ask(request))
      turn = answer
      return answer
    },
    prepare() {
      turn = turn.then(() => child ?? start())
    },
    async stop() {
      await turn
      const running = child
      child = undefined
      open.clear()
      if (!running || running.exitCode !== null || running.signalCode !== null) return
      const ended = new Promise((resolve) => running.once('exit', resolve))
      running.kill('SIGKILL')
      await ended
    },
  }
}
