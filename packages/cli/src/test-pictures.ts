import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { DrawnPicture, ScreenPicture } from '@mosis/device/test'

/** Draws screens of tests in a Chromium, in a process of its own that starts with the first picture. */
export interface PictureProgram {
  draw(screen: ScreenPicture): Promise<DrawnPicture>
  close(): void
}

/** What comes back; `packages/simulator/src/screenshot/main.ts` has the other side. */
type Answer = { id: number; png: string } | { id: number; problem: string }

const program = fileURLToPath(new URL('../../simulator/src/screenshot/main.ts', import.meta.url))

export function createPictureProgram(env: Readonly<Record<string, string | undefined>>): PictureProgram {
  const waiting = new Map<number, (picture: DrawnPicture) => void>()
  let lastId = 0
  let child: ChildProcess | undefined

  function giveUp(): void {
    for (const tell of waiting.values()) tell({ problem: 'the program that draws has ended' })
    waiting.clear()
  }

  function start(): ChildProcess {
    const started = spawn(process.execPath, [program], { env: { ...env }, stdio: ['pipe', 'pipe', 'ignore'] })
    started.once('error', giveUp)
    started.once('close', giveUp)
    // It may end before something is written to it.
    started.stdin.on('error', () => undefined)
    createInterface({ input: started.stdout }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer
      const tell = waiting.get(answer.id)
      waiting.delete(answer.id)
      tell?.('png' in answer ? { png: Buffer.from(answer.png, 'base64') } : { problem: answer.problem })
    })
    return started
  }

  return {
    draw(screen) {
      child ??= start()
      const id = ++lastId
      const assets = Object.fromEntries(
        [...screen.assets].map(([path, { type, bytes }]) => [
          path,
          `data:${type};base64,${Buffer.from(bytes).toString('base64')}`,
        ]),
      )
      const drawn = new Promise<DrawnPicture>((resolve) => void waiting.set(id, resolve))
      child.stdin?.write(`${JSON.stringify({ id, snapshot: screen.snapshot, assets })}\n`)
      return drawn
    },
    close: () => void child?.stdin?.end(),
  }
}
