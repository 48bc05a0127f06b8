import { createDevice } from './device.ts'
import { DeviceError } from './errors.ts'

/** Installs a package where there is no room for it; the test beside starts it under a limit. Prints how that ended. */

const [, , dataRoot = '', file = ''] = process.argv
// Without this the system ends a program that writes more than it may; with it the write fails.
process.on('SIGXFSZ', () => undefined)
const { apps } = await createDevice({ dataRoot })
const outcome = await apps.install({ file }).then(
  (app) => `installed ${app.version_code}`,
  (error: unknown) => (error instanceof DeviceError ? error.code : String(error)),
)
process.stdout.write(outcome)
