// The web portal as it was built, in one file: an index in one line of JSON, then the bytes of everything one after the other. A
// build is switched by one rename, a start reads it in one go, and no request ever names a file of the disk.
import { createHash } from 'node:crypto'
import type { Coding } from '../http/content-encoding.ts'

/** Where a portal hands out the `mosis` command, for npm to install. */
export const commandPath = '/mosis.tgz'

/** One thing that browsers load, in every coding that it is kept in. */
export interface SiteFile {
  /** `/assets/main-3f9c.js` */
  path: string
  type: string
  /** Of the plain bytes. */
  sha256: string
  bodies: ReadonlyMap<Coding, Buffer>
}

/** The web portal: one page, what it loads, the addresses that it knows, and pages that stand for themselves. */
export interface Site {
  /** What it was built from; another text means that it is out of date. */
  sources: string
  /** With `$name` for a part that stands for anything. */
  addresses: readonly string[]
  html: string
  /** Finished pages, each with an address of its own: the documentation. */
  pages: readonly { address: string; html: string }[]
  files: readonly SiteFile[]
}

interface Index {
  format: typeof format
  sources: string
  addresses: readonly string[]
  html: string
  pages: Site['pages']
  files: { path: string; type: string; sha256: string; lengths: Partial<Record<Coding, number>> }[]
}

const format = 'mosis-site-2'

/** Puts a site into one file. */
export function packSite({ sources, addresses, html, pages, files }: Site): Buffer {
  const index: Index = {
    format,
    sources,
    addresses,
    html,
    pages,
    files: files.map(({ path, type, sha256, bodies }) => ({
      path,
      type,
      sha256,
      lengths: Object.fromEntries([...bodies].map(([coding, bytes]) => [coding, bytes.length])),
    })),
  }
  const bodies = files.flatMap((file) => [...file.bodies.values()])
  return Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...bodies])
}

/** Reads a site; undefined for what another version of the portal wrote, or was cut short. */
export function readSite(bytes: Buffer): Site | undefined {
  const end = bytes.indexOf('\n')
  const index = readIndex(bytes.subarray(0, Math.max(0, end)).toString())
  if (!index) return undefined
  let offset = end + 1
  const take = (length: number) => bytes.subarray(offset, (offset += length))
  const files = index.files.map(({ lengths, ...facts }): SiteFile => {
    const bodies = Object.entries(lengths).map(([coding, length]) => [coding as Coding, take(length)] as const)
    return { ...facts, bodies: new Map(bodies) }
  })
  const { sources, addresses, html, pages } = index
  return offset === bytes.length ? { sources, addresses, html, pages, files } : undefined
}

/** The digest that names the contents of a file. */
export const digestOf = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

function readIndex(text: string): Index | undefined {
  try {
    const index = JSON.parse(text) as Index
    return index.format === format ? index : undefined
  } catch (failure) {
    if (failure instanceof SyntaxError) return undefined
    throw failure
  }
}
