import { join, resolve } from 'node:path'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import { openPhone, windowOptions } from '../phone-window.ts'
import { checkGrants, readMaps, runOptions } from './run.ts'

const { grant, map } = runOptions

export const dev = command({
  name: 'dev',
  summary: 'Work on an app: a phone in the browser that shows every save at once',
  about:
    'Style sheets, images and texts keep everything as it is; documents and Lua start again and come back to the same screen. A mistake is shown over the last good screen until it is mended. The app keeps its data between runs; what it may do is asked in the phone. With --json each line is one object: mosis.run/1 of the app, mosis.phone/1 of the phone.',
  group: 'Write an app',
  streams: true,
  arguments: { path: { summary: 'the project folder (default: this folder)', optional: true } },
  options: { ...windowOptions, grant, map },
  examples: [
    ['mosis dev', 'this folder, with the browser'],
    ['mosis dev apps/notes --no-open --port 5000', 'only print the address'],
  ],
  async run({ path = '.', noOpen, port, grant, map }, io) {
    const folder = resolve(io.cwd, path)
    if (io.files.kind(join(folder, 'manifest.json')) !== 'file') {
      throw new Failure('file.not_found', `There is no project in "${path}": it has no manifest.json`, {
        path,
        fix: 'Name the folder of a project, or make one: mosis init NEW-FOLDER',
      })
    }
    const [grants, maps] = [await checkGrants(grant), readMaps(map)]
    return openPhone(io, { mode: 'dev', project: { kind: 'folder', path: folder }, grants, maps, noOpen, port })
  },
})
