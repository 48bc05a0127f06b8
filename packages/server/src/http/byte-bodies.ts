import { Readable } from 'node:stream'
import { ApiError } from '@mosis/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const byteTypes = [
  'application/octet-stream',
  'application/offset+octet-stream',
  'application/zip',
  'application/vnd.mosis.package',
  'image/png',
  'image/jpeg',
  'image/webp',
]

/** Hands bodies on as they come: the bytes themselves, or the first file of a form. Other types are refused with 415. */
export async function readByteBodies(scope: FastifyInstance): Promise<void> {
  const { default: multipart } = await import('@fastify/multipart')
  scope.removeAllContentTypeParsers()
  await scope.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 10_000, fileSize: Infinity } })
  scope.addContentTypeParser(byteTypes, (_request, payload, done) => done(null, payload))
  scope.addHook('preHandler', async (request) => {
    if (request.isMultipart()) request.body = await openForm(request)
    else if (request.body === undefined || request.body === null) throw noFile('there is none')
  })
}

async function openForm(request: FastifyRequest): Promise<Readable> {
  const part = await readPart(request)
  if (!part) throw noFile('the form has no file in it')
  return Readable.from(whole(part.file), { objectMode: false })
}

async function readPart(request: FastifyRequest) {
  try {
    return await request.file()
  } catch (cause) {
    if (isCut(cause)) throw new ApiError('upload.incomplete', { received_bytes: 0 }, { cause })
    throw noFile('the form cannot be read')
  }
}

/** The bytes of a file; one that the form's end cut off ends like a connection that broke. */
async function* whole(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* file
  } catch (cause) {
    if (!isCut(cause)) throw cause
    throw Object.assign(new Error('The form ended inside the file', { cause }), { code: 'ERR_STREAM_PREMATURE_CLOSE' })
  }
}

/** The form reader has words and no codes. */
function isCut(failure: unknown): boolean {
  return failure instanceof Error && /unexpected end of (multipart data|form|file)/i.test(failure.message)
}

const noFile = (reason: string) =>
  new ApiError(
    'malformed_body',
    { reason },
    { errors: [{ pointer: '', code: 'no_file', message: 'Send the file as the body' }] },
  )
