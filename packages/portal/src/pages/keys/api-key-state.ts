import type { ApiKey } from '@mosis/api'

const soonMs = 14 * 86_400_000

/** Where a key stands; an ended or revoked one is over for good. */
export function stateOf(
  { expires_at, revoked_at }: Pick<ApiKey, 'expires_at' | 'revoked_at'>,
  now = Date.now(),
): { name: 'inUse' | 'endsSoon' | 'ended' | 'revoked'; isOver: boolean } {
  if (revoked_at !== null) return { name: 'revoked', isOver: true }
  const left = Date.parse(expires_at) - now
  if (left <= 0) return { name: 'ended', isOver: true }
  return { name: left < soonMs ? 'endsSoon' : 'inUse', isOver: false }
}
