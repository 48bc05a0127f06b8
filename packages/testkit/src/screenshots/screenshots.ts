// `npm run screenshots`: takes a picture of every page in every state, width and theme, asks axe about each, and checks that the
// German pages are German. The pictures, an index to look through them, and report.json lie in screenshots/; it ends with 1 when
// something is wrong. `-- --only PATTERN` (page names), `--state`, `--theme`, `--width` and `--language` take a part of it, `--axe`
// asks without pictures, `--at URL` looks at a seeded portal that runs already.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { BrowserContext } from 'playwright-core'
import { askAxe, askBasics, findUntranslated, readTexts } from './look.ts'
import type { Fault } from './look.ts'
import { pages, stateNames } from './pages.ts'
import type { PortalPage, StateName, Viewer } from './pages.ts'
import { leave, reach, rest } from './reach.ts'
import { drawIndex } from './shots-index.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

export interface Shot {
  page: string
  state: StateName
  language: Language
  theme: Theme
  width: number
  /** Beside the index; absent where only axe was asked. */
  file?: string
  faults: Fault[]
}

type Language = 'en' | 'de'
type Theme = 'light' | 'dark'

const folder = fileURLToPath(new URL('../../../../screenshots', import.meta.url))
const list = { type: 'string', multiple: true } as const
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    at: { type: 'string' },
    axe: { type: 'boolean', default: false },
    state: list,
    theme: list,
    width: list,
    language: list,
  },
})
const chosen = {
  pages: pages.filter(({ name }) => new RegExp(values.only ?? '').test(name)),
  states: stateNames.filter((name) => values.state?.includes(name) ?? true),
  themes: (['light', 'dark'] as const).filter((name) => values.theme?.includes(name) ?? true),
  widths: [320, 390, 768, 1280, 1920].filter((width) => values.width?.includes(String(width)) ?? true),
  languages: (['en', 'de'] as const).filter((name) => values.language?.includes(name) ?? true),
}

const stage = await openStage({ ...(values.at !== undefined && { at: values.at }), tell: say })
try {
  if (!values.axe) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const shots = await takeAll(stage)
  const { length } = shots.filter(({ faults }) => faults.length > 0)
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(shots, null, 2)}\n`)
  if (!values.axe) await writeFile(join(folder, 'index.html'), drawIndex(shots))
  say(`\n${shots.length} views, ${length} with faults. ${join(folder, values.axe ? 'report.json' : 'index.html')}`)
  process.exitCode = length === 0 ? 0 : 1
} finally {
  await stage.close()
}

async function takeAll(stage: Stage): Promise<Shot[]> {
  const contexts = new Map<string, Promise<BrowserContext>>()
  const openFor = (viewer: Viewer, language: Language) => {
    const key = `${viewer} ${language}`
    const context = contexts.get(key) ?? stage.openFor(viewer, { language })
    contexts.set(key, context)
    return context
  }
  const ways = chosen.pages.flatMap((page) =>
    chosen.states.flatMap((state) => {
      const way = page.states[state]
      return way ? [{ page, state, way }] : []
    }),
  )
  const shots: Shot[][] = ways.map(() => [])
  const waiting = ways.entries()
  const takeNext = async () => {
    for (const [index, { page, state, way }] of waiting) {
      let english: string[] = []
      for (const language of chosen.languages) {
        const reached = await reach(await openFor(way.viewer, language), stage, way)
        const taken = await takeViews(page, state, language, reached.page)
        const texts = await readTexts(reached.page)
        if (language === 'en') english = texts
        else taken[0]?.faults.push(...asFaults('not-translated', findUntranslated(english, texts, reached.data)))
        taken[0]?.faults.push(...asFaults('said', [...reached.said]))
        await leave(reached.page)
        shots[index]?.push(...taken)
        tellOf(taken)
      }
    }
  }
  // The lanes share one iterator: each takes the next page that none has taken.
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, takeNext))
  return shots.flat()
}

/** One page, as it is, in every theme and width: it is not loaded again. */
async function takeViews(
  { name }: PortalPage,
  state: StateName,
  language: Language,
  page: Awaited<ReturnType<typeof reach>>['page'],
) {
  const shots: Shot[] = []
  for (const theme of chosen.themes) {
    await page.emulateMedia({ colorScheme: theme })
    for (const width of chosen.widths) {
      // A sample shows what longer words do; the rest differs in nothing but words.
      if (language === 'de' && (theme === 'dark' || ![390, 1280].includes(width))) continue
      await page.setViewportSize({ width, height: width < 768 ? 844 : 900 })
      await rest(page)
      const shot: Shot = { page: name, state, language, theme, width, faults: [] }
      shot.faults.push(...(await askBasics(page)), ...(await askAxe(page)))
      if (!values.axe) {
        shot.file = `${name}.${state}.${language}.${theme}.${width}.png`
        await page.screenshot({ path: join(folder, shot.file), fullPage: true, animations: 'disabled' })
      }
      shots.push(shot)
    }
  }
  return shots
}

function asFaults(rule: string, texts: readonly string[]): Fault[] {
  return texts.map((what) => ({ rule, what }))
}

/** A line for each page and state, and under it what is wrong, once. */
function tellOf(shots: readonly Shot[]): void {
  const [first] = shots
  if (!first) return
  const wrong = new Map<string, string[]>()
  for (const { theme, width, faults } of shots) {
    for (const { rule, what, where } of faults) {
      const text = `${rule}: ${what}${where === undefined ? '' : ` (${where})`}`
      wrong.set(text, [...(wrong.get(text) ?? []), `${theme} ${width}`])
    }
  }
  const { page, state, language } = first
  say(`${wrong.size === 0 ? '✓' : '✗'} ${`${page}, ${state}`.padEnd(36)} ${language}  ${shots.length} views`)
  for (const [text, views] of wrong) say(`    ${text.replaceAll('\n', ' ')}  [${views.join(', ')}]`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
