import { readFileSync } from 'node:fs'
import { drawIcon } from './icon.ts'

/** What `mosis init` can begin with. */
export const templates = {
  blank: {
    summary: 'a counter: one screen, one button, a number that is kept',
    files: [
      'assets/main.rml',
      'assets/scripts/app.lua',
      'assets/styles/app.rcss',
      'locales/en.json',
      'tests/counter.lua',
    ],
    description: 'Counts taps and remembers them',
    category: 'utilities',
  },
  notes: {
    summary: 'a list of notes: a field, cards, two scripts',
    files: [
      'assets/main.rml',
      'assets/scripts/app.lua',
      'assets/scripts/notes.lua',
      'assets/styles/app.rcss',
      'locales/en.json',
      'tests/notes.lua',
    ],
    description: 'Write things down and keep them',
    category: 'productivity',
  },
} as const

export type TemplateName = keyof typeof templates

export interface NewApp {
  id: string
  name: string
  template: TemplateName
}

const iconSizes = [32, 64, 128] as const

/** Every file of a new app, by its path in the project. */
export function writeTemplate(app: NewApp): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>([['manifest.json', writeManifest(app)]])
  for (const path of templates[app.template].files)
    files.set(path, fill(path, read(`${app.template}/${path}`), app.name))
  for (const size of iconSizes) files.set(`icons/icon-${size}.png`, drawIcon(size, app))
  files.set('.mosisignore', read('mosisignore.txt'))
  return files
}

function writeManifest({ id, name, template }: NewApp): string {
  const { description, category } = templates[template]
  const manifest = {
    $schema: 'https://mosis.dev/schemas/manifest-v1.json',
    id,
    name,
    version: '1.0.0',
    version_code: 1,
    description,
    entry: 'assets/main.rml',
    permissions: ['storage'],
    icons: Object.fromEntries(iconSizes.map((size) => [String(size), `icons/icon-${size}.png`])),
    min_mosis_version: '1.0.0',
    category,
    orientation: 'portrait',
    background_color: template === 'notes' ? '#FAF6EE' : '#F6F6F8',
    locales: ['en'],
    default_locale: 'en',
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

const folder = new URL('../../templates/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8')

/** The name is text of a person: it must stay text in each file's own language. */
function fill(path: string, text: string, name: string): string {
  const safe = path.endsWith('.json') ? JSON.stringify(name).slice(1, -1) : escapeRml(name)
  return text.replaceAll('__APP_NAME__', () => safe)
}

function escapeRml(name: string): string {
  return name.replace(/[&<>"{}]/g, (character) => `&#${character.charCodeAt(0)};`)
}
