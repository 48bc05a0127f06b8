import type { FileChooser, Locator, Page } from 'playwright-core'
import { must } from '../../steps.ts'
import { until } from '../../world.ts'

/** How somebody uses a page. */
export interface Hand {
  name: 'mouse' | 'keyboard'
  page: Page
  /** Presses a button, a link, a box, or one of several choices. */
  press(target: Locator): Promise<void>
  type(field: Locator, text: string): Promise<void>
  /** Takes an entry of a list of the system. */
  choose(list: Locator, name: string): Promise<void>
  /** Opens a menu and takes an entry. */
  take(menu: Locator, entry: Locator): Promise<void>
  /** Gives a file to the field that asks for one. */
  give(field: Locator, file: string): Promise<void>
}

export function mouse(page: Page): Hand {
  return {
    name: 'mouse',
    page,
    press: click,
    type: (field, text) => field.fill(text),
    choose: async (list, name) => void (await list.selectOption({ label: name })),
    async take(menu, entry) {
      await click(menu)
      await click(entry)
    },
    give: (field, file) => field.setInputFiles(file),
  }
}

/** A choice may be drawn by what stands over it: its label is what people press. */
async function click(target: Locator): Promise<void> {
  const label = target.locator('xpath=ancestor::label')
  await target.waitFor({ state: 'attached' })
  await ((await label.count()) > 0 ? label : target).click()
}

/**
 * The same with keys only: the focus goes from stop to stop, is always seen, and is never lost. A script only looks where it is.
 */
export function keyboard(page: Page): Hand {
  // Heard from the beginning: who begins to listen with the press may miss it.
  const choosers: FileChooser[] = []
  page.on('filechooser', (chooser) => void choosers.push(chooser))
  const press = async (target: Locator) => {
    await target.waitFor()
    const kind = await target.evaluate((element) =>
      element instanceof HTMLInputElement ? element.type : element.tagName,
    )
    if (kind === 'radio') await goToChoice(page, target)
    else await goTo(page, target)
    if (kind !== 'radio') await page.keyboard.press(kind === 'checkbox' ? 'Space' : 'Enter')
    else if (!(await target.isChecked())) await page.keyboard.press('Space')
    await keepsFocus(page)
  }
  return {
    name: 'keyboard',
    page,
    press,
    async type(field, text) {
      await goTo(page, field)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
    },
    async choose(list, name) {
      await goTo(page, list)
      // As in a closed list of the system: the first letters choose.
      await page.keyboard.type(name)
      const chosen = await list.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.label)
      must(chosen === name, `the letters of "${name}" choose it: ${chosen}`)
    },
    async take(menu, entry) {
      await press(menu)
      await entry.waitFor()
      for (let steps = 0; !(await hasFocus(entry)); steps++) {
        must(steps < mostStops, 'the arrow keys reach every entry of a menu')
        await page.keyboard.press('ArrowDown')
      }
      await isSeen(page)
      await page.keyboard.press('Enter')
      await keepsFocus(page)
    },
    async give(field, file) {
      await goTo(page, field)
      await page.keyboard.press('Enter')
      const asked = await until(
        () => Promise.resolve(choosers.pop()),
        (chooser) => chooser !== undefined,
      )
      await asked?.setFiles(file)
    },
  }
}

const mostStops = 150

/** Goes on with Tab, or back with Shift+Tab where that is the way, until the target has the focus. */
async function goTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const isBehind = await target.evaluate((element) => {
    const at = document.activeElement
    return at !== null && Boolean(at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING)
  })
  const key = isBehind ? 'Shift+Tab' : 'Tab'
  for (let stops = 0; !(await hasFocus(target)); stops++) {
    must(stops < mostStops, `${key} reaches ${String(target)}`)
    await page.keyboard.press(key)
  }
  await isSeen(page)
}

/** Tab stops once in a group of choices; arrow keys go on inside it. */
async function goToChoice(page: Page, target: Locator): Promise<void> {
  const isInGroup = () =>
    target.evaluate((element) => {
      const { activeElement: at } = document
      return at instanceof HTMLInputElement && at.type === 'radio' && at.name === (element as HTMLInputElement).name
    })
  for (let stops = 0; !(await isInGroup()); stops++) {
    must(stops < mostStops, `Tab reaches the group of ${String(target)}`)
    await page.keyboard.press('Tab')
  }
  for (let stops = 0; !(await hasFocus(target)); stops++) {
    must(stops < mostStops, `the arrow keys reach ${String(target)}`)
    await page.keyboard.press('ArrowDown')
  }
  await isSeen(page)
}

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement)

/** What has the focus says so: a line around it, or around what is drawn for it. */
async function isSeen(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const at = document.activeElement
    if (!at) return 'nothing has the focus'
    // A box is drawn by what stands beside it, a field by what stands around it.
    const drawn = [at, at.nextElementSibling, at.parentElement, at.parentElement?.parentElement]
    const isRinged = drawn.some(
      (element) =>
        element &&
        [undefined, '::before', '::after'].some((part) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(element, part)
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
        }),
    )
    return isRinged ? undefined : `${at.tagName} "${at.textContent?.slice(0, 40)}"`
  })
  must(seen === undefined, `what has the focus is seen to have it: ${seen}`)
}

/** After an act the focus stands somewhere: in the page that it led to, in a dialog, or where it was. */
async function keepsFocus(page: Page): Promise<void> {
  await page.waitForFunction(isFocusSomewhere, undefined, { timeout: 5_000 }).catch(() => {
    throw new Error(`does not hold: the focus is not lost after a press on ${page.url()}`)
  })
}

function isFocusSomewhere(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body
}
