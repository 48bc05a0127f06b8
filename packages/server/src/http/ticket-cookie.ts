import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * The ticket of a sign-in that came back from a provider and waits for its second factor. In a cookie it stands in no address,
 * history or log; it is worth nothing without the second factor.
 */
const name = 'mosis_ticket'
const lifeSeconds = 300

interface Place {
  readonly baseUrl: string
}

/** Has the browser bring the ticket along when it finishes the sign-in. */
export function keepTicket(reply: FastifyReply, place: Place, ticket: string): FastifyReply {
  return reply.header('set-cookie', cookie(place, ticket, lifeSeconds))
}

/** The ticket that the browser brought; undefined when it has none, or it has run out. */
export function readTicket({ headers }: FastifyRequest): string | undefined {
  const [, ticket] = /(?:^|;\s*)mosis_ticket=([\w-]{1,200})(?:;|$)/.exec(headers.cookie ?? '') ?? []
  return ticket
}

/** Forgets the ticket once it was used. */
export function dropTicket(reply: FastifyReply, place: Place): FastifyReply {
  return reply.header('set-cookie', cookie(place, '', 0))
}

function cookie({ baseUrl }: Place, value: string, maxAge: number): string {
  const secure = baseUrl.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=/v1/auth; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`
}
