// Builds the web portal and the command that it hands out when what they are made of has changed: `npm start`, `npm test` and the
// other programs that open its pages begin with it. Each result is one file, so that whoever reads it meanwhile has the old one or
// the new one, whole.
import { globSync } from 'node:fs'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify, stripVTControlCharacters } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { digestOf, packSite, readSite } from '../packages/server/src/site/site-file.ts'
import { createChoosePage } from '../packages/server/src/site/site-page.ts'
import type { SiteFile } from '../packages/server/src/site/site-file.ts'
import { makeBuildFolder } from './build/build-folder.ts'
import { keepCommand } from './build/keep-command.ts'
import { digestSources } from './build/sources.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const portal = join(root, 'packages', 'portal')
const dist = join(portal, 'dist')
const built = join(dist, 'portal.site')
const docsSheet = 'build/docs/docs.css'

/** Everything that the result depends on; tests of it change nothing. */
export const sources = [
  'package-lock.json',
  'scripts/portal.ts',
  'packages/server/src/site/site-{file,page}.ts',
  'packages/portal/{package.json,index.html,vite.config.ts}',
  'packages/portal/{build,public,src}/**/*',
  'docs/**/*',
  'packages/{api,format,review}/{package.json,src/**/*.ts}',
]

/** Builds the portal unless what lies there was made of the very same sources; `hear` is told when it begins and how long it took. */
export async function buildPortal(hear: (text: string) => void): Promise<void> {
  const made = await digestSources(root, sources)
  if ((await readBuilt())?.sources === made) return
  hear('Building the web portal … ')
  const begun = performance.now()
  await build(made)
  hear(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
}

const readBuilt = () => readFile(built).then(readSite, () => undefined)

async function build(made: string): Promise<void> {
  // Beside the finished one: two programs that build at once write the same thing, and the last one's stays.
  const folder = await makeBuildFolder(dist)
  try {
    const { build } = await import('vite')
    await build({
      root: portal,
      configFile: join(portal, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: join(folder, 'site'), emptyOutDir: true },
    })
    await build({
      root: portal,
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: {
        target: 'baseline-widely-available',
        outDir: join(folder, 'docs'),
        manifest: true,
        assetsInlineLimit: 0,
        reportCompressedSize: false,
        rolldownOptions: { input: docsSheet },
      },
    })
    const fresh = join(folder, 'portal.site')
    await writeFile(fresh, await packFolders(folder, made))
    await rename(fresh, built)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function packFolders(building: string, made: string): Promise<Buffer> {
  const folder = join(building, 'site')
  const { addresses } = (await import(pathToFileURL(join(portal, 'src', 'addresses.ts')).href)) as {
    addresses: readonly string[]
  }
  const docs = await makeDocs(join(building, 'docs'))
  const files = new Map([...docs.files, ...(await filesOf(folder))])
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  // Now, where somebody looks, and not when a portal starts.
  for (const page of [html, ...docs.pages.map((page) => page.html)]) createChoosePage(page, ['en'])
  const packed = [...files].map(([path, file]) => compress(path, file))
  return packSite({ sources: made, addresses, html, pages: docs.pages, files: await Promise.all(packed) })
}

/** The pages of the documentation, and what they load: the folder of their built style sheet, and pictures. */
async function makeDocs(folder: string) {
  const manifest = JSON.parse(await readFile(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string }
  >
  const sheet = manifest[docsSheet]
  if (!sheet) throw new Error(`The build should have made a style sheet of ${docsSheet}`)
  const { renderDocs } = await import('../packages/portal/build/docs/render-docs.ts')
  const { pages, images } = renderDocs(await readDocs(root), `/${sheet.file}`)
  const pictures = images.map((path) => [`/docs/${path}`, join(root, 'docs', path)] as const)
  return { pages, files: [...(await filesOf(folder)), ...pictures] }
}

/** Every text of the documentation, by its path in there. */
export async function readDocs(root: string): Promise<ReadonlyMap<string, string>> {
  const cwd = join(root, 'docs')
  const paths = globSync('**/*.md', { cwd }).map((path) => path.replaceAll('\\', '/'))
  return new Map(
    await Promise.all(paths.toSorted().map(async (path) => [path, await readFile(join(cwd, path), 'utf8')] as const)),
  )
}

/** What Vite built into a folder, by the path under which it is served. The fonts of two builds have the same names. */
async function filesOf(folder: string) {
  const paths = (await listFiles(folder)).filter((path) => path !== 'index.html' && !path.startsWith('.vite/'))
  return paths.map((path) => [`/${path}`, join(folder, path)] as const)
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
/** These are compressed already. */
const isDense = (path: string) => ['.png', '.webp', '.woff2'].includes(extname(path))

async function compress(path: string, file: string): Promise<SiteFile> {
  const type = types[extname(path)]
  if (type === undefined) throw new Error(`Cannot serve ${path}: scripts/portal.ts should name the type of such files`)
  const bytes = await readFile(file)
  const facts = { path, type, sha256: digestOf(bytes) }
  if (isDense(path)) return { ...facts, bodies: new Map([['identity', bytes]]) }
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  return {
    ...facts,
    bodies: new Map([
      ['identity', bytes],
      ['br', br],
      ['gzip', gz],
    ] as const),
  }
}

async function listFiles(cwd: string): Promise<string[]> {
  const paths = globSync('**/*', { cwd }).map((path) => path.replaceAll('\\', '/'))
  const isFile = await Promise.all(paths.map(async (path) => (await stat(join(cwd, path))).isFile()))
  return paths.filter((_path, index) => isFile[index])
}

const tell = (text: string) => void process.stderr.write(text)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildPortal(tell).catch(async (failure: unknown) => {
    tellFailure('the web portal', failure)
    // Somebody is in the middle of a change: what was built before still shows the pages.
    if (await readBuilt()) tell('The pages of the build before are shown.\n')
    else process.exitCode = 1
  })
  // A portal without it does everything else.
  await keepCommand(root, tell).catch((failure: unknown) => tellFailure('the mosis command', failure))
}

function tellFailure(what: string, failure: unknown): void {
  const said = failure instanceof Error ? failure.message : String(failure)
  tell(`\nCannot build ${what}: ${stripVTControlCharacters(said)}\n`)
}
