// `npm run dev`: a portal with an admin, a developer and the two sample apps in its store, kept in portal-data/dev.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { people, startWorld } from './world.ts'
import { sampleApps, sampleFiles } from './sample-apps.ts'

const folder = fileURLToPath(new URL('../../../portal-data/dev/', import.meta.url))
await mkdir(folder, { recursive: true })
const world = await startWorld({
  folder,
  listen: '127.0.0.1:8080',
  logLevel: 'info',
  settings: { BEHAVIOUR_REVIEW: '1' },
})
for (const name of sampleApps) {
  const bytes = world.developer.build(sampleFiles(name))
  const said = await world.publish(bytes).then(
    ({ app_id, version }) => `${app_id} ${version} is in the store`,
    (cause: unknown) => `${name} is not published again: ${cause instanceof Error ? cause.message : String(cause)}`,
  )
  process.stdout.write(`${said}\n`)
}
process.stdout.write(`\nMosis portal is running at ${world.url}\n`)
for (const { email, name, password } of Object.values(people)) {
  process.stdout.write(`  ${name.padEnd(12)} ${email.padEnd(18)} ${password}\n`)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    world.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}
