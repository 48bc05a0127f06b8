import { posix } from 'node:path'
import { Lexer, Parser, Renderer } from 'marked'
import type { Token, Tokens } from 'marked'

/** What a page of the documentation becomes; all texts are HTML already. */
export interface RenderedText {
  title: string
  /** The first sentence, or two short ones, where they say something alone. */
  summary: string | undefined
  /** Without the title. */
  html: string
  headings: readonly { id: string; text: string }[]
  /** `images/notes.png` */
  images: readonly string[]
}

export interface MarkdownPlace {
  /** Of the text, inside the documentation: `guides/bind-data.md` */
  path: string
  /** The address of a page; undefined for a file that is no page. */
  findAddress: (path: string) => string | undefined
  /** Throws for what cannot be linked to and is no file of the repository either. */
  refuse: (target: string) => never
}

/** Renders Markdown: HTML in it is shown as text, links lead to addresses of the portal, wide things scroll inside themselves. */
export function renderMarkdown(text: string, place: MarkdownPlace): RenderedText {
  const tokens = new Lexer({ gfm: true }).lex(text)
  const renderer = new DocsRenderer(place)
  // A parser gives itself to its renderer, so single texts are made by the same one.
  const parser = new Parser({ gfm: true, renderer })
  const titleAt = tokens.findIndex(isTitle)
  const title = tokens[titleAt]
  if (!title || tokens.filter(isTitle).length > 1) throw new Error(`docs/${place.path} should have one title, "# …"`)
  const summary = findSummary(tokens.slice(titleAt + 1), parser)
  const html = parser.parse(tokens.toSpliced(titleAt, 1))
  return {
    title: withoutTags(parser.parseInline(childrenOf(title))),
    summary,
    html,
    headings: renderer.headings,
    images: [...renderer.images],
  }
}

const isTitle = (token: Token) => token.type === 'heading' && token.depth === 1
const childrenOf = (token: Token): Token[] => ('tokens' in token ? (token.tokens ?? []) : [])

class DocsRenderer extends Renderer {
  readonly headings: { id: string; text: string }[] = []
  readonly images = new Set<string>()
  private readonly slugs = new Map<string, number>()
  private readonly place: MarkdownPlace

  constructor(place: MarkdownPlace) {
    super()
    this.place = place
  }

  override heading({ tokens, depth }: Tokens.Heading): string {
    const html = this.parser.parseInline(tokens)
    const text = withoutTags(html)
    const id = this.nameOnce(slugOf(text))
    if (depth === 2) this.headings.push({ id, text })
    const inside = html.includes('<a ') ? html : `<a href="#${id}">${html}</a>`
    return `<h${depth} id="${id}">${inside}</h${depth}>\n`
  }

  override html({ text, ...token }: Tokens.HTML | Tokens.Tag): string {
    const shown = escapeHtml(text.replace(/<!--[\s\S]*?-->/g, '').trim())
    return 'block' in token && token.block && shown !== '' ? `<p>${shown}</p>\n` : shown
  }

  // The keyboard scrolls what has the focus.
  override code(token: Tokens.Code): string {
    return super.code(token).replace('<pre>', '<pre tabindex="0" role="group" aria-label="Code">')
  }

  override table(token: Tokens.Table): string {
    return `<div class="table" tabindex="0" role="group" aria-label="Table">${super.table(token)}</div>\n`
  }

  override link(token: Tokens.Link): string {
    const inside = this.parser.parseInline(token.tokens)
    const href = this.findHref(token.href)
    if (href !== undefined) return `<a href="${escapeHtml(href)}">${inside}</a>`
    return inside.includes('<code>') ? inside : `<code>${inside}</code>`
  }

  override image({ href, text }: Tokens.Image): string {
    const path = this.resolve(href)
    if (path === undefined || !/^images\/[\w-]+\.png$/.test(path)) return this.place.refuse(href)
    this.images.add(path)
    return `<img src="/docs/${path}" alt="${escapeHtml(text)}" loading="lazy">`
  }

  /** Undefined for what stands in the repository only. */
  private findHref(target: string): string | undefined {
    if (/^(https?:|mailto:|#)/i.test(target)) return target
    const [file = '', ...fragment] = target.split('#')
    const path = this.resolve(file)
    if (path === undefined || !path.endsWith('.md')) return undefined
    const address = this.place.findAddress(path)
    if (address === undefined) return path.startsWith('decisions/') ? undefined : this.place.refuse(target)
    return [address, ...fragment].join('#')
  }

  /** Where a relative link leads inside the documentation; undefined outside of it. */
  private resolve(target: string): string | undefined {
    if (/^(\/|[a-z][a-z\d+.-]*:)/i.test(target)) return undefined
    const path = posix.join(posix.dirname(this.place.path), target)
    return path.startsWith('../') ? undefined : path
  }

  private nameOnce(slug: string): string {
    const times = this.slugs.get(slug) ?? 0
    this.slugs.set(slug, times + 1)
    return times === 0 ? slug : `${slug}-${times}`
  }
}

/** As the places that show Markdown make them, so that one link leads there and here. */
const slugOf = (html: string) =>
  html
    .replace(/&(amp|lt|gt|quot|#39);/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

const shortestSummary = 24

/** What ends with a colon speaks of what follows, and so does what goes on after an example: neither says something alone. */
function findSummary(tokens: readonly Token[], parser: Parser): string | undefined {
  const blocks = tokens.filter(({ type }) => type !== 'space' && type !== 'html')
  const end = blocks.findIndex(({ type }) => type === 'heading')
  const opening = blocks.slice(0, end < 0 ? undefined : end).findIndex(({ type }) => type === 'paragraph')
  const paragraph = blocks[opening]
  if (!paragraph) return undefined
  const text = withoutTags(parser.parseInline(childrenOf(paragraph))).replace(/\s+/g, ' ')
  if (opening > 0 && !/^\p{Lu}/u.test(text)) return undefined
  let summary = ''
  for (const [sentence] of text.matchAll(/.*?[.!?](?=\s|$)/g)) {
    summary += sentence
    if (summary.length >= shortestSummary) break
  }
  return summary === '' ? undefined : summary
}

const withoutTags = (html: string) => html.replace(/<[^>]*>/g, '')

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it stands in HTML, also between quotation marks. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
