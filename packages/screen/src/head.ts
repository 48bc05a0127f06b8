import type { SyntaxProblem } from '@mosis/syntax'
import { parseRml, type RmlElement, type RmlText } from '@mosis/syntax/rml'

/** Something that a document's head asks for, with the line where it stands. */
export type Resource =
  | { kind: 'style' | 'script' | 'template'; href: string; line: number }
  | { kind: 'style' | 'script'; text: string; line: number }

/** What the head of a document or template says. */
export interface Head {
  title: string
  resources: Resource[]
  /** What has no effect, in words for the developer. */
  warnings: { message: string; line: number }[]
}

const linkKinds = new Map<string, 'style' | 'template'>([
  ['text/rcss', 'style'],
  ['text/css', 'style'],
  ['text/template', 'template'],
])

/** A file of markup, read: its root if it has an element at all, and everything that is wrong with it. */
export interface Markup {
  root: RmlElement | null
  head: Head
  problems: SyntaxProblem[]
}

/** Reads the text of a document or template. Never throws. */
export function readMarkup(text: string): Markup {
  const { root, problems } = parseRml(text)
  return { root, head: root ? readHead(root) : { title: '', resources: [], warnings: [] }, problems }
}

/** Reads the head of a document or template: what it links and holds, in order. */
export function readHead(root: RmlElement): Head {
  const head: Head = { title: '', resources: [], warnings: [] }
  for (const part of childrenNamed(root, 'head').flatMap((one) => elementsOf(one))) readPart(part, head)
  for (const body of childrenNamed(root, 'body')) warnOfScripts(body, head)
  return head
}

/** The children of this tag. */
export function childrenNamed(element: RmlElement, tag: string): RmlElement[] {
  return elementsOf(element).filter((child) => child.tag === tag)
}

/** The value of an attribute in a tree as it was read. */
export function attributeOf(element: RmlElement, name: string): string {
  return element.attributes.find((attribute) => attribute.name === name)?.value ?? ''
}

function readPart(part: RmlElement, head: Head): void {
  const { line } = part.at
  const text = part.children.find((child) => child.kind === 'text')
  if (part.tag === 'title' && text) head.title = text.text.trim()
  if (part.tag === 'style' && text) head.resources.push({ kind: 'style', ...place(text) })
  if (part.tag === 'link') readLink(part, head)
  if (part.tag !== 'script') return
  const href = attributeOf(part, 'src')
  if (href !== '') head.resources.push({ kind: 'script', href, line })
  if (text) head.resources.push({ kind: 'script', ...place(text) })
}

function readLink(link: RmlElement, head: Head): void {
  const { line } = link.at
  const type = attributeOf(link, 'type').toLowerCase()
  const href = attributeOf(link, 'href')
  const kind = linkKinds.get(type)
  if (kind && href !== '') head.resources.push({ kind, href, line })
  // RmlUi's own documents carry links with "rel" alone as notes, so only a half-written link is worth a word.
  else if (type !== '' || (href !== '' && attributeOf(link, 'rel') === '')) {
    head.warnings.push({
      message: 'Cannot use this link: it needs href and a type of text/rcss or text/template',
      line,
    })
  }
}

function warnOfScripts(body: RmlElement, head: Head): void {
  const pending = elementsOf(body)
  for (let element = pending.pop(); element; element = pending.pop()) {
    pending.push(...elementsOf(element))
    if (element.tag !== 'script') continue
    head.warnings.push({
      message: 'Move this script into the head: in the body it does not run',
      line: element.at.line,
    })
  }
}

function elementsOf(element: RmlElement): RmlElement[] {
  return element.children.filter((child) => child.kind === 'element')
}

function place(text: RmlText): { text: string; line: number } {
  return { text: text.text, line: text.at.line }
}
