import type { PortalFacts } from '@mosis/api'
import { MOSIS_VERSION } from '@mosis/format'
import type { Deps } from '../deps.ts'
import { isPasskeyPossible } from './relying-party.ts'

/** What everybody may know of this portal: a sign-in page shows the ways that work, and no others. */
export async function describePortal({ db, config }: Pick<Deps, 'db' | 'config'>): Promise<PortalFacts> {
  const admin = await db.selectFrom('account').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst()
  return {
    name: 'Mosis',
    version: MOSIS_VERSION,
    base_url: config.baseUrl,
    sign_in: {
      password: true,
      passkey: isPasskeyPossible(config),
      github: config.github !== null,
      google: config.google !== null,
    },
    sends_mail: config.mail.kind === 'smtp',
    registration_open: true,
    needs_setup: admin === undefined,
  }
}
