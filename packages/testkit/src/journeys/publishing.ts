// A version's whole life, against a portal started as an operator would, with a real mail server and a real receiver of
// webhooks: a developer, somebody else who publishes, two reviewers, a tester and an admin.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMailbox } from '../mailbox.ts'
import { startPortal } from '../programs.ts'
import { runSteps } from '../steps.ts'
import type { Step } from '../steps.ts'
import { startWebhookReceiver } from '../webhook-receiver.ts'
import { lookBack } from './publishing/aftermath.ts'
import { decide } from './publishing/desk.ts'
import { takeIn } from './publishing/intake.ts'
import { release } from './publishing/releases.ts'
import { protect } from './publishing/safety.ts'
import { openStage, webhookHost } from './publishing/stage.ts'

/** Runs the journey once, tells each step as it is done, and leaves nothing behind. */
export async function runPublishing(
  tell: (step: Step) => void = () => undefined,
  settings: Record<string, string> = {},
): Promise<Step[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-publishing-'))
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const mailbox = await startMailbox()
    closers.unshift(() => mailbox.close())
    const receiver = await startWebhookReceiver()
    closers.unshift(() => receiver.close())
    const portal = await startPortal(folder, {
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'Mosis <portal@example.test>',
      WEBHOOK_HOSTS: `${webhookHost}=${receiver.address}`,
      ...settings,
    })
    closers.unshift(() => portal.stop())
    return await runSteps(async (step) => {
      const stage = await openStage({ ...portal, mailbox, receiver }, step)
      const { secret } = await takeIn(stage)
      await decide(stage)
      await protect(stage, await release(stage))
      await lookBack(stage, secret)
    }, tell)
  } finally {
    for (const close of closers) await close()
  }
}
