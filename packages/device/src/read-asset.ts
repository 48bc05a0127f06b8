import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { systemRoot } from './app-thread.ts'
import { lookAt } from './brokers/storage-paths.ts'
import type { Asset } from './running-screen.ts'
import { findSystemFont } from './system-fonts.ts'

/** What a screen shows besides text, by its ending. */
const types = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['svg', 'image/svg+xml'],
  ['tga', 'image/x-tga'],
  ['ttf', 'font/ttf'],
  ['otf', 'font/otf'],
  ['woff', 'font/woff'],
  ['woff2', 'font/woff2'],
])

const systemPrefix = '/system/'

/** Reads an image or a font of a package, or with `/system/…` of the platform; everything else is nothing. */
export async function readAsset(packageRoot: string, path: string): Promise<Asset | undefined> {
  const type = types.get(/\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '')
  const isSystem = path.startsWith(systemPrefix)
  const found =
    findSystemFont(path) ??
    findInside(isSystem ? systemRoot : packageRoot, isSystem ? path.slice(systemPrefix.length) : path)
  if (type === undefined || found === undefined) return undefined
  const file = await open(found, 'r')
  try {
    return { bytes: await file.readFile(), type }
  } finally {
    await file.close()
  }
}

/** A plain file below the folder with no link on the way. */
function findInside(root: string, path: string): string | undefined {
  const segments = path.split('/')
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || /[\\\0]/.test(segment))) {
    return undefined
  }
  let at = root
  for (const segment of segments.slice(0, -1)) {
    at = join(at, segment)
    if (!lookAt(at)?.isDirectory()) return undefined
  }
  const file = join(at, segments.at(-1) ?? '')
  return lookAt(file)?.isFile() ? file : undefined
}
