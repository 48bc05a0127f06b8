import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

export interface Fault {
  /** An axe rule, or one of our own. */
  rule: string
  what: string
  where?: string
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe has against a page: WCAG 2.2 AA and good practice, or only what other colours change. */
export async function askAxe(page: Page, about: 'everything' | 'colours' = 'everything'): Promise<Fault[]> {
  // Half a megabyte to read and compile: once for each page, however often it is asked.
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: 'void 0' }) }).setLegacyMode(true)
  // Of what is right it would tell each place, only to be thrown away.
  axe.options({ resultTypes: ['violations'] })
  const { violations } = await (about === 'colours' ? axe.withRules(['color-contrast']) : axe.withTags(tags)).analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const [reason] = [...any, ...all, ...none]
      return { rule: id, what: reason?.message ?? help, where: target.join(' ') }
    }),
  )
}

/** What every page has: one headline, a title of its own, its language, and no more width than the window. */
export async function askBasics(page: Page): Promise<Fault[]> {
  const seen = await page.evaluate(() => ({
    headlines: document.querySelectorAll('h1').length,
    title: document.title,
    lang: document.documentElement.lang,
    width: document.documentElement.scrollWidth,
    window: innerWidth,
    isNowhere: /^(There is nothing here|This page failed)/.test(document.querySelector('h1')?.textContent ?? ''),
    nonsense: /\b(NaN|object Object|Invalid Date)\b/.exec(document.body.innerText)?.[0],
  }))
  const location = new URL(page.url()).pathname
  const faults: Fault[] = []
  if (seen.isNowhere) faults.push({ rule: 'there', what: `${location} shows no page` })
  if (seen.headlines !== 1) faults.push({ rule: 'one-headline', what: `It has ${seen.headlines} h1` })
  if (!/\S.+·.+\S/.test(seen.title) && location !== '/')
    faults.push({ rule: 'title', what: `Its title is "${seen.title}"` })
  if (!['en', 'de'].includes(seen.lang)) faults.push({ rule: 'language', what: `Its language is "${seen.lang}"` })
  if (seen.width > seen.window) {
    faults.push({ rule: 'width', what: `It is ${seen.width} px wide in a window of ${seen.window}` })
  }
  if (seen.nonsense !== undefined) faults.push({ rule: 'words', what: `It says "${seen.nonsense}"` })
  return faults
}

/** The texts of a page that are in the page's own language and no code. */
export function readTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const isKept = node.parentElement?.closest(
        '[lang]:not(html), code, pre, kbd, samp, script, noscript, svg, [translate="no"], time',
      )
      if (/\p{L}{3}/u.test(text) && !isKept) texts.push(text)
    }
    return texts
  })
}

/** Texts of the English page that stand on the German one as well and came from nobody: words that were not translated. */
export function findUntranslated(
  english: readonly string[],
  german: readonly string[],
  data: ReadonlySet<string>,
): string[] {
  const known = [...data].join('\n')
  // Facts stand behind a dot, and a name before its version.
  const isData = (text: string) => text.split(/^· | (?=\d+\.\d)/).every((part) => known.includes(part))
  return [...new Set(german)].filter((text) => english.includes(text) && / \p{L}/u.test(text) && !isData(text))
}
