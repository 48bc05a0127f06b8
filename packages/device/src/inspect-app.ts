import type { Limits } from '@mosis/sandbox'
import type { Action, ActionResult } from './app-worker/messages.ts'
import { DeviceError } from './errors.ts'
import type { DatabaseInspector } from './inspect-databases.ts'
import { readStorage, readStoredFile } from './inspect-files.ts'
import type { InspectAnswers, InspectQuestion, Inspector } from './inspect.ts'
import type { NetworkLog } from './network-log.ts'

interface InspectorOptions {
  id: string
  isDevelopment: boolean
  act: (action: Action, what: string) => Promise<ActionResult>
  folders: { data: string; cache: string; temp: string; db: string }
  limits: Limits
  databases: DatabaseInspector
  networkLog: NetworkLog
}

const standardRows = 50

/** Answers questions about an app: from its thread what lives there, from the disk what it keeps. */
export function createInspector(options: InspectorOptions): Inspector['inspect'] {
  const { id, isDevelopment, act, folders, limits, databases, networkLog } = options

  function answer(question: InspectQuestion): Promise<unknown> {
    switch (question.kind) {
      case 'storage':
        return readStorage(folders, limits)
      case 'file':
        return readStoredFile(folders, question.path)
      case 'databases':
        return databases.list()
      case 'rows': {
        const { database, table, offset = 0, limit = standardRows } = question
        return databases.rows(database, table, offset, limit)
      }
      case 'network':
        return Promise.resolve(networkLog.entries())
      case 'eval':
        if (!isDevelopment) return Promise.reject(new DeviceError('device.not_in_development', { id }))
        return act({ kind: 'inspect', question }, 'run this')
      default:
        return act({ kind: 'inspect', question }, 'look into the app')
    }
  }

  // Each kind of question has the answer that `answer` gives for it.
  return async (question) => (await answer(question)) as InspectAnswers[typeof question.kind]
}
