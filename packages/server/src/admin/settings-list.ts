import type { PortalSetting } from '@mosis/api'
import { settings } from '../config.ts'
import type { Config, SettingName } from '../config.ts'

/** Every setting of this process, with what it is and where that comes from; a secret is never shown. */
export function listSettings(config: Config): PortalSetting[] {
  return Object.entries(settings).map(([key, declared]) => {
    // The table has these keys and no others.
    const name = key as SettingName
    const isSecret = 'isSecret' in declared && declared.isSecret === true
    const given = config.given[name]
    return {
      name,
      value: isSecret ? null : (given ?? followed(config, name) ?? declared.standard),
      source: given !== undefined ? 'environment' : name === 'JWT_SECRET' ? 'generated' : 'default',
      is_secret: isSecret,
      standard: declared.standard,
      description: declared.description,
      should: declared.should,
    }
  })
}

/** What a setting is that follows from others when it is not given. */
function followed({ baseUrl, mail }: Config, name: SettingName): string | undefined {
  if (name === 'BASE_URL') return baseUrl
  if (name === 'MAIL_FROM') return `${mail.from.name} <${mail.from.address}>`
  return undefined
}
