import { inflateRawSync } from 'node:zlib'
import { Failure } from './failure.ts'

const endSignature = 0x06054b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50
const endBytes = 22
const maxCommentBytes = 65_535

interface Bounds {
  maxFiles: number
  maxBytes: number
}

/**
 * The files of any ordinary ZIP archive, for packing them anew. This is no reader of packages: it takes what other tools
 * write, and whatever it hands on is judged by the format like the files of a folder.
 */
export function unzip(archive: Buffer, path: string, { maxFiles, maxBytes }: Bounds): Map<string, Uint8Array> {
  const refuse = (why: string, cause?: unknown) =>
    new Failure('project.unsafe_file', `Cannot unpack "${path}": ${why}`, {
      path,
      fix: 'Unpack it with another tool and build the folder',
      cause,
    })
  const files = new Map<string, Uint8Array>()
  let leftBytes = maxBytes
  try {
    for (const entry of readDirectory(archive, refuse)) {
      if (entry.name.endsWith('/')) continue
      if (files.size >= maxFiles) throw refuse(`it has more than ${maxFiles} files`)
      if (files.has(entry.name)) throw refuse(`it holds "${entry.name}" twice`)
      const contents = unpack(archive, entry, leftBytes, refuse)
      leftBytes -= contents.length
      files.set(entry.name, contents)
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    // A read behind the end, or data that zlib refuses.
    throw refuse('it is damaged, or too large when unpacked', cause)
  }
  return files
}

interface Entry {
  name: string
  method: number
  packedBytes: number
  localOffset: number
}

function* readDirectory(archive: Buffer, refuse: (why: string) => Failure): Generator<Entry> {
  const lowest = Math.max(0, archive.length - endBytes - maxCommentBytes)
  let end = archive.length - endBytes
  while (end >= lowest && archive.readUInt32LE(end) !== endSignature) end--
  if (end < lowest) throw refuse('it is not a ZIP archive')
  let at = archive.readUInt32LE(end + 16)
  for (let index = archive.readUInt16LE(end + 10); index > 0; index--) {
    if (archive.readUInt32LE(at) !== centralSignature) throw refuse('its directory is damaged')
    const flags = archive.readUInt16LE(at + 8)
    if (flags & 1) throw refuse('it is encrypted')
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    yield {
      name: archive.toString('utf8', at + 46, at + 46 + nameBytes).normalize('NFC'),
      method: archive.readUInt16LE(at + 10),
      packedBytes: archive.readUInt32LE(at + 20),
      localOffset: archive.readUInt32LE(at + 42),
    }
    at += 46 + nameBytes + extraBytes + commentBytes
  }
}

function unpack(
  archive: Buffer,
  { name, method, packedBytes, localOffset }: Entry,
  maxOutputLength: number,
  refuse: (why: string) => Failure,
): Uint8Array {
  if (archive.readUInt32LE(localOffset) !== localSignature) throw refuse('its directory is damaged')
  const begin = localOffset + 30 + archive.readUInt16LE(localOffset + 26) + archive.readUInt16LE(localOffset + 28)
  const data = archive.subarray(begin, begin + packedBytes)
  if (data.length < packedBytes) throw refuse('it ends early')
  if (method === 0 && packedBytes <= maxOutputLength) return data
  if (method !== 8) throw refuse(`"${name}" is packed in a way that is not known here`)
  return inflateRawSync(data, { maxOutputLength })
}
