import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { createIdentify } from '../../packages/server/src/accounts/identify.ts'
import { findApiKeyCaller } from '../../packages/server/src/keys/find-api-key.ts'
import { median, medianRatio, takeTurns } from '../measure.ts'
import type { Measurement } from '../measure.ts'
import { openPortal } from './open.ts'
import { addPeople } from './people.ts'
import type { Person } from './people.ts'

/** Few enough calls for each that no limit refuses them. */
const people = 50
const rounds = 15
const callsARound = 1000
const goalMicroseconds = 50

const endpoint = { access: 'apps:read', requires: [] } as const

/** The server time of recognising a caller, beside the least it could be: hashing the text and looking it up in a Map. */
export async function measureChecking(folder: string): Promise<Measurement[]> {
  const { deps, close } = await openPortal(folder)
  const everybody = await addPeople(deps, people)
  const { identify, forget } = createIdentify(deps, { findApiKey: (text, now) => findApiKeyCaller(deps.db, text, now) })
  const tokens = everybody.map((person, number) => asking(number, { authorization: `Bearer ${person.token}` }))
  const keys = everybody.map((person, number) => asking(number, { 'x-api-key': person.apiKey }))
  const known = new Map(everybody.map((person) => [sha256(person.token), person]))
  const askAll = async (requests: readonly FastifyRequest[]) => {
    for (let call = 0; call < callsARound; call += 1) await identify(pick(requests, call), endpoint)
  }
  const askAllAnew = async (requests: readonly FastifyRequest[]) => {
    for (const request of requests) {
      forget()
      await identify(request, endpoint)
    }
  }
  try {
    const times = await takeTurns(rounds, {
      floor: () => lookUpAll(everybody, known),
      token: () => askAll(tokens),
      key: () => askAll(keys),
      newToken: () => askAllAnew(tokens),
      newKey: () => askAllAnew(keys),
    })
    const floor = times.floor.map((ms) => toMicroseconds(ms, callsARound))
    const compare = (what: string, times: readonly number[], calls: number) => {
      const each = times.map((ms) => toMicroseconds(ms, calls))
      return { what, value: median(each), unit: 'µs', ratio: medianRatio(each, floor), of: floorName }
    }
    const cost = ({ ratio: _ratio, of: _of, ...row }: Measurement) => ({ ...row, goal: goalMicroseconds })
    const token = compare('Bearer token, warm', times.token, callsARound)
    const key = compare('API key, warm', times.key, callsARound)
    return [
      { what: floorName, value: median(floor), unit: 'µs' },
      cost(token),
      cost(key),
      { ...token, what: 'Bearer token, warm, beside the floor' },
      { ...key, what: 'API key, warm, beside the floor' },
      compare('Bearer token, not remembered', times.newToken, people),
      compare('API key, not remembered', times.newKey, people),
    ]
  } finally {
    await close()
  }
}

const floorName = 'SHA-256 and a Map'
const toMicroseconds = (ms: number, calls: number) => (ms * 1000) / calls

/** What `identify` looks at of a request; from this machine, so that only the limits of accounts and keys count. */
function asking(number: number, headers: Record<string, string>): FastifyRequest {
  return { id: `req_${number}`, ip: '127.0.0.1', method: 'GET', headers } as unknown as FastifyRequest
}

function pick<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length]
  if (item === undefined) throw new Error('Cannot pick from an empty list')
  return item
}

function lookUpAll(people: readonly Person[], known: ReadonlyMap<string, Person>): void {
  for (let call = 0; call < callsARound; call += 1) {
    if (!known.has(sha256(pick(people, call).token))) throw new Error('Cannot find what was put in')
  }
}

const sha256 = (text: string) => hash('sha256', text, 'base64')
