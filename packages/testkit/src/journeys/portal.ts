// The whole portal as people use it, in a real Chromium over a portal that was started as an operator would: who sets it up, who
// develops, who reviews. First with the mouse, then over a new portal with nothing but the keyboard.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { startMailbox } from '../mailbox.ts'
import type { Mailbox } from '../mailbox.ts'
import { freePort, startPortal } from '../programs.ts'
import { runSteps } from '../steps.ts'
import type { DoStep, Step } from '../steps.ts'
import { develop, signOut } from './portal/develop.ts'
import { dispute } from './portal/dispute.ts'
import { keyboard, mouse } from './portal/hand.ts'
import type { Hand } from './portal/hand.ts'
import { openLine } from './portal/line.ts'
import type { Line } from './portal/line.ts'
import { feature, setUp } from './portal/operate.ts'
import { share } from './portal/share.ts'

export interface Scene {
  folder: string
  url: string
  setupUrl: string
  mailbox: Mailbox
  /** What every browser reaches the portal over. */
  line: Line
  step: DoStep
  /** Somebody's own browser. */
  sitDown: () => Promise<Hand>
}

/** Runs the journey with each hand, tells each step as it is done, and leaves nothing behind. */
export async function runPortal(tell: (step: Step) => void = () => undefined): Promise<Step[]> {
  const browser = await startBrowser()
  try {
    return [...(await play(browser, mouse, tell)), ...(await play(browser, keyboard, tell))]
  } finally {
    await browser.close()
  }
}

async function play(browser: Browser, hand: typeof mouse, tell: (step: Step) => void): Promise<Step[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-portal-'))
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const mailbox = await startMailbox()
    closers.unshift(() => mailbox.close())
    const [port, behind] = [await freePort(), await freePort()]
    const url = `http://localhost:${port}`
    const line = await openLine(port, behind)
    closers.unshift(() => line.close())
    const portal = await startPortal(folder, {
      LISTEN_ADDR: `127.0.0.1:${behind}`,
      BASE_URL: url,
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'Mosis <portal@example.test>',
      // Each trial is a program of its own, and this is not about them.
      BEHAVIOUR_REVIEW: '0',
    })
    closers.unshift(() => portal.stop())
    return await runSteps(async (step) => {
      const sitDown = async () => {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
        closers.unshift(() => context.close())
        const page = await context.newPage()
        page.setDefaultTimeout(20_000)
        return hand(page)
      }
      const scene: Scene = {
        folder,
        url,
        setupUrl: portal.setupUrl ?? '',
        mailbox,
        line,
        step: named(step, hand.name),
        sitDown,
      }
      const operator = await setUp(scene)
      const developer = await develop(scene, operator)
      await dispute(scene, developer, operator)
      await share(scene, developer)
      await signOut(scene, developer)
      await feature(scene, operator, 'Tally')
    }, tell)
  } finally {
    for (const close of closers) await close()
  }
}

function named(step: DoStep, hand: string): DoStep {
  return (name, work) => step(`${name} (${hand})`, work)
}
