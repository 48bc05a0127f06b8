import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { findBestLocale, readLanguages } from '../apps/best-locale.ts'
import { digestOf } from './site-file.ts'
import type { SiteFile } from './site-file.ts'

/** The page in the languages and colours that there are, so that nothing is painted twice in a browser. */
export type ChoosePage = (request: FastifyRequest) => SiteFile

/** The first one is for whoever asks for none of them. */
type Languages = readonly [string, ...string[]]

const themes = ['system', 'light', 'dark'] as const
const root = '<html lang="en" data-theme="system">'
/** The best one takes a fifth of a second for a long page, and nobody else is answered meanwhile. */
const brotliQuality = 6

/**
 * Makes each form of the page once, in the languages that it is there in. What a request says only chooses among them; nothing of
 * it gets into the page.
 */
export function createChoosePage(html: string, languages: Languages): ChoosePage {
  const [before, after, ...rest] = html.split(root)
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new Error(`The page should have ${root} in it, once: there its language and colours are written`)
  }
  const pages = new Map<string, SiteFile>()
  return ({ headers }) => {
    const cookie = headers.cookie ?? ''
    const language = findChoice(cookie, 'mosis_lang', languages) ?? findLanguage(headers['accept-language'], languages)
    const theme = findChoice(cookie, 'mosis_theme', themes) ?? themes[0]
    const start = `<html lang="${language}" data-theme="${theme}">`
    // Compressed when somebody wants it: a start does not wait for six of them.
    const page = pages.get(start) ?? toFile(`${before}${start}${after}`)
    pages.set(start, page)
    return page
  }
}

const findLanguage = (header: string | undefined, languages: Languages) =>
  findBestLocale(readLanguages(undefined, header), languages) ?? languages[0]

/** What the cookie says, where it is one of the words that there are. */
function findChoice<Word extends string>(cookie: string, name: string, words: readonly Word[]): Word | undefined {
  const start = `${name}=`
  const part = cookie.split(';').find((part) => part.trim().startsWith(start))
  const value = part?.trim().slice(start.length)
  return words.find((word) => word === value)
}

function toFile(text: string): SiteFile {
  const bytes = Buffer.from(text)
  return {
    path: '/',
    type: 'text/html; charset=utf-8',
    sha256: digestOf(bytes),
    bodies: new Map([
      ['identity', bytes],
      ['br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })],
      ['gzip', gzipSync(bytes)],
    ]),
  }
}
