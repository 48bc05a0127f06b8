// The second thread of a reader. What it cannot do stays undone, and the reader does it.
import { parentPort } from 'node:worker_threads'
import { takePart, type SharedWork } from './shared-work.ts'

parentPort?.on('message', ({ id, work }: { id: number; work: SharedWork }) => {
  takePart(work)
  parentPort?.postMessage(id)
})
