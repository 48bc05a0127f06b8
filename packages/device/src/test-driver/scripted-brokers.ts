import type { Answer, FromWorker, ToWorker } from '../app-worker/messages.ts'
import type { Hop } from '../brokers/request.ts'
import type { BrokerServer } from '../serve-brokers.ts'
import type { NetworkRule, NetworkScript, ScriptedAnswer, SeenRequest } from './network-script.ts'
import { createScriptedSockets } from './scripted-sockets.ts'
import type { ScriptedSockets } from './scripted-sockets.ts'

/** The network of a test: it answers what the test says, and knows what was asked. */
export interface ScriptedNetwork {
  readonly requests: readonly SeenRequest[]
  /** The WebSockets of the app that runs now; of an app that was started anew they are others. */
  readonly sockets: Pick<ScriptedSockets, 'tell' | 'hangUp' | 'sent'>
  /** What was asked and has no answer, each once, as `GET https://…` or `WS wss://…`. */
  readonly unscripted: ReadonlySet<string>
  /** From now on these come first. */
  add(rules: readonly NetworkRule[]): void
  setOffline(isOffline: boolean): void
  /** Puts it between an app and the brokers of its device. */
  intercept(standard: BrokerServer, post: (message: ToWorker) => void): BrokerServer
}

export function createScriptedNetwork(script: NetworkScript = []): ScriptedNetwork {
  let rules = script === 'offline' ? [] : [...script]
  let isOffline = script === 'offline'
  const given = new Map<NetworkRule, number>()
  const requests: SeenRequest[] = []
  const unscripted = new Set<string>()
  let sockets = createScriptedSockets(() => undefined)

  /** The next answer of the first rule that fits. */
  function take(method: string, url: string): ScriptedAnswer | undefined {
    const isSocket = method === 'WS'
    const rule = rules.find(
      (one) => one.fits(url) && (one.method === method || (one.method === undefined && !isSocket)),
    )
    if (!rule) return undefined
    const count = given.get(rule) ?? 0
    given.set(rule, count + 1)
    return rule.answers[Math.min(count, rule.answers.length - 1)]
  }

  function answer(hop: Hop): { delayMs: number; answer: Answered } {
    const seen = note(hop)
    if (isOffline) return { delayMs: 0, answer: failed(seen, 'network.unreachable', 'There is no network') }
    const found = take(hop.method, hop.url)
    if (!found || found.kind === 'socket') {
      const asked = `${hop.method} ${hop.url}`
      unscripted.add(asked)
      return { delayMs: 0, answer: failed(seen, 'network.unreachable', `The test gives no answer to ${asked}`) }
    }
    // An answer that takes longer than the app waits is none.
    if (found.delayMs >= hop.timeoutMs) {
      return {
        delayMs: hop.timeoutMs,
        answer: failed(seen, 'network.timeout', `No answer came within ${hop.timeoutMs} ms`),
      }
    }
    const { delayMs } = found
    if (found.kind === 'failure') return { delayMs, answer: failed(seen, found.code, 'So the test says') }
    if (found.body.byteLength > hop.maxResponseBytes) {
      return {
        delayMs,
        answer: failed(seen, 'network.response_too_large', `The answer has ${found.body.byteLength} bytes`),
      }
    }
    const { status, headers, body } = found
    seen.status = status
    return { delayMs, answer: { ok: true, value: { status, headers, body } } }
  }

  function note({ method, url, headers, body }: Hop): SeenRequest {
    const seen = { method, url, headers: Object.fromEntries(headers), body: Buffer.from(body ?? []).toString('utf8') }
    requests.push(seen)
    return seen
  }

  return {
    requests,
    get sockets() {
      return sockets
    },
    unscripted,
    add: (more) => void (rules = [...more, ...rules]),
    setOffline(value) {
      isOffline = value
      if (value) sockets.drop()
    },
    intercept(standard, post) {
      const own = createScriptedSockets(post)
      sockets = own
      return {
        receive(message: FromWorker) {
          if (message.type === 'ask' && message.question.kind === 'request') {
            post({ type: 'answer', id: message.id, ...answer(message.question.hop) })
          } else if (message.type === 'socket-open') openSocket(own, message)
          else if (message.type === 'socket-send') own.send(message)
          else if (message.type === 'socket-close') own.close(message)
          else standard.receive(message)
        },
        close: () => standard.close(),
      }
    },
  }

  function openSocket(own: ScriptedSockets, message: Extract<FromWorker, { type: 'socket-open' }>): void {
    if (isOffline) {
      own.open(message, undefined, 'There is no network')
      return
    }
    const found = take('WS', message.url)
    if (!found) unscripted.add(`WS ${message.url}`)
    own.open(message, found, found ? 'So the test says' : `The test gives no answer to ${message.url}`)
  }
}

type Answered = { ok: true; value: Answer } | { ok: false; code: string; message: string }

function failed(seen: SeenRequest, code: string, message: string): Answered {
  seen.error = code
  return { ok: false, code, message }
}
