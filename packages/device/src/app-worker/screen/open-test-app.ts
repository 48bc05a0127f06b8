import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createGrants, createSandbox, type LogEntry, type Sandbox } from '@mosis/sandbox'
import { createNodeIds, standardViewport } from '@mosis/screen'
import { installScreen } from './screen.ts'
import type { AppScreen } from './screen-host.ts'

/** A running app for tests: a real Lua state with the screen in it, over files in memory. */
export interface TestApp {
  sandbox: Sandbox
  screen: AppScreen
  /** Everything that was printed or logged, as `level: text` and, where known, `(path:line)`. */
  lines: string[]
  log: LogEntry[]
  stop: () => Promise<void>
}

/** Opens `main.rml` of an app with these files. A file given as markup of a body becomes a document. */
export async function openTestApp(files: Readonly<Record<string, string>>): Promise<TestApp> {
  const log: LogEntry[] = []
  const lines: string[] = []
  const note = (entry: LogEntry) => {
    log.push(entry)
    lines.push(
      `${entry.level}: ${entry.text}${entry.path === undefined ? '' : ` (${entry.path}:${entry.line ?? '?'})`}`,
    )
  }
  const glue = await readFile(createRequire(import.meta.url).resolve('wasmoon/dist/glue.wasm'))
  const sandbox = await createSandbox({
    glue,
    brokers: {
      crypto: {
        digest: (algorithm, data) => createHash(algorithm).update(data).digest(),
        hmac: (algorithm, key, data) => createHmac(algorithm, key).update(data).digest(),
        randomBytes: (sizeBytes) => randomBytes(sizeBytes),
        uuid: () => randomUUID(),
      },
    },
    clock: {
      now: () => Date.now(),
      setTimer: (delayMs, run) => setTimeout(run, delayMs),
      clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
    },
    random: (sizeBytes) => randomBytes(sizeBytes),
    log: note,
    grants: createGrants({ declared: [] }),
  })
  const host = {
    readText(path: string): string {
      const text = files[path]
      if (text === undefined) throw new Error(`there is no file "${path}"`)
      return text.startsWith('<body') ? `<rml><head/>${text}</rml>` : text
    },
    readBytes(): Uint8Array {
      throw new Error('there are no such files')
    },
    translate: (key: string) => key,
    log: note,
    now: () => 0,
    viewport: () => standardViewport,
    ids: createNodeIds(),
    onChange: () => undefined,
    onEvent: () => undefined,
  }
  const screen = installScreen(sandbox, host)
  const stop = async () => {
    await screen.close()
    await sandbox.stop()
  }
  return { sandbox, screen, lines, log, stop }
}
