import { once } from 'node:events'
import { createServer, connect } from 'node:net'
import type { Socket } from 'node:net'

/** The line between browsers and a portal, which can be bad. */
export interface Line {
  /** Ends every connection in the middle of whatever goes on, and lets nobody through. */
  cut(): void
  /** Is as it was. */
  mend(): void
  close(): Promise<void>
}

/** Carries connections from one loopback port to another. */
export async function openLine(from: number, to: number): Promise<Line> {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(to, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      // A line that breaks says so to both ends.
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  server.listen(from, '127.0.0.1')
  await once(server, 'listening')
  return {
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend: () => void (isCut = false),
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
