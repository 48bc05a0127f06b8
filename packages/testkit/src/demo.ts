// The whole loop on real files, real processes and real HTTP: from an empty folder to an app that is updated on a device.
// `npm run demo` prints a line for each step and what it proved; it ends with 1 as soon as one step does not hold.
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { accounts, createClient, reviews } from '@mosis/api'
import { mosisMain, runProgram, startPortal } from './programs.ts'
import type { Ended, Portal } from './programs.ts'
import { must, runSteps, showSteps } from './steps.ts'
import type { DoStep, Step } from './steps.ts'

const app = { id: 'dev.example.tally', name: 'Tally' }
const developer = { email: 'ada@example.test', name: 'Ada', password: 'correct horse battery' }
const admin = { email: 'grace@example.test', name: 'Grace', password: 'staple battery horse' }

/** Runs the loop once in a temporary folder, tells each step as it is done, and removes the folder. `command` is another `mosis`. */
export async function runDemo(tell: (step: Step) => void, command = mosisMain): Promise<Step[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-demo-'))
  let portal: Portal | undefined
  try {
    return await runSteps((step) => loop(folder, command, step, (started) => (portal = started)), tell)
  } finally {
    await portal?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function loop(folder: string, command: string, step: DoStep, keep: (portal: Portal) => void): Promise<void> {
  const source = join(folder, 'tally')
  const device = ['--data', join(folder, 'device')]

  const portal = await step('Start the portal', async () => {
    const started = await startPortal(folder)
    keep(started)
    must(started.setupUrl, 'an empty portal prints the one-time admin link')
    return { proved: `${started.url} answers, and printed the one-time admin link`, value: started }
  })
  const env = { MOSIS_HOME: join(folder, 'home'), MOSIS_PORTAL: portal.url, MOSIS_PASSWORD: developer.password }
  const mosis = (...args: string[]) => runProgram([command, ...args], { cwd: folder, env })
  const json = async (...args: string[]) => parsed(await succeeds(mosis(...args, '--json')))

  const approve = await step('Make the admin and a developer account', async () => {
    const setupToken = new URL(portal.setupUrl ?? '').searchParams.get('token') ?? ''
    const { access_token: token, user } = await createClient({ baseUrl: portal.url })(accounts.register, {
      body: { ...admin, setup_token: setupToken },
    })
    must(user.role === 'admin', 'the one-time link makes an admin')
    await succeeds(mosis('login', '--register', '--email', developer.email, '--name', developer.name))
    return { proved: `${user.name} is admin, ${developer.name} is signed in`, value: approver(portal.url, token) }
  })

  await step('Make a signing key and register it', async () => {
    await succeeds(mosis('keys', 'generate'))
    await succeeds(mosis('keys', 'register'))
    return { proved: 'the portal knows the public key; the private one stayed here', value: undefined }
  })

  await step('Write an app: init, then edit', async () => {
    await succeeds(mosis('init', source, '--id', app.id, '--name', app.name, '--yes'))
    await edit(join(source, 'assets/scripts/app.lua'), (lua) => `${lua}\nprint("Tally 1 is here")\n`)
    const files = await readdir(source, { recursive: true, withFileTypes: true })
    return { proved: `${files.filter((file) => file.isFile()).length} files, one edited`, value: undefined }
  })

  const first = await step('Build and validate', async () => {
    const file = join(folder, 'tally-1.mosis')
    await succeeds(mosis('build', source, '--out', file))
    await succeeds(mosis('build', source, '--out', `${file}.again`))
    const [bytes, again] = [await readFile(file), await readFile(`${file}.again`)]
    must(bytes.equals(again), 'two builds of one folder give the same bytes')
    const review = await json('validate', file)
    must(Array.isArray(review.findings) && review.findings.length === 0, 'the new app has no finding')
    return { proved: `${bytes.length} bytes, twice the same, no finding`, value: file }
  })

  await step('Publish version 1', async () => {
    await publish(mosis, approve, first)
    return { proved: 'uploaded, checked, approved by a reviewer, published', value: undefined }
  })

  await step('Install it on a device and run it', async () => {
    await succeeds(mosis('device', 'install', app.id, ...device))
    const ran = await succeeds(mosis('device', 'run', app.id, ...device, '--for', '300ms'))
    must(ran.stdout.includes('Tally 1 is here'), "the app's own output is shown")
    await succeeds(mosis('device', 'run', app.id, ...device, '--for', '300ms', '--press', '#add', '--press', '#add'))
    return { proved: 'verified, installed; its Lua said "Tally 1 is here"; counted to 2', value: undefined }
  })

  await step('Publish version 2', async () => {
    await edit(join(source, 'manifest.json'), (manifest) =>
      manifest.replace('"version": "1.0.0"', '"version": "1.1.0"').replace('"version_code": 1', '"version_code": 2'),
    )
    await edit(join(source, 'assets/scripts/app.lua'), (lua) => lua.replace('Tally 1 is here', 'Tally 2 is here'))
    const file = join(folder, 'tally-2.mosis')
    await succeeds(mosis('build', source, '--out', file))
    await publish(mosis, approve, file)
    return { proved: 'version_code 2 is in the store', value: undefined }
  })

  await step('The device is offered the update and takes it', async () => {
    const offered = await json('device', 'check-updates', ...device)
    must(JSON.stringify(offered).includes('"version_code":2'), 'version_code 2 is offered')
    await succeeds(mosis('device', 'update', ...device))
    const ran = await succeeds(mosis('device', 'run', app.id, ...device, '--for', '300ms'))
    must(ran.stdout.includes('Tally 2 is here'), 'the new code runs')
    must(/\b2\b/.test(screenOf(ran.stdout)), `the counter still shows 2: ${screenOf(ran.stdout)}`)
    return { proved: 'the new code runs and the counter still shows 2', value: undefined }
  })

  await step('A tampered copy is refused', async () => {
    const bytes = await readFile(first)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    const tampered = join(folder, 'tampered.mosis')
    await writeFile(tampered, bytes)
    const refused = await mosis('device', 'install', tampered, '--data', join(folder, 'other-device'))
    must(refused.code === 3, `the device refuses it with exit code 3, it was ${refused.code}`)
    return { proved: `one flipped bit: ${refused.stderr.trim().split('\n')[0]}`, value: undefined }
  })

  await step('Uninstall', async () => {
    await succeeds(mosis('device', 'uninstall', app.id, ...device))
    const { apps } = await json('device', 'list', ...device)
    must(Array.isArray(apps) && apps.length === 0, 'nothing is installed any more')
    return { proved: 'the app and its data are gone', value: undefined }
  })

  await step('Stop the portal', async () => {
    must((await portal.stop()) === 0, 'it ends cleanly')
    return { proved: 'it ended with 0', value: undefined }
  })
}

type Mosis = (...args: string[]) => Promise<Ended>

/** `mosis publish` waits for the verdict while a reviewer, at the other end of the portal, approves what lies in the queue. */
async function publish(mosis: Mosis, approve: (signal: AbortSignal) => Promise<void>, file: string): Promise<void> {
  const ended = new AbortController()
  const published = succeeds(mosis('publish', file, '--create', '--wait', '30s')).finally(() => ended.abort())
  await Promise.all([published, approve(ended.signal)])
}

/** A reviewer who approves the first review that appears in the queue. */
function approver(baseUrl: string, token: string): (signal: AbortSignal) => Promise<void> {
  const call = createClient({ baseUrl, token })
  return async function approve(signal) {
    while (!signal.aborted) {
      const { reviews: open } = await call(reviews.listReviews, {})
      if (open[0]) {
        await call(reviews.approveReview, { params: { review_id: open[0].id } })
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function succeeds(running: Promise<Ended>): Promise<Ended> {
  const ended = await running
  if (ended.code !== 0) throw new Error(`ended with ${ended.code}\n${ended.stdout}${ended.stderr}`)
  return ended
}

const parsed = (ended: Ended) => JSON.parse(ended.stdout) as Record<string, unknown>

const screenOf = (stdout: string) => stdout.slice(stdout.lastIndexOf('Screen'))

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(file, 'utf8')
  const after = change(before)
  must(after !== before, `the edit of ${file} changes it`)
  await writeFile(file, after)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await showSteps((tell) => runDemo(tell))
