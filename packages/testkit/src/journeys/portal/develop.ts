import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { accounts, apiKeys, apps, createClient } from '@mosis/api'
import type { Client } from '@mosis/api'
import { mosisMain, runProgram } from '../../programs.ts'
import { smallApp } from '../../sample-apps.ts'
import { must } from '../../steps.ts'
import { until } from '../../world.ts'
import type { Scene } from '../portal.ts'
import { app, approveByCall, handIn, stateOf, waitsForReviewer } from './hand-in.ts'
import type { Hand } from './hand.ts'
import type { Operator } from './operate.ts'
import { approve, goToDesk, requestChanges } from './review.ts'

const dana = { email: 'dana@example.test', name: 'Dana', password: 'correct horse battery' }

/** Whoever makes the app, and the way to go on with it. */
export interface Developer {
  hand: Hand
  call: Client
  /** Writes a signed package of this version; answers where it lies. */
  build: (versionCode: number, lua?: string, more?: Readonly<Record<string, string>>) => Promise<string>
  /** The reviewer, who has signed in meanwhile. */
  desk: Hand
}

/** A developer's way: from signing up to a release that is taken back. */
export async function develop(scene: Scene, operator: Operator): Promise<Developer> {
  const { url, mailbox, step, folder } = scene
  const hand = await scene.sitDown()
  const { page } = hand
  const button = (name: string | RegExp) => page.getByRole('main').getByRole('button', { name })
  const link = (name: string | RegExp) => page.getByRole('main').getByRole('link', { name })

  await step('Sign up and prove the address', async () => {
    await page.goto(`${url}/auth/sign-up`)
    await hand.type(page.getByLabel('Your name'), dana.name)
    await hand.type(page.getByLabel('E-mail address'), dana.email)
    await hand.type(page.getByLabel('Password', { exact: true }), dana.password)
    await hand.press(button('Create the account'))
    await page.waitForURL(`${url}/auth/check-mail**`)
    const mail = await mailbox.await(dana.email, /\/auth\/verify\?token=/)
    await page.goto(/https?:\/\/\S+/.exec(mail)?.[0] ?? '')
    await hand.press(button('Confirm the address'))
    await page.waitForURL(`${url}/account`)
    return { proved: 'the link of the mail works', value: undefined }
  })

  const call = await step('Create an app', async () => {
    await hand.press(page.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Apps' }))
    await hand.press(link('New app').first())
    await hand.type(page.getByLabel('Name', { exact: true }), 'Tally')
    await hand.type(page.getByLabel('App id'), app.app_id)
    await page.getByText('This id is free').first().waitFor()
    await hand.press(button('Create the app'))
    await page.getByRole('heading', { name: 'Tally is yours' }).waitFor()
    const { access_token: token } = await createClient({ baseUrl: url })(accounts.login, { body: dana })
    const call = createClient({ baseUrl: url, token })
    must((await call(apps.getApp, { params: app })).name === 'Tally', 'the app is there')
    return { proved: `${app.app_id} is Dana's`, value: call }
  })

  const build = await step('Make a signing key by command', async () => {
    const env = { MOSIS_HOME: join(folder, 'home'), MOSIS_PORTAL: url, MOSIS_PASSWORD: dana.password }
    const mosis = async (...args: string[]) => {
      const { code, stdout, stderr } = await runProgram([mosisMain, ...args], { cwd: folder, env })
      must(code === 0, `mosis ${args[0]} ends with 0: ${stdout}${stderr}`)
    }
    await mosis('login', '--email', dana.email)
    await mosis('keys', 'generate')
    await mosis('keys', 'register')
    const value: Developer['build'] = async (versionCode, lua = '', more = {}) => {
      const source = join(folder, `tally-${versionCode}`)
      for (const [path, bytes] of [...smallApp(app.app_id, versionCode, lua), ...Object.entries(more)]) {
        await mkdir(dirname(join(source, path)), { recursive: true })
        await writeFile(join(source, path), bytes)
      }
      await mosis('build', source, '--out', `${source}.mosis`)
      return `${source}.mosis`
    }
    return { proved: 'the portal knows the public key', value }
  })

  await step('Upload a version that has a fault', async () => {
    await hand.press(link('Upload a version').first())
    await handIn(hand, await build(1, 'function total(entries)\n  return entries[1]amount\nend'))
    await hand.press(link('Open the version'))
    await page.waitForURL(/\/versions\/[\w-]+$/)
    return { proved: 'the automated review found an error', value: undefined }
  })

  await step('Read the finding in the source', async () => {
    await hand.press(page.getByRole('link', { name: /^Findings/ }).first())
    await page.getByText('entries[1]amount').first().waitFor()
    return { proved: 'the line stands there, with what is wrong', value: undefined }
  })

  await step('Upload a version without it', async () => {
    await hand.press(page.getByRole('link', { name: 'Versions' }).first())
    await hand.press(page.getByRole('link', { name: 'Upload a version' }).first())
    await handIn(hand, await build(2))
    return { proved: 'it waits in the queue', value: undefined }
  })

  const desk = await goToDesk(scene)
  await step('The reviewer requests changes', async () => {
    await waitsForReviewer(call)
    await requestChanges(desk, 'Tally 1.0.2')
    await hand.press(link('Open the version'))
    await page.getByText('Please say on the first screen').first().waitFor()
    return { proved: 'the developer reads why', value: undefined }
  })

  await step('Upload what was asked for; the reviewer approves it', async () => {
    await hand.press(page.getByRole('link', { name: 'Versions' }).first())
    await hand.press(page.getByRole('link', { name: 'Upload a version' }).first())
    await handIn(hand, await build(3, 'print("Counts what you press")'))
    await waitsForReviewer(call)
    await approve(desk, 'Tally 1.0.3')
    // Dana looks again, since a mail has come; the page itself asks every half a minute.
    await page.reload()
    await hand.press(link('Open the version'))
    await button('Publish for everybody').waitFor()
    return { proved: 'it is approved and waits for Dana', value: undefined }
  })

  await step('Write release notes and publish for everybody', async () => {
    await hand.press(page.getByRole('link', { name: 'What is new' }).first())
    await hand.type(page.getByRole('textbox').first(), 'It counts, and forgets nothing')
    await hand.press(button('Save'))
    await page.getByText('Saved').first().waitFor()
    await hand.press(page.getByRole('link', { name: 'Overview', exact: true }).last())
    await hand.press(button('Publish for everybody'))
    await page
      .getByText(/is published for everybody/)
      .first()
      .waitFor()
    const state = await stateOf(call, 3)
    must(state === 'published', `version 3 is published: ${state}`)
    return { proved: 'the store offers 1.0.3 with its notes', value: undefined }
  })

  await step('Publish the next one in stages, and halt it', async () => {
    await hand.press(page.getByRole('link', { name: 'Versions' }).first())
    await hand.press(page.getByRole('link', { name: 'Upload a version' }).first())
    await handIn(hand, await build(4))
    await approveByCall(operator.call, call)
    await page.reload()
    await hand.press(link('Open the version'))
    await hand.press(page.getByRole('radio', { name: /^10\b/ }))
    await hand.press(button(/^Publish for 10/))
    await page
      .getByText(/is published for 10/)
      .first()
      .waitFor()
    await hand.press(button('Halt'))
    const dialog = page.getByRole('alertdialog')
    if (await dialog.isVisible()) await hand.press(dialog.getByRole('button', { name: /Halt/ }))
    await page
      .getByText(/is halted/)
      .first()
      .waitFor()
    const state = await stateOf(call, 4)
    must(state === 'halted', `version 4 is halted: ${state}`)
    return { proved: 'a tenth of the devices, then nobody new', value: undefined }
  })

  await step('Resume it, and publish it for everybody', async () => {
    await hand.press(button('Resume'))
    await hand.press(page.getByRole('radio', { name: 'Everybody' }))
    await hand.press(button('Publish for everybody'))
    const before = await until(
      () => stateOf(call, 3),
      (state) => state !== 'published',
    )
    must(before === 'superseded', `version 4 takes the place of version 3: ${before}`)
    return { proved: 'the version before is superseded', value: undefined }
  })

  await step('Return to the version before', async () => {
    await hand.press(page.getByRole('link', { name: 'Versions' }).first())
    await hand.press(page.getByRole('table').getByRole('link', { name: '1.0.3' }))
    await hand.press(page.getByRole('button', { name: /^Return to/ }).first())
    await hand.press(page.getByRole('alertdialog').getByRole('button', { name: /^Return to/ }))
    await page.getByText('1.0.3 is offered again').first().waitFor()
    const state = await stateOf(call, 3)
    must(state === 'published', `version 3 is published again: ${state}`)
    return { proved: 'the store offers 1.0.3 again', value: undefined }
  })

  await step('Make a link for testers', async () => {
    await hand.press(page.getByRole('link', { name: 'Testers' }))
    await hand.press(button('Make a link'))
    const dialog = page.getByRole('dialog')
    await hand.press(dialog.getByRole('button', { name: 'Make the link' }))
    await dialog.getByText('The link is made').waitFor()
    await hand.press(dialog.getByRole('button', { name: 'I have copied it' }))
    await page.getByText('0 of').waitFor()
    return { proved: 'it is shown once, and stands in the list', value: undefined }
  })

  await step('Make an API key', async () => {
    await hand.press(page.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Keys' }))
    await hand.press(button('Make an API key').first())
    const dialog = page.getByRole('dialog')
    await hand.type(dialog.getByLabel('Name'), 'Release job')
    await hand.press(dialog.getByRole('button', { name: 'Make the key' }))
    await page.getByText('Your new API key').waitFor()
    const { api_keys } = await call(apiKeys.listApiKeys, {})
    must(
      api_keys.some(({ name }) => name === 'Release job'),
      'the key is there',
    )
    await hand.press(page.getByRole('dialog').getByRole('button', { name: 'I have kept it' }))
    return { proved: 'it is shown once', value: undefined }
  })

  return { hand, call, build, desk }
}

/** The end of the day. */
export async function signOut({ step }: Scene, { hand }: Developer): Promise<void> {
  const { page } = hand
  await step('Sign out', async () => {
    await hand.take(page.getByRole('button', { name: /^Account of/ }), page.getByRole('menuitem', { name: 'Sign out' }))
    await page.getByText('You are signed out').waitFor()
    return { proved: 'the portal says so', value: undefined }
  })
}
