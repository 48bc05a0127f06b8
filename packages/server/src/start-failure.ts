import { resolve } from 'node:path'
import type { Config } from './config.ts'

/** Why the portal cannot start, in a sentence that says what to do about it. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}

const codeOf = (failure: unknown) =>
  failure instanceof Error && 'code' in failure && typeof failure.code === 'string' ? failure.code : ''

export function folderFailure(setting: string, folder: string, failure: unknown): StartFailure {
  const reasons: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'the disk is read-only',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'it is a file and should be a folder',
    ENOSPC: 'the disk is full',
  }
  const reason = reasons[codeOf(failure)] ?? (failure instanceof Error ? failure.message : String(failure))
  const fix = `Give this user the folder, or set ${setting} to another path`
  return new StartFailure(`Cannot use the folder "${resolve(folder)}": ${reason}. ${fix}`, { cause: failure })
}

export function listenFailure({ host, port }: Config['listen'], failure: unknown): StartFailure {
  const address = `${host ?? ''}:${port}`
  const another = `choose another one with LISTEN_ADDR=${host ?? ''}:${port < 1024 ? 8080 : Math.min(port + 1, 65_535)}`
  const sentences: Record<string, string> = {
    EADDRINUSE: `the port is taken. Stop the program that listens there, or ${another}`,
    EACCES: `this user may not use the port. Ports below 1024 belong to root: ${another}`,
    EADDRNOTAVAIL: `this machine has no such address. Set LISTEN_ADDR=:${port} to listen on all of its addresses`,
    ENOTFOUND: `there is no host of this name. Set LISTEN_ADDR=:${port} to listen on all addresses of this machine`,
  }
  const sentence = sentences[codeOf(failure)] ?? (failure instanceof Error ? failure.message : String(failure))
  return new StartFailure(`Cannot listen on ${address}: ${sentence}`, { cause: failure })
}

const sqliteKinds: Record<number, string> = {
  5: 'another program holds it locked. Stop that program and start again',
  8: 'it is read-only. Give this user the right to write it and its folder',
  10: 'the disk cannot be read or written. Check the disk',
  11: 'the file is damaged. Restore a backup',
  13: 'the disk is full. Make room and start again',
  14: 'it cannot be opened. Give this user the right to write it and its folder',
  26: 'the file is not a SQLite database. Set DATABASE_PATH to another path',
}

/** What a database refuses at the start; other failures are given back as they are. */
export function databaseFailure({ databasePath, databaseUrl }: Config, failure: unknown): unknown {
  if (!(failure instanceof Error)) return failure
  const code = codeOf(failure)
  if (code === 'ERR_SQLITE_ERROR' && 'errcode' in failure) {
    const sentence = sqliteKinds[Number(failure.errcode) & 0xff]
    if (sentence === undefined) return failure
    return new StartFailure(`Cannot use the database "${resolve(databasePath)}": ${sentence}`, { cause: failure })
  }
  if (databaseUrl === null) return failure
  const reasons: Record<string, string> = {
    ECONNREFUSED: 'nothing answers there. Start PostgreSQL, or correct DATABASE_URL',
    ENOTFOUND: 'there is no host of this name. Correct DATABASE_URL',
    ETIMEDOUT: 'it does not answer in time. Check the network and DATABASE_URL',
    '28P01': 'the password is wrong. Correct DATABASE_URL',
    '28000': 'this user may not sign in. Correct DATABASE_URL',
    '3D000': 'there is no database of this name. Create it, or correct DATABASE_URL',
    '42501': 'this user may not create tables. Grant it: grant create on schema public to USER',
  }
  const reason = reasons[code]
  if (reason === undefined) return failure
  // Never the address itself: it holds the password.
  const { host, pathname } = new URL(databaseUrl)
  return new StartFailure(`Cannot use the database at ${host}${pathname}: ${reason}`, { cause: failure })
}
