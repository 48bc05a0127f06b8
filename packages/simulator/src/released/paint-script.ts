// Takes the place of `../screenshot/paint-script.ts` in the released command: there the script was built with the command.
import { readFile } from 'node:fs/promises'

/** Reads the script that paints a snapshot onto an empty page. */
export function bundlePaintScript(): Promise<string> {
  return readFile(new URL('./page/paint.js', import.meta.url), 'utf8')
}
