import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions } from 'esbuild'

const pageFolder = new URL('../page/', import.meta.url)

/** The page as a browser gets it. */
export interface PageBundle {
  html: Buffer
  script: Uint8Array
  style: Uint8Array
}

/** How the page is built. */
export const pageBuild = {
  entryPoints: {
    page: fileURLToPath(new URL('main.ts', pageFolder)),
    style: fileURLToPath(new URL('styles/page.css', pageFolder)),
  },
  bundle: true,
  write: false,
  outdir: '/',
  format: 'esm',
  target: 'es2022',
  minify: true,
  // Fonts come from this server.
  external: ['/files/*'],
  legalComments: 'none',
  logLevel: 'silent',
} satisfies BuildOptions

/** Bundles the page; takes some tens of milliseconds, so it is done while the app starts. */
export async function bundlePage(): Promise<PageBundle> {
  const [html, { outputFiles }] = await Promise.all([readFile(new URL('index.html', pageFolder)), build(pageBuild)])
  const output = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.contents ?? new Uint8Array()
  return { html, script: output('.js'), style: output('.css') }
}
