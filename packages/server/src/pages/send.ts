import type { Account } from '@mosis/api'
import type { FastifyReply } from 'fastify'
import { policyOfPage } from '../http/security-headers.ts'
import { renderPage } from './layout.ts'
import type { ShownPage } from './serve.ts'

/** Sends one page, in the frame that all of them share. */
export type SendPage = (reply: FastifyReply, page: ShownPage & { visitor?: Account | 'nobody' }) => FastifyReply

export function createSendPage(stylePath: string): SendPage {
  return (reply, { title, main, status = 200, visitor, scripts = [] }) =>
    reply
      .code(status)
      .headers({
        'content-security-policy': policyOfPage({ hasScript: scripts.length > 0 }),
        'content-type': 'text/html; charset=utf-8',
        // With `no-referrer` a browser hides with every form which site it comes from; other sites still learn nothing.
        'referrer-policy': 'same-origin',
      })
      .send(renderPage({ title, stylePath, main, scripts, visitor }))
}
