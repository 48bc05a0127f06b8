import { deviceExits, exitOfStatus, failures } from './exits.ts'
import type { ExitName } from './exits.ts'
import { Failure } from './failure.ts'

/** A failure as it is shown: to people as lines, to programs as JSON. */
export interface Described {
  exit: ExitName
  code: string
  message: string
  fix?: string
  path?: string
  line?: number
  column?: number
  field?: string
  facts?: Readonly<Record<string, unknown>>
  more?: string
}

/** Says of any thrown thing what it is, what to do and which exit it has. */
export async function describe(error: unknown): Promise<Described> {
  if (error instanceof Failure) {
    const { cause: _, ...details } = error.details
    return { exit: failures[error.code].exit, code: error.code, message: error.message, ...details }
  }
  // The other packages are only loaded where one of their errors can be at hand, so that `--help` stays fast.
  const name = error instanceof Error ? error.name : ''
  if (name === 'PackageError') return describePackageError(error)
  if (name === 'ApiError') return describeApiError(error)
  if (name === 'DeviceError') return describeDeviceError(error)
  // A portal that began its answer in time and did not end it.
  if (name === 'TimeoutError') {
    const [message, fix] = [
      'The portal did not answer in time',
      'Try again; is the address right, and is it a Mosis portal?',
    ]
    return { exit: 'unreachable', code: 'portal.unreachable', message, fix }
  }
  if (name === 'AbortError') return { exit: 'interrupted', code: 'interrupted', message: 'Interrupted' }
  return {
    exit: 'unexpected',
    code: 'internal',
    message: `The command failed: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'Run it again with MOSIS_DEBUG=1 and report what it prints',
  }
}

async function describePackageError(error: unknown): Promise<Described> {
  const { PackageError } = await import('@mosis/format')
  if (!(error instanceof PackageError)) throw error
  const { path, line, column, pointer } = error.details
  return {
    exit: 'invalid',
    code: error.code,
    message: error.message,
    fix: error.fix,
    path,
    line,
    column,
    field: pointer,
  }
}

async function describeApiError(error: unknown): Promise<Described> {
  const { ApiError } = await import('@mosis/api')
  if (!(error instanceof ApiError)) throw error
  const { request_id, ...facts } = error.details
  const inputs = error.errors.map(({ pointer, path, message }) => `${pointer ?? path ?? ''} ${message}`.trim())
  return {
    exit: exitOfStatus(error.status),
    code: error.code,
    message: [error.message, ...inputs].join('; '),
    fix: error.fix,
    ...(error.errors[0]?.pointer && { field: error.errors[0].pointer }),
    facts: {
      ...facts,
      ...(request_id !== undefined && { request_id }),
      ...(error.errors.length > 0 && { errors: error.errors }),
    },
  }
}

async function describeDeviceError(error: unknown): Promise<Described> {
  const { DeviceError } = await import('@mosis/device')
  if (!(error instanceof DeviceError)) throw error
  return { exit: deviceExits[error.code] ?? 'unexpected', code: error.code, message: error.message, fix: error.fix }
}
