import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { versionName } from './fields.ts'

/** What a portal says about itself to everybody, before anybody has signed in. */
export const PortalFacts = z.object({
  name: z.string(),
  version: versionName,
  base_url: z.string().describe('Where it is reached'),
  sign_in: z
    .object({ password: z.boolean(), passkey: z.boolean(), github: z.boolean(), google: z.boolean() })
    .describe('The ways of signing in that work here'),
  sends_mail: z.boolean().describe('False: nobody has to prove an e-mail address, and no forgotten password is mailed'),
  registration_open: z.boolean().describe('Whether anybody may make an account'),
  needs_setup: z.boolean().describe('There is no admin yet: the link that the portal printed at its start makes one'),
})
export type PortalFacts = z.output<typeof PortalFacts>

export const getPortal = endpoint({
  name: 'getPortal',
  method: 'GET',
  path: '/v1/portal',
  summary: 'What this portal is, and how people sign in to it',
  access: 'public',
  result: PortalFacts,
})
