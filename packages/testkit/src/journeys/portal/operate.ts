import { accounts, createClient, people, store } from '@mosis/api'
import type { Client } from '@mosis/api'
import { must } from '../../steps.ts'
import type { Hand } from './hand.ts'
import type { Scene } from '../portal.ts'

const grace = { email: 'grace@example.test', name: 'Grace', password: 'staple battery horse' }

export const rita = { email: 'rita@example.test', name: 'Rita', password: 'horse staple battery' }

/** Whoever runs the portal, and the way to go on with it. */
export interface Operator {
  hand: Hand
  call: Client
}

/** The first minutes of a portal: the admin account, a backup, what it runs with. */
export async function setUp({ url, setupUrl, step, sitDown }: Scene): Promise<Operator> {
  const hand = await sitDown()
  const { page } = hand
  const call = await step('Set the portal up', async () => {
    await page.goto(setupUrl)
    await hand.type(page.getByLabel('Your name'), grace.name)
    await hand.type(page.getByLabel('E-mail address'), grace.email)
    await hand.type(page.getByLabel('Password', { exact: true }), grace.password)
    await hand.press(page.getByRole('button', { name: 'Make the admin account' }))
    await page.getByRole('heading', { name: 'The portal is yours' }).waitFor()
    const { access_token: token, user } = await createClient({ baseUrl: url })(accounts.login, { body: grace })
    must(user.role === 'admin', 'the one-time link makes an admin')
    return { proved: `${user.name} is admin by the one-time link`, value: createClient({ baseUrl: url, token }) }
  })
  await step('Make a backup', async () => {
    await page.goto(`${url}/admin/backups`)
    await hand.press(page.getByRole('button', { name: 'Make one now' }))
    await page.getByText(/\.db/).first().waitFor()
    return { proved: 'it stands in the list', value: undefined }
  })
  await step('Read the audit log and the settings', async () => {
    const rail = page.getByRole('navigation', { name: 'Portal' })
    await hand.press(rail.getByRole('link', { name: 'Audit log' }))
    await page.waitForURL(`${url}/admin/audit`)
    await page.getByRole('table').getByText(grace.name).first().waitFor()
    await hand.press(rail.getByRole('link', { name: 'Settings' }))
    await page.waitForURL(`${url}/admin/settings`)
    await page.getByText('SMTP_URL').first().waitFor()
    must(!(await page.locator('main').innerText()).includes('smtp://'), 'secrets are not shown')
    return { proved: 'what the admin did is in the log; secrets are not shown', value: undefined }
  })
  await step('Make somebody a reviewer', async () => {
    const { user } = await createClient({ baseUrl: url })(accounts.register, { body: rita })
    await hand.press(page.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Accounts' }))
    await hand.press(page.getByRole('main').getByRole('link', { name: rita.name }))
    const dialog = page.getByRole('dialog')
    await hand.press(dialog.getByRole('radio', { name: /^Reviewer/ }))
    await hand.press(dialog.getByRole('button', { name: 'Change the role' }))
    await page.getByText(`${rita.name} has the new role`).first().waitFor()
    const found = await call(people.getAccount, { params: { account_id: user.id } })
    must(found.role === 'reviewer', `${rita.name} is ${found.role}`)
    return { proved: `${rita.name} may review from now on`, value: undefined }
  })
  await step('Switch a rule to watching only', async () => {
    await hand.press(page.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Rules' }))
    await hand.press(
      page
        .getByRole('main')
        .getByRole('button', { name: /^Change/ })
        .first(),
    )
    const dialog = page.getByRole('dialog')
    await hand.press(dialog.getByRole('radio', { checked: false }).first())
    await hand.type(dialog.getByLabel('Why'), 'Too many apps are right about it')
    await hand.press(dialog.getByRole('button', { name: 'Change', exact: true }))
    await page.getByText('The rule is changed').first().waitFor()
    return { proved: 'with its reason', value: undefined }
  })
  return { hand, call }
}

/** Puts an app onto the front of the store. */
export async function feature({ url, step }: Scene, { hand, call }: Operator, name: string): Promise<void> {
  const { page } = hand
  await step('Feature the app', async () => {
    await hand.press(page.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Featured' }))
    await hand.type(page.getByRole('searchbox', { name: 'App of the store' }), name)
    await hand.press(page.getByRole('button', { name: `Add ${name}` }))
    await page.getByText('Added by').waitFor()
    const { apps } = await call(store.listFeaturedApps, {})
    must(apps[0]?.name === name, `the front of ${url} shows it`)
    return { proved: 'it is the first that visitors see', value: undefined }
  })
}
