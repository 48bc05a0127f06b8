import { basename, dirname, join, relative, resolve } from 'node:path'
import { askFor } from '../ask.ts'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { count, table } from '../output.ts'
import type { Prompter } from '../prompts.ts'
import { templates, writeTemplate } from '../templates/templates.ts'
import type { NewApp, TemplateName } from '../templates/templates.ts'

export const init = command({
  name: 'init',
  summary: 'Begin a new app in a new folder',
  about: 'Without DIR the folder is named after the app. Works offline; what it writes passes validate as it is.',
  group: 'Write an app',
  arguments: { dir: { summary: 'the folder to make', optional: true } },
  options: {
    name: { value: 'NAME', summary: 'what people see under the icon, at most 30 characters' },
    id: { value: 'ID', summary: 'reverse domain in lower case: com.example.clock' },
    template: { value: 'NAME', summary: 'blank or notes', choices: Object.keys(templates), default: 'blank' },
    yes: { summary: 'take the proposed answer for everything that is not given' },
  },
  examples: [
    ['mosis init clock --yes', 'a counter app in ./clock, named Clock, id com.example.clock'],
    ['mosis init --name "My Notes" --id org.me.notes --template notes', 'everything given, nothing asked'],
  ],
  async run({ dir, name, id, template, yes }, io) {
    const app = await decide({ dir, name, id, template: template as TemplateName | undefined, yes }, io)
    await check(app)
    const folder = resolve(io.cwd, dir ?? slug(app.name))
    const { editorPath, writeEditorSettings } = await import('../templates/editor.ts')
    const { luaSettingsPath, typesFolder, writeLuaSettings, writeLuaTypes } = await import('../lua-types.ts')
    const files = writeTemplate(app)
    for (const [name, text] of writeLuaTypes()) files.set(`${typesFolder}/${name}`, text)
    files.set(luaSettingsPath, writeLuaSettings())
    // Settings that somebody has already are theirs.
    if (io.files.kind(join(folder, dirname(editorPath))) === undefined) files.set(editorPath, writeEditorSettings())
    place(folder, files, io)
    const shown = relative(io.cwd, folder) || '.'
    return {
      data: { dir: folder, ...app, files: [...files.keys()] },
      text: [
        `${io.color.green('Created')} ${io.color.bold(app.name)} (${app.id}) in ${shown}: ${count(files.size, 'file')}`,
        '',
        io.color.bold('Next steps'),
        table(nextSteps(shown), '  '),
      ].join('\n'),
    }
  },
})

interface Given {
  dir: string | undefined
  name: string | undefined
  id: string | undefined
  template: TemplateName | undefined
  yes: boolean
}

async function decide({ dir, name, id, template, yes }: Given, io: Io): Promise<NewApp> {
  const proposedName = dir === undefined ? 'My App' : title(basename(resolve(io.cwd, dir)))
  const needs = {
    name: {
      name: 'name',
      given: name ?? (yes ? proposedName : undefined),
      ask: (prompter: Prompter) =>
        prompter.text({ message: 'What is the app called?', initial: proposedName, check: checkText('name') }),
    },
    // A script learns of both at once; a person is asked when the name can propose an id.
    ...(!io.interactive && !yes && { id: { name: 'id', given: id, ask: () => Promise.resolve(id) } }),
  }
  const named = await askFor(io, needs, 'take the proposed answers with --yes')
  const proposedId = `com.example.${slug(named.name).replaceAll('-', '').replace(/^\d+/, '') || 'app'}`
  const rest = await askFor(io, {
    id: {
      name: 'id',
      given: id ?? (yes ? proposedId : undefined),
      ask: (prompter) =>
        prompter.text({ message: 'Its id? A reverse domain of yours', initial: proposedId, check: checkText('id') }),
    },
    template: {
      name: 'template',
      given: template ?? (yes || !io.interactive ? 'blank' : undefined),
      ask: (prompter) =>
        prompter.select({
          message: 'What does it begin with?',
          options: Object.entries(templates).map(([value, { summary }]) => ({ value, label: value, hint: summary })),
        }) as Promise<TemplateName>,
    },
  })
  return { name: named.name, id: rest.id, template: rest.template }
}

function checkText(field: 'name' | 'id'): (answer: string) => string | undefined {
  const longest = field === 'name' ? 30 : 128
  return (answer) => {
    if (answer.trim() === '') return 'Say something'
    if (Array.from(answer).length > longest) return `At most ${longest} characters`
    if (field === 'id' && !/^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/.test(answer)) {
      return 'Lower-case letters and digits in two or more parts: com.example.clock'
    }
    return undefined
  }
}

/** The format's own rules decide; the fault is then about a flag, since nothing has been written yet. */
async function check(app: NewApp): Promise<void> {
  const { PackageError, readManifest } = await import('@mosis/format')
  try {
    readManifest(Buffer.from(writeTemplate(app).get('manifest.json')!))
  } catch (cause) {
    if (!(cause instanceof PackageError)) throw cause
    const flag = cause.details.pointer === '/id' ? '--id' : '--name'
    throw new Failure('usage.wrong', `Cannot use this for ${flag}: ${cause.message}`, {
      field: flag,
      fix: cause.fix,
      cause,
    })
  }
}

/** Puts the files there all at once: a folder that is half written would look like an app. */
function place(folder: string, files: ReadonlyMap<string, string | Uint8Array>, io: Io): void {
  const isNew = io.files.kind(folder) === undefined
  if (!isNew) refuseFull(folder, files, io)
  const workshop = join(isNew ? dirname(folder) : folder, `.mosis-init-${process.pid}`)
  const moved: string[] = []
  try {
    for (const [path, contents] of files) io.files.write(join(workshop, path), contents)
    if (isNew) io.files.move(workshop, folder)
    else {
      for (const name of topNames(files)) {
        io.files.move(join(workshop, name), join(folder, name))
        moved.push(name)
      }
    }
  } catch (error) {
    for (const name of moved) io.files.remove(join(folder, name))
    throw error
  } finally {
    io.files.remove(workshop)
  }
}

const topNames = (files: ReadonlyMap<string, unknown>) => [
  ...new Set([...files.keys()].map((path) => path.split('/')[0]!)),
]

/** Safe is a folder that holds nothing, or only version control and other dot names that are none of ours. */
function refuseFull(folder: string, files: ReadonlyMap<string, unknown>, io: Io): void {
  if (io.files.kind(folder) !== 'folder') {
    throw new Failure('folder.not_empty', `Cannot make an app in "${folder}": it is a file`, { path: folder })
  }
  const ours = topNames(files)
  const inTheWay = io.files.list(folder).find(({ name }) => !name.startsWith('.') || ours.includes(name))
  if (!inTheWay) return
  throw new Failure('folder.not_empty', `Cannot make an app in "${folder}": it holds "${inTheWay.name}"`, {
    path: folder,
    fix: 'Name a folder that does not exist yet: mosis init NEW-FOLDER',
  })
}

function nextSteps(shown: string): [string, string][] {
  const enter: [string, string][] = shown === '.' ? [] : [[`cd ${shown}`, '']]
  return [
    ...enter,
    ['mosis dev', 'see it on a phone in the browser; every save shows at once'],
    ['mosis test', 'run its tests'],
    ['mosis validate', 'every check that the portal makes'],
    ['mosis keys generate', 'once: the key that signs your apps'],
    ['mosis publish', 'build, sign, upload and submit it'],
  ]
}

function slug(name: string): string {
  const letters = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return letters.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'app'
}

function title(folder: string): string {
  const words = folder.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const text = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
  return Array.from(text).slice(0, 30).join('').trim() || 'My App'
}
