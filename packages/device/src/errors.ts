interface ErrorEntry {
  /** The action first, then what is and what should be; `{name}` is filled from the details. */
  message: string
  /** What to do about it. */
  fix: string
}

/** Every way the device itself refuses; faults of a package come as `PackageError` with their own codes. */
export const deviceErrors = {
  'device.invalid_app_id': {
    message: 'Cannot use "{id}" as an app id: it is not a reverse domain in lower case',
    fix: 'Give the id of the manifest, such as com.example.clock',
  },
  'device.app_not_installed': {
    message: 'Cannot find the app "{id}": it is not installed on this device',
    fix: 'Install it first, or look at the list of installed apps for its id',
  },
  'device.file_unreadable': {
    message: 'Cannot read the package "{path}": {reason}',
    fix: 'Check the path and that the file may be read',
  },
  'device.package_mismatch': {
    message: 'Cannot install "{id}": the {what} is "{is}", it should be "{should}"',
    fix: 'Nothing was changed. Download it again from the portal you trust; if it stays, tell its operator',
  },
  'device.signer_changed': {
    message: 'Cannot install "{id}": it is signed by the key {is}, this device trusts {should} for it',
    fix: 'Take the package from the developer you had it from first; nothing was changed',
  },
  'device.not_newer': {
    message: 'Cannot install "{id}": its version_code is {is}, it must be at least {should}',
    fix: 'Build the package with a higher version_code; a device never goes back',
  },
  'device.version_too_old': {
    message: 'Cannot install "{id}": it needs Mosis {should}, this device is Mosis {is}',
    fix: 'Update this device, or install an older version of the app',
  },
  'device.needs_consent': {
    message: 'Cannot update "{id}" without consent: the new version also asks for {permissions}',
    fix: 'Show these permissions to the person and install with acceptPermissions; the old version stays until then',
  },
  'device.disk_full': {
    message: 'Cannot {action}: {needed_bytes} bytes are needed, {free_bytes} are free',
    fix: 'Free some space (clear caches, remove apps) and try again; nothing was changed',
  },
  'device.busy': {
    message: 'Cannot change "{id}": another program is changing it',
    fix: 'Wait until the other installation has ended and try again',
  },
  'device.app_running': {
    message: 'Cannot {action} "{id}": it is running in another program',
    fix: 'Close the app there and try again',
  },
  'device.already_running': {
    message: 'Cannot start "{id}": it is running already',
    fix: 'Use the running app, or stop it first',
  },
  'device.backup_not_found': {
    message: 'Cannot restore "{id}": there is no backup "{name}"',
    fix: 'Look at the list of backups of the app',
  },
  'device.no_portal': {
    message: 'Cannot reach a store: no portal is set for this device',
    fix: 'Give the address of a portal, such as http://localhost:8080',
  },
  'device.invalid_tester_link': {
    message: 'Cannot join with "{link}": it is neither the link of an invitation for testers nor the token in it',
    fix: 'Copy the whole link out of the mail, or ask the developer of the app for a new one',
  },
  'device.not_a_tester': {
    message: 'Cannot leave the testers of "{id}": this device does not belong to them',
    fix: 'Look at the list of apps that this device tests',
  },
  'device.revoked': {
    message: 'Cannot {action} "{id}" (version_code {version_code}): the portal stopped it. {reason}',
    fix: 'Look for an update, or remove the app; its data stays until you remove it',
  },
  'device.portal_unreachable': {
    message: 'Cannot reach the portal {url}: {reason}',
    fix: 'Check the address and the network, then try again; installed apps go on working',
  },
  'device.portal_refused': {
    message: 'Cannot get "{id}" from the portal: {reason}',
    fix: '{advice}',
  },
  'device.download_cut': {
    message: 'Cannot download "{id}": the connection ended after {is} of {should} bytes',
    fix: 'Try again: the download goes on where it stopped',
  },
  'device.download_too_large': {
    message: 'Cannot download "{id}": it is larger than {should} bytes',
    fix: 'Tell the operator of the portal; nothing was kept',
  },
  'device.no_update': {
    message: 'Cannot update "{id}": the portal offers no newer version',
    fix: 'Nothing to do; the newest version is installed',
  },
  'device.action_impossible': {
    message: 'Cannot do this on the screen: {reason}',
    fix: 'Look at the screen text and the document for what can be pressed',
  },
  'device.not_asked_for': {
    message: 'Cannot change "{permission}": nobody is asked for it',
    fix: 'Name a dangerous permission: docs/reference/permissions.md lists them',
  },
  'device.not_in_development': {
    message: 'Cannot do this with "{id}": it was not started for development',
    fix: 'Start its folder with mosis dev',
  },
  'device.app_stopped': {
    message: 'Cannot {action}: the app has stopped',
    fix: 'Start the app again',
  },
  'device.first_start_failed': {
    message: 'Cannot keep version {is} of "{id}": its first start failed ({reason})',
    fix: 'Version {should} and its data are back; wait for a repaired version',
  },
} as const satisfies Record<string, ErrorEntry>

export type DeviceErrorCode = keyof typeof deviceErrors
export type DeviceErrorDetails = Record<string, string | number | readonly string[]>

/** A refusal of the device: a stable code, a sentence that says what is and should be, and what to do. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError'
  readonly code: DeviceErrorCode
  readonly details: DeviceErrorDetails
  readonly fix: string

  constructor(code: DeviceErrorCode, details: DeviceErrorDetails = {}, options: { cause?: unknown } = {}) {
    super(fill(deviceErrors[code].message, details), options)
    this.code = code
    this.details = details
    this.fix = fill(deviceErrors[code].fix, details)
  }
}

function fill(text: string, details: DeviceErrorDetails): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name]
    return value === undefined ? whole : Array.isArray(value) ? value.join(', ') : String(value)
  })
}

/** The kinds of "no room left" an operating system knows: disk, quota of the user, largest file of the process. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** True for the error of a write for which there was no room. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && fullCodes.has(String(error.code))
}
