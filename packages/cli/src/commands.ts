import type { Command } from './command.ts'
import { build } from './commands/build.ts'
import { completion } from './commands/completion.ts'
import { configExplain, configGet, configList, configSet, configUnset } from './commands/config.ts'
import {
  deviceCheckUpdates,
  deviceInstall,
  deviceList,
  deviceRun,
  deviceUninstall,
  deviceUpdate,
} from './commands/device.ts'
import { diff } from './commands/diff.ts'
import { explain } from './commands/explain.ts'
import { init } from './commands/init.ts'
import { inspect } from './commands/inspect.ts'
import { keysRegister } from './commands/keys-register.ts'
import { keysRotate } from './commands/keys-rotate.ts'
import { keysGenerate, keysList } from './commands/keys.ts'
import { login } from './commands/login.ts'
import { logout } from './commands/logout.ts'
import { publish } from './commands/publish.ts'
import { release } from './commands/release.ts'
import { run } from './commands/run.ts'
import { sign } from './commands/sign.ts'
import { status } from './commands/status.ts'
import { validate } from './commands/validate.ts'
import { verify } from './commands/verify.ts'
import { versionCommand } from './commands/version.ts'
import { authStatus, whoami } from './commands/whoami.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  init,
  run,
  validate,
  build,
  sign,
  verify,
  inspect,
  diff,
  keysGenerate,
  keysList,
  keysRegister,
  keysRotate,
  login,
  logout,
  whoami,
  authStatus,
  publish,
  status,
  release,
  deviceInstall,
  deviceList,
  deviceRun,
  deviceCheckUpdates,
  deviceUpdate,
  deviceUninstall,
  explain,
  configList,
  configExplain,
  configGet,
  configSet,
  configUnset,
  completion,
  versionCommand,
]
