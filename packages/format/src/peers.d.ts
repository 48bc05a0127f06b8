// Only what the tests use of two packages that bring no types.

declare module 'yauzl' {
  import type { Readable } from 'node:stream'
  export interface Entry {
    fileName: string
    uncompressedSize: number
  }
  export interface ZipFile {
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
  }
  export function fromBufferPromise(buffer: Buffer, options: { strictFileNames: boolean }): Promise<ZipFile>
}

declare module 'pngjs' {
  export interface Image {
    width: number
    height: number
    data: Buffer
  }
  export interface WriteOptions {
    colorType?: 0 | 2 | 4 | 6
    bitDepth?: 8 | 16
    filterType?: number
  }
  export const PNG: {
    sync: {
      read(bytes: Buffer, options?: { checkCRC?: boolean }): Image
      write(image: Image, options?: WriteOptions): Buffer
    }
  }
}
