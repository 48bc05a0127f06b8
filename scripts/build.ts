// Builds the `mosis` command as others install it: one npm package with everything in it, as plain JavaScript, because Node runs
// no TypeScript inside of node_modules. `npm run build` writes dist/mosis and dist/mosis-VERSION.tgz.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type BuildOptions } from 'esbuild'
import { rolldown } from 'rolldown'
import { threadBuilds } from '../packages/device/src/thread-bundle.ts'
import { bundlePaintScript, paintBuild } from '../packages/simulator/src/screenshot/paint-script.ts'
import { bundlePage, pageBuild } from '../packages/simulator/src/server/page-bundle.ts'
import { makeBuildFolder } from './build/build-folder.ts'
import { createChunks } from './build/chunks.ts'
import { writeNotices } from './build/notices.ts'
import { createPlaces } from './build/places.ts'

const root = fileURLToPath(new URL('../', import.meta.url)).replace(/[\\/]$/, '')
const source = (path: string) => join(root, 'packages', ...path.split('/'))
const dist = join(root, 'dist')

/** What the package needs from npm: a library for each system, without which sign-ins are kept in a file. */
const native = '@napi-rs/keyring'

/** Writes the package into a new folder; answers its name and version. */
export async function buildCommand(folder: string): Promise<{ name: string; version: string }> {
  const code = join(folder, 'dist')
  await mkdir(join(folder, 'bin'), { recursive: true })
  const inputs = await Promise.all([
    bundleCommand(code),
    buildThreads(join(code, 'thread')),
    buildPage(join(code, 'page')),
  ])
  await writeFile(join(folder, 'THIRD-PARTY.md'), writeNotices(inputs.flat()))
  await writeBin(folder)
  await copyFile(source('cli/README.md'), join(folder, 'README.md'))
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  return writeManifest(folder)
}

/** Answers every file that went into it. */
async function bundleCommand(code: string): Promise<string[]> {
  const main = source('cli/src/main.ts')
  const ahead = source('cli/src/reading-ahead.ts')
  const places = createPlaces(root)
  const chunks = createChunks([
    { name: 'ahead', of: [ahead] },
    { name: 'reading', of: [source('format/src/helper.ts')] },
    // What nearly every command loads, and the one that has to be there soonest.
    {
      name: 'command',
      of: [
        main,
        source('cli/src/commands/verify.ts'),
        source('format/src/index.ts'),
        source('format/src/package-on-disk.ts'),
      ],
    },
  ])
  const bundle = await rolldown({
    input: { main, 'reading-ahead': ahead },
    platform: 'node',
    // The others are what `ws` uses where somebody installed them.
    external: [native, 'bufferutil', 'utf-8-validate'],
    preserveEntrySignatures: 'allow-extension',
    plugins: [places.plugin, chunks.plugin],
    // A command loads its parts when it needs them, and some of them are in the common chunk.
    checks: { ineffectiveDynamicImport: false },
    onLog(_level, { message }) {
      throw new Error(message)
    },
  })
  const { output } = await bundle.write({
    dir: code,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: chunks.codeSplitting,
  })
  await bundle.close()
  await places.copy(code)
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
  return [...modules, ...places.sources()]
}

async function buildThreads(outdir: string): Promise<string[]> {
  return (await Promise.all(threadBuilds(outdir).map(buildWithInputs))).flat()
}

/** For a browser, and built by the same code that builds it in a clone. */
async function buildPage(folder: string): Promise<string[]> {
  const [{ html, script, style }, paint] = await Promise.all([bundlePage(), bundlePaintScript()])
  await mkdir(folder, { recursive: true })
  const files = { 'index.html': html, 'page.js': script, 'page.css': style, 'paint.js': paint }
  await Promise.all(Object.entries(files).map(([name, bytes]) => writeFile(join(folder, name), bytes)))
  return (await Promise.all([pageBuild, paintBuild].map(buildWithInputs))).flat()
}

async function buildWithInputs(options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({ ...options, absWorkingDir: root, metafile: true })
  return Object.keys(metafile.inputs).map((path) => join(root, path))
}

/** The same program that a clone has, which loads the built parts. */
async function writeBin(folder: string): Promise<void> {
  const text = await readFile(source('cli/bin/mosis.js'), 'utf8')
  const built = text.replaceAll(/'\.\.\/src\/([\w-]+)\.ts'/g, "'../dist/$1.js'")
  if (built === text || built.includes('.ts')) throw new Error('bin/mosis.js should import its parts from ../src')
  await writeFile(join(folder, 'bin', 'mosis.js'), built, { mode: 0o755 })
}

async function writeManifest(folder: string): Promise<{ name: string; version: string }> {
  const { version, description, dependencies } = JSON.parse(await readFile(source('cli/package.json'), 'utf8')) as {
    version: string
    description: string
    dependencies: Record<string, string>
  }
  const manifest = {
    name: 'mosis',
    version,
    description,
    license: 'SEE LICENSE IN LICENSE',
    type: 'module',
    bin: { mosis: 'bin/mosis.js' },
    files: ['bin', 'dist', 'THIRD-PARTY.md'],
    engines: { node: '>=24.15' },
    optionalDependencies: { [native]: dependencies[native] },
  }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** Packs a package into an archive that npm installs; answers the archive's path. */
export async function packCommand(folder: string, into: string): Promise<string> {
  const npm = process.env['npm_execpath'] ?? ''
  const args = ['pack', '--pack-destination', into, '--loglevel=error', '--json']
  const [program = 'npm', ...before] = /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm']
  const child = spawn(program, [...before, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32' && before.length === 0,
  })
  const [status] = (await once(child, 'close')) as [number]
  if (status !== 0) throw new Error(`npm pack ended with ${status}`)
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, string>
  return join(into, `${name}-${version}.tgz`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const building = await makeBuildFolder(dist)
  try {
    await buildCommand(building)
    const folder = join(dist, 'mosis')
    await rm(folder, { recursive: true, force: true })
    await rename(building, folder)
    const file = await packCommand(folder, dist)
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
    process.stdout.write(
      `mosis ${version}: ${file}\nInstall it anywhere with Node 24.15 or newer: npm install --global ${file}\n`,
    )
  } finally {
    await rm(building, { recursive: true, force: true })
  }
}
