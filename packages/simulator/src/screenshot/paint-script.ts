import { fileURLToPath } from 'node:url'
import { build, type BuildOptions } from 'esbuild'

/** How the script is built. */
export const paintBuild = {
  entryPoints: [fileURLToPath(new URL('paint-page.ts', import.meta.url))],
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  logLevel: 'silent',
} satisfies BuildOptions

/** The script that paints a snapshot onto an empty page, for a browser. */
export async function bundlePaintScript(): Promise<string> {
  const { outputFiles } = await build(paintBuild)
  return outputFiles[0]?.text ?? ''
}
