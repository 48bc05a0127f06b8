import { teams } from '@mosis/api'
import { must } from '../../steps.ts'
import type { Scene } from '../portal.ts'
import type { Developer } from './develop.ts'
import { goTo } from './dispute.ts'

const noor = { email: 'noor@example.test', name: 'Noor', password: 'battery correct staple' }

/** Two people share their work: a team, an invitation to somebody without an account, and its end. */
export async function share({ mailbox, step, sitDown }: Scene, { hand, call }: Developer): Promise<void> {
  const { page } = hand
  const main = page.getByRole('main')
  const other = await sitDown()

  const team_id = await step('Make a team and invite somebody', async () => {
    await goTo(hand, 'Teams')
    await hand.press(main.getByRole('button', { name: 'Create a team' }))
    await hand.type(page.getByRole('dialog').getByLabel('Name'), 'Counters')
    await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Create a team' }))
    await page.waitForURL(/\/teams\/team_\w+/)
    await hand.press(main.getByRole('button', { name: 'Invite somebody' }))
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
    await hand.type(dialog.getByLabel('E-mail address'), noor.email)
    await hand.press(dialog.getByRole('radio', { name: /^Viewer/ }))
    await hand.press(dialog.getByRole('button', { name: 'Send the invitation' }))
    await page.getByText(`${noor.email} is invited`).waitFor()
    await main.getByRole('table', { name: 'Open invitations' }).getByText(noor.email).waitFor()
    return { proved: 'the invitation is open', value: /team_\w+/.exec(page.url())?.[0] ?? '' }
  })
  const roles = async () => {
    const { members } = await call(teams.getTeam, { params: { team_id } })
    return members
      .map(({ name, role }) => `${name}: ${role}`)
      .toSorted()
      .join(', ')
  }

  await step('The invited person makes an account and joins', async () => {
    const mail = await mailbox.await(noor.email, /\/auth\/invitation\?token=/)
    await other.page.goto(/https?:\/\/\S+/.exec(mail)?.[0] ?? '')
    await other.page.getByRole('heading', { name: 'Join Counters?' }).waitFor()
    const there = other.page.getByRole('main')
    await other.press(there.getByRole('link', { name: 'Create an account' }))
    await other.type(there.getByLabel('Your name'), noor.name)
    await other.type(there.getByLabel('E-mail address'), noor.email)
    await other.type(there.getByLabel('Password', { exact: true }), noor.password)
    await other.press(there.getByRole('button', { name: 'Create the account' }))
    await other.press(there.getByRole('button', { name: 'Continue' }))
    await other.press(there.getByRole('button', { name: 'Join' }))
    await other.page.getByText('You are in the team Counters.').waitFor()
    const joined = await roles()
    must(joined === 'Dana: owner, Noor: viewer', joined)
    return { proved: 'as a viewer, as Dana chose', value: undefined }
  })

  await step('Rename the team', async () => {
    await hand.press(
      page.getByRole('navigation', { name: 'Views of the team' }).getByRole('link', { name: 'Settings' }),
    )
    await hand.type(main.getByRole('textbox', { name: 'Name' }), 'Number people')
    await hand.press(main.getByRole('button', { name: 'Save' }))
    await page.getByRole('heading', { level: 1, name: 'Number people' }).waitFor()
    await goTo(other, 'Teams')
    await other.press(other.page.getByRole('main').getByRole('link', { name: 'Number people' }))
    await other.page.getByRole('heading', { level: 1, name: 'Number people' }).waitFor()
    must((await call(teams.getTeam, { params: { team_id } })).name === 'Number people', 'the portal knows the new name')
    return { proved: 'every member sees the new name', value: undefined }
  })

  await step('Give a member another role, then remove her', async () => {
    await hand.press(
      page.getByRole('navigation', { name: 'Views of the team' }).getByRole('link', { name: /^Members/ }),
    )
    const menu = main.getByRole('button', { name: 'Actions of Noor' })
    await hand.take(menu, page.getByRole('menuitem', { name: 'Change the role' }))
    const dialog = page.getByRole('dialog', { name: 'Role of Noor' })
    await hand.press(dialog.getByRole('radio', { name: /^Maintainer/ }))
    await hand.press(dialog.getByRole('button', { name: 'Change the role' }))
    await page.getByText('The role is changed').waitFor()
    const raised = await roles()
    must(raised === 'Dana: owner, Noor: maintainer', raised)

    await hand.take(menu, page.getByRole('menuitem', { name: 'Remove' }))
    const question = page.getByRole('alertdialog', { name: 'Remove Noor?' })
    await question.getByText('out of reach from that moment on').waitFor()
    await hand.press(question.getByRole('button', { name: 'Remove' }))
    await page.getByText('Noor is not a member any more').waitFor()
    await main.getByRole('table', { name: 'Members' }).getByText(noor.email).waitFor({ state: 'detached' })
    const left = await roles()
    must(left === 'Dana: owner', left)
    await other.page.reload()
    await other.page.getByText('There is no such team').waitFor()
    await other.page.context().close()
    return { proved: 'its page is gone for her at once', value: undefined }
  })
}
