import type { Command } from './command.ts'

const simWords =
  'tap swipe key type back home open close restart reload clear-data rotate size theme locale text-size network battery location sensor camera microphone clipboard permission screenshot tree text log eval status'.split(
    ' ',
  )

/** Every command by its name, in the order of the help. Each is loaded by itself: most lines need one of them. */
export const commandList: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./commands/init.ts')).init,
  dev: async () => (await import('./commands/dev.ts')).dev,
  run: async () => (await import('./commands/run.ts')).run,
  test: async () => (await import('./commands/test.ts')).test,
  ...simEntries(),
  validate: async () => (await import('./commands/validate.ts')).validate,
  types: async () => (await import('./commands/types.ts')).types,
  build: async () => (await import('./commands/build.ts')).build,
  sign: async () => (await import('./commands/sign.ts')).sign,
  verify: async () => (await import('./commands/verify.ts')).verify,
  inspect: async () => (await import('./commands/inspect.ts')).inspect,
  diff: async () => (await import('./commands/diff.ts')).diff,
  'keys generate': async () => (await import('./commands/keys.ts')).keysGenerate,
  'keys list': async () => (await import('./commands/keys.ts')).keysList,
  'keys register': async () => (await import('./commands/keys-register.ts')).keysRegister,
  'keys rotate': async () => (await import('./commands/keys-rotate.ts')).keysRotate,
  login: async () => (await import('./commands/login.ts')).login,
  logout: async () => (await import('./commands/logout.ts')).logout,
  whoami: async () => (await import('./commands/whoami.ts')).whoami,
  'auth status': async () => (await import('./commands/auth-status.ts')).authStatus,
  'api-keys create': async () => (await import('./commands/api-keys.ts')).apiKeysCreate,
  'api-keys list': async () => (await import('./commands/api-keys.ts')).apiKeysList,
  'api-keys rotate': async () => (await import('./commands/api-keys.ts')).apiKeysRotate,
  'api-keys revoke': async () => (await import('./commands/api-keys.ts')).apiKeysRevoke,
  publish: async () => (await import('./commands/publish.ts')).publish,
  status: async () => (await import('./commands/status.ts')).status,
  releases: async () => (await import('./commands/releases.ts')).releases,
  release: async () => (await import('./commands/release.ts')).release,
  schedule: async () => (await import('./commands/schedule.ts')).schedule,
  unschedule: async () => (await import('./commands/schedule.ts')).unschedule,
  rollout: async () => (await import('./commands/rollout.ts')).rollout,
  halt: async () => (await import('./commands/rollout.ts')).halt,
  resume: async () => (await import('./commands/rollout.ts')).resume,
  rollback: async () => (await import('./commands/rollout.ts')).rollback,
  withdraw: async () => (await import('./commands/withdraw.ts')).withdraw,
  'testers list': async () => (await import('./commands/testers.ts')).testersList,
  'testers invite': async () => (await import('./commands/testers.ts')).testersInvite,
  'testers link': async () => (await import('./commands/testers.ts')).testersLink,
  'testers remove': async () => (await import('./commands/testers.ts')).testersRemove,
  'review thread': async () => (await import('./commands/review.ts')).reviewThread,
  'review appeal': async () => (await import('./commands/review.ts')).reviewAppeal,
  'device install': async () => (await import('./commands/device.ts')).deviceInstall,
  'device list': async () => (await import('./commands/device.ts')).deviceList,
  'device run': async () => (await import('./commands/device.ts')).deviceRun,
  'device check-updates': async () => (await import('./commands/device.ts')).deviceCheckUpdates,
  'device update': async () => (await import('./commands/device.ts')).deviceUpdate,
  'device uninstall': async () => (await import('./commands/device.ts')).deviceUninstall,
  'device permissions': async () => (await import('./commands/device-permissions.ts')).devicePermissions,
  'device join-beta': async () => (await import('./commands/device.ts')).deviceJoinBeta,
  'device leave-beta': async () => (await import('./commands/device.ts')).deviceLeaveBeta,
  explain: async () => (await import('./commands/explain.ts')).explain,
  'config list': async () => (await import('./commands/config.ts')).configList,
  'config explain': async () => (await import('./commands/config.ts')).configExplain,
  'config get': async () => (await import('./commands/config.ts')).configGet,
  'config set': async () => (await import('./commands/config.ts')).configSet,
  'config unset': async () => (await import('./commands/config.ts')).configUnset,
  completion: async () => (await import('./commands/completion.ts')).completion,
  version: async () => (await import('./commands/version.ts')).versionCommand,
}

/** What is done to an open phone: many small commands, declared in one table. */
function simEntries(): Record<string, () => Promise<Command>> {
  const entries = simWords.map((word) => {
    const load = async () => (await import('./commands/sim.ts')).getSimCommand(`sim ${word}`)
    return [`sim ${word}`, load] as const
  })
  return Object.fromEntries(entries)
}

/** The commands that are needed to read a line: the one it begins with, else all of them. */
export async function loadCommands([first = '', second = '']: readonly string[]): Promise<readonly Command[]> {
  if (first === '--version' || first === '-V') return []
  const name = [`${first} ${second}`, first].find((candidate) => Object.hasOwn(commandList, candidate))
  const load = name === undefined ? undefined : commandList[name]
  return load ? [await load()] : (await import('./commands.ts')).commands
}
