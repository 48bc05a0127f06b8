import { createDocsPage } from './docs-page.ts'
import { renderMarkdown } from './render-markdown.ts'
import type { RenderedText } from './render-markdown.ts'

export interface DocsPage extends RenderedText {
  /** `/docs/guides/bind-data` */
  address: string
}

export interface DocsSection {
  name: string
  pages: readonly DocsPage[]
}

export interface RenderedDocs {
  pages: readonly { address: string; html: string }[]
  /** Those that the pages show, by their path inside the documentation. */
  images: readonly string[]
}

/** Folders in the order of readers; a folder that is not named here is no part of the pages. */
const sections = [
  { folder: 'start', name: 'Start' },
  { folder: 'guides', name: 'Guides' },
  { folder: 'reference', name: 'Reference' },
  { folder: 'reference/lua', name: 'Lua API' },
  { folder: 'format', name: 'Package format' },
  { folder: 'operate', name: 'Operate a portal' },
] as const

/** Makes a page of every text of the documentation (by its path in there), and one that leads to all of them. */
export function renderDocs(texts: ReadonlyMap<string, string>, stylesheet: string): RenderedDocs {
  const folders = new Set<string>(sections.map(({ folder }) => folder))
  const findAddress = (path: string) => (texts.has(path) && folders.has(folderOf(path)) ? addressOf(path) : undefined)
  const rendered = sections.map(({ folder, name }): DocsSection => {
    const paths = [...texts.keys()].filter((path) => folderOf(path) === folder)
    const pages = paths.map((path): DocsPage => {
      const refuse = (target: string): never => {
        throw new Error(`docs/${path} leads to ${target}: there is no such page and no such picture`)
      }
      return { address: addressOf(path), ...renderMarkdown(texts.get(path) ?? '', { path, findAddress, refuse }) }
    })
    return { name, pages: pages.toSorted(byPlace) }
  })
  const pages = rendered.flatMap((section) => section.pages)
  return {
    pages: [undefined, ...pages].map((page) => ({
      address: page?.address ?? '/docs',
      html: createDocsPage({ sections: rendered, page, stylesheet }),
    })),
    images: [...new Set(pages.flatMap(({ images }) => images))],
  }
}

const folderOf = (path: string) => path.split('/').slice(0, -1).join('/')

/** A folder's own page stands at the address of the folder. */
const addressOf = (path: string) => `/docs/${path.replace(/(\/index)?\.md$/, '')}`

/** The page of the folder itself, then by title. */
const byPlace = (one: DocsPage, other: DocsPage) =>
  depthOf(one) - depthOf(other) || one.title.localeCompare(other.title, 'en')

const depthOf = ({ address }: DocsPage) => address.split('/').length
