/** The size of a picture in px, as the first bytes of a PNG, JPEG, WebP or TGA file say it; undefined when they do not. */
export function readImageSize(bytes: Uint8Array, path = ''): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = readPng(view) ?? readJpeg(view) ?? readWebp(view) ?? (/\.tga$/i.test(path) ? readTga(view) : undefined)
  return size && size.width > 0 && size.height > 0 ? size : undefined
}

interface Size {
  width: number
  height: number
}

function readPng(view: DataView): Size | undefined {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return undefined
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

function readJpeg(view: DataView): Size | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 < view.byteLength) {
    const marker = view.getUint16(at)
    if (marker < 0xff00) return undefined
    const kind = marker & 0xff
    // The frame headers; 0xc4, 0xc8 and 0xcc are tables.
    if (kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

function readWebp(view: DataView): Size | undefined {
  if (view.byteLength < 30 || view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return undefined
  const kind = view.getUint32(12)
  if (kind === 0x56503820)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (kind !== 0x56503858) return undefined
  return { width: readThreeBytes(view, 24) + 1, height: readThreeBytes(view, 27) + 1 }
}

function readTga(view: DataView): Size | undefined {
  if (view.byteLength < 18) return undefined
  return { width: view.getUint16(12, true), height: view.getUint16(14, true) }
}

function readThreeBytes(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000
}
