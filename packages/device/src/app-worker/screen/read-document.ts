import { readMarkup, readTemplate, type DocumentSource, type Markup, type SheetSource } from '@mosis/screen'
import { resolveLink } from './links.ts'
import { DocumentError, type AppScreenHost } from './screen-host.ts'

/** A script of a document: a file of its own, or a piece of the document that begins in a line of it. */
export interface Script {
  path: string
  text: string
  firstLine: number
}

/** A document with all it links, read but not yet shown. */
export interface ReadDocument {
  source: DocumentSource
  scripts: Script[]
  /** The style sheets in the order in which they count. */
  sheets: SheetSource[]
}

interface Part {
  path: string
  root: NonNullable<Markup['root']>
  head: Markup['head']
}

/** Template files that one document may link, directly and through each other. */
const maxTemplateFiles = 100

/**
 * Reads a document and what it links. A document that cannot be read is refused; a template, script or style sheet that
 * cannot be read is told to the developer and left out.
 */
export function readDocument(path: string, host: AppScreenHost): ReadDocument {
  const main = readMain(path, host)
  const parts = [...readTemplateFiles(main, host), main]
  // The heads of templates come before the document's own, so that the document has the last word.
  const scripts = parts.flatMap((part) => readScripts(part, host))
  const sheets = parts.flatMap((part) => readSheets(part, host))
  const templates = parts.map(({ root, path }) => readTemplate(root, path)).filter((template) => template !== null)
  return { source: { path, root: main.root, head: main.head, templates }, scripts, sheets }
}

function readMain(path: string, host: AppScreenHost): Part {
  let text: string
  try {
    text = host.readText(path)
  } catch (cause) {
    throw new DocumentError('document.not_readable', `Cannot open "${path}": ${reasonOf(cause)}`, { cause })
  }
  const part = readPart(path, text, host)
  if (part?.root.tag === 'rml') return part
  const is = part ? `its root is "${part.root.tag}"` : 'it has no element'
  throw new DocumentError('document.not_a_document', `Cannot open "${path}" as a document: ${is}, it should be "rml"`)
}

function readTemplateFiles(main: Part, host: AppScreenHost): Part[] {
  const parts: Part[] = []
  const seen = new Set<string>()
  const pending = [main]
  for (let part = pending.shift(); part; part = pending.shift()) {
    for (const resource of part.head.resources) {
      if (resource.kind !== 'template' || seen.size >= maxTemplateFiles) continue
      const file = readLinked(part.path, resource.href, resource.line, host)
      if (!file || seen.has(file.path)) continue
      seen.add(file.path)
      const read = readPart(file.path, file.text, host)
      if (read?.root.tag !== 'template') {
        host.log({
          level: 'error',
          text: `Cannot use "${file.path}" as a template: its root is no "template"`,
          path: file.path,
        })
        continue
      }
      parts.push(read)
      pending.push(read)
    }
  }
  return parts
}

function readScripts(part: Part, host: AppScreenHost): Script[] {
  return part.head.resources.flatMap((resource): Script[] => {
    if (resource.kind !== 'script') return []
    if ('text' in resource) return [{ path: part.path, text: resource.text, firstLine: resource.line }]
    const file = readLinked(part.path, resource.href, resource.line, host)
    return file ? [{ ...file, firstLine: 1 }] : []
  })
}

function readSheets(part: Part, host: AppScreenHost): SheetSource[] {
  return part.head.resources.flatMap((resource): SheetSource[] => {
    if (resource.kind !== 'style') return []
    if ('text' in resource) return [{ path: part.path, text: resource.text, firstLine: resource.line }]
    const file = readLinked(part.path, resource.href, resource.line, host)
    return file ? [{ ...file, firstLine: 1 }] : []
  })
}

function readPart(path: string, text: string, host: AppScreenHost): Part | null {
  const { root, head, problems } = readMarkup(text)
  for (const { message, line } of problems) host.log({ level: 'warning', text: message, path, line })
  if (!root) return null
  for (const { message, line } of head.warnings) host.log({ level: 'warning', text: message, path, line })
  return { path, root, head }
}

/** The text of a linked file; what is in the way is told to the developer. */
function readLinked(
  holder: string,
  link: string,
  line: number,
  host: AppScreenHost,
): { path: string; text: string } | null {
  const target = resolveLink(holder, link)
  if ('problem' in target) {
    host.log({ level: 'error', text: target.problem, path: holder, line })
    return null
  }
  try {
    return { path: target.path, text: host.readText(target.path) }
  } catch (cause) {
    host.log({ level: 'error', text: `Cannot read "${target.path}": ${reasonOf(cause)}`, path: holder, line })
    return null
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
