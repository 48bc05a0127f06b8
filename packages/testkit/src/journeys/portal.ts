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
import { develop } from './portal/develop.ts'
import { keyboard, mouse } from './portal/hand.ts'
import type { Hand } from './portal/hand.ts'
import { feature, setUp } from './portal/operate.ts'

export interface Scene {
  folder: string
  url: string
  setupUrl: string
  mailbox: Mailbox
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
    const port = await freePort()
    const url = `http://localhost:${port}`
    const portal = await startPortal(folder, {
      LISTEN_ADDR: `127.0.0.1:${port}`,
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
        step: named(step, hand.name),
        sitDown,
      }
      const operator = await setUp(scene)
      await develop(scene, operator)
      await feature(scene, operator, 'Tally')
    }, tell)
  } finally {
    for (const close of closers) await close()
  }
}

function named(step: DoStep, hand: string): DoStep {
  return (name, work) => step(`${name} (${hand})`, work)
}
