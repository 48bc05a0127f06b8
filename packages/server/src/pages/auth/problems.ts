import { ApiError, isErrorCode } from '@mosis/api'
import { providerNames } from '../../accounts/oauth/configured.ts'
import { fieldOf, lookUp } from '../form.ts'

/** Said in the words of the table of errors; what else comes needs details that an address does not carry. */
const told = /^(oauth\.\w+|auth\.invalid_ticket|auth\.required|account\.last_way_in)$/

/** What went wrong elsewhere, such as at a provider: the browser comes back with nothing but a code in the address. */
export function problemOf(query: URLSearchParams): string | undefined {
  const code = fieldOf(query, 'problem')
  if (!isErrorCode(code)) return undefined
  if (!told.test(code)) return 'That did not work. Try again in a moment, or sign in another way.'
  const provider = lookUp<string>(providerNames, fieldOf(query, 'provider')) ?? 'the provider'
  const { message, fix } = new ApiError(code, { provider, reason: 'it did not answer as it should', settings: 'it up' })
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${fix}.`
}
