import { parentPort, workerData } from 'node:worker_threads'
import { ask, password } from './ask.ts'

// Told to, it signs everybody in at the same moment and posts how long each of them waited, in milliseconds.
const { port, emails } = workerData as { port: number; emails: string[] }
const signInAll = () =>
  Promise.all(
    emails.map(async (email, number) => {
      const begun = performance.now()
      await ask(port, { path: '/v1/auth/login', number, body: JSON.stringify({ email, password }) })
      return performance.now() - begun
    }),
  )
parentPort?.on('message', () => void signInAll().then((times) => parentPort?.postMessage(times)))
parentPort?.postMessage('ready')
