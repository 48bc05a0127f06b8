import { randomBytes } from 'node:crypto'
import { createClient, safety, store, versions } from '@mosis/api'
import { must } from '../../steps.ts'
import type { Scene } from '../portal.ts'
import type { Developer } from './develop.ts'
import { app, handInOverBadLine, stateOf, waitsForReviewer } from './hand-in.ts'
import type { Hand } from './hand.ts'
import type { Operator } from './operate.ts'
import { approve, reject } from './review.ts'

/** What people disagree about: a version that is rejected, and one that is taken out of the store. Both times somebody else decides. */
export async function dispute(scene: Scene, developer: Developer, operator: Operator): Promise<void> {
  await rejection(scene, developer, operator)
  await quarantine(scene, developer, operator)
}

async function rejection({ step, line }: Scene, { hand, call, build, desk }: Developer, operator: Operator) {
  const { page } = hand
  const main = page.getByRole('main')

  await step('Upload over a line that breaks', async () => {
    await goToApp(hand)
    await hand.press(page.getByRole('link', { name: 'Versions' }).first())
    await hand.press(page.getByRole('link', { name: 'Upload a version' }).first())
    // Nothing that could be packed smaller.
    const words = JSON.stringify({ words: randomBytes(3_000_000).toString('base64') })
    const file = await build(5, 'print("Counts aloud")', { 'assets/words.json': words })
    const kept = await handInOverBadLine(hand, file, line)
    await waitsForReviewer(call)
    return { proved: `${kept} bytes were there already and are not sent again`, value: undefined }
  })

  await step('The reviewer rejects it, with reasons', async () => {
    await reject(desk, 'Tally 1.0.5', ['Does not work', 'Spam'], 'It counts, and nothing is heard.')
    await hand.press(main.getByRole('link', { name: 'Open the version' }))
    await page.reload()
    for (const words of [
      'The app stops, shows an error or does not do what it says.',
      'Try every screen with mosis run and correct what fails.',
      'It counts, and nothing is heard.',
    ]) {
      await main.getByText(words).first().waitFor()
    }
    const version_id = versionIdOf(page.url())
    const { state, review } = await call(versions.getVersion, { params: { ...app, version_id } })
    must(state === 'rejected', `version 5 is ${state}`)
    const codes = review?.reasons.map(({ code }) => code).join(', ')
    must(codes === 'does_not_work, spam', `the developer is told both reasons: ${codes}`)
    return { proved: 'the developer reads each reason and what to do', value: undefined }
  })

  await step('Appeal against it; an admin decides anew', async () => {
    await hand.press(main.getByRole('button', { name: 'Appeal', exact: true }))
    const dialog = page.getByRole('dialog', { name: 'Appeal against the rejection of 1.0.5' })
    await dialog.getByText('Another reviewer looks at it anew').waitFor()
    await hand.press(dialog.getByRole('button', { name: 'Send the appeal' }))
    await dialog.getByRole('alert').waitFor()
    await hand.type(dialog.getByLabel('What was overlooked or misjudged'), 'It prints; sound is not promised.')
    await hand.press(dialog.getByRole('button', { name: 'Send the appeal' }))
    await page.getByText('The appeal was sent').waitFor()
    await main.getByText('This is the review of your appeal').waitFor()

    await approve(operator.hand, 'Tally 1.0.5', async () => {
      await operator.hand.page.getByText('It prints; sound is not promised.').waitFor()
    })
    await page.reload()
    await main.getByRole('button', { name: 'Publish for everybody' }).waitFor()
    const state = await stateOf(call, 5)
    must(state === 'approved', `version 5 is ${state}`)
    return { proved: 'the admin read the appeal, and the version is approved', value: undefined }
  })
}

async function quarantine(scene: Scene, { hand, call, desk }: Developer, operator: Operator) {
  const { url, step, sitDown } = scene
  const { page } = hand
  const main = page.getByRole('main')
  const visitor = createClient({ baseUrl: url })
  const inStore = () =>
    visitor(store.getStoreApp, { params: app, query: {} }).then(
      ({ version }) => version,
      () => 'nothing',
    )

  await step('A visitor reports the app', async () => {
    const guest = await sitDown()
    await guest.page.goto(`${url}/store/${app.app_id}`)
    await guest.press(guest.page.getByRole('button', { name: 'Report this app' }))
    const dialog = guest.page.getByRole('dialog', { name: 'Report this app' })
    await guest.press(dialog.getByRole('radio').first())
    await guest.type(dialog.getByLabel('What happened'), 'It counted what I did not press.')
    await guest.press(dialog.getByRole('button', { name: 'Send the report' }))
    await guest.page.getByText('Thank you. A reviewer will look at it.').waitFor()
    await guest.page.context().close()
    return { proved: 'without an account', value: undefined }
  })

  await step('The reviewer puts it into quarantine', async () => {
    await goTo(desk, 'Reports')
    await desk.page.getByText('It counted what I did not press.').waitFor()
    await desk.press(desk.page.getByRole('button', { name: 'Put into quarantine: Tally' }))
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByText('The store stops offering it at once').waitFor()
    const offered = await inStore()
    const chosen = await dialog.getByLabel('Version').locator('option:checked').innerText()
    must(chosen === `${offered} (version code 3), offered now`, `what the store offers is chosen: ${chosen}`)
    await desk.type(dialog.getByLabel('Evidence, for the team'), 'It counts by itself.')
    await desk.type(dialog.getByLabel('For everybody'), 'It is being looked at.')
    await desk.press(dialog.getByRole('button', { name: 'Put into quarantine' }))
    await desk.page.getByText('Tally is in quarantine').waitFor()
    const left = await inStore()
    must(left !== offered, `the store offers ${left} instead of ${offered}`)
    return { proved: `the store offers ${left}`, value: undefined }
  })

  await step('Appeal against the quarantine', async () => {
    await goToApp(hand)
    await hand.press(page.getByRole('link', { name: 'Versions' }).first())
    await hand.press(page.getByRole('table').getByRole('link', { name: '1.0.3' }))
    await main.getByText('It ends by itself on').waitFor()
    await hand.press(main.getByRole('button', { name: 'Appeal', exact: true }))
    const dialog = page.getByRole('dialog', { name: 'Appeal against the quarantine of 1.0.3' })
    await hand.type(dialog.getByLabel('What was overlooked or misjudged'), 'A key of that phone hangs.')
    await hand.press(dialog.getByRole('button', { name: 'Send the appeal' }))
    await page.getByText('The appeal was sent').waitFor()
    await main.getByRole('button', { name: 'Appeal', exact: true }).waitFor({ state: 'detached' })
    return { proved: 'once; the button is gone', value: undefined }
  })

  await step('An admin ends the quarantine, and it is offered again', async () => {
    await goTo(operator.hand, 'Quarantines')
    const { page: desktop } = operator.hand
    await desktop.getByText('A key of that phone hangs.').waitFor()
    await operator.hand.press(desktop.getByRole('button', { name: 'End the quarantine of Tally 1.0.3' }))
    const dialog = desktop.getByRole('dialog')
    await dialog.getByText('The version is halted then').waitFor()
    await operator.hand.type(dialog.getByLabel('Evidence, for the team'), 'Tried on another phone.')
    await operator.hand.type(dialog.getByLabel('For everybody'), 'The app does what it says.')
    await operator.hand.press(dialog.getByRole('button', { name: 'End quarantine' }))
    await desktop.getByText('Quarantine of Tally 1.0.3 ended').waitFor()
    const version_id = versionIdOf(page.url())
    const params = { ...app, version_id }
    const ended = await operator.call(safety.getQuarantine, { params })
    must(ended.state === 'lifted', `the quarantine is ${ended.state}`)
    const halted = await stateOf(call, 3)
    must(halted === 'halted', `until its developer acts it is halted: ${halted}`)
    await page.reload()
    await hand.press(main.getByRole('button', { name: 'Resume' }))
    await page
      .getByText(/is published/)
      .first()
      .waitFor()
    const offered = await inStore()
    must(offered === '1.0.3', `the store offers ${offered}`)
    return { proved: 'halted first; the developer resumes it', value: undefined }
  })
}

const versionIdOf = (url: string) => /versions\/([\w-]+)/.exec(url)?.[1] ?? ''

/** A page of the portal by its rail. */
export async function goTo(hand: Hand, name: string): Promise<void> {
  const rail = hand.page.getByRole('navigation', { name: 'Portal' })
  await hand.press(rail.getByRole('link', { name, exact: true }))
}

async function goToApp(hand: Hand): Promise<void> {
  await goTo(hand, 'Apps')
  await hand.press(hand.page.getByRole('main').getByRole('link', { name: 'Tally' }).first())
}
