import { findPermission } from '@mosis/format/permissions'
import { readFileIfThere } from './disk.ts'
import { DeviceError } from './errors.ts'
import { requireAppId } from './layout.ts'
import type { Place } from './place.ts'

/** What a person said about a permission of an app. */
export interface PermissionAnswer {
  permission: string
  answer: 'granted' | 'denied'
  /** ISO 8601 UTC. */
  answered_at: string
}

interface KeptAnswer extends PermissionAnswer {
  /** How often the person said no; whoever did so twice is not asked again. */
  refusals: number
}

const schema = 'mosis.permissions/1'
const maxRefusals = 2

/** Remembers for each installed app what the person allowed it, until that is changed here or the app is removed. */
export class PermissionAnswers {
  readonly #place: Place
  readonly #tellApp: (id: string, permission: string, standing: 'granted' | 'denied' | 'ask') => void

  constructor(place: Place, tellApp: (id: string, permission: string, standing: 'granted' | 'denied' | 'ask') => void) {
    this.#place = place
    this.#tellApp = tellApp
  }

  /** The answers for an app, by permission. */
  async list(appId: string): Promise<PermissionAnswer[]> {
    const answers = await readAnswers(this.#place, appId)
    return answers
      .map(({ permission, answer, answered_at }) => ({ permission, answer, answered_at }))
      .sort((a, b) => (a.permission < b.permission ? -1 : 1))
  }

  /** Grants a permission, takes it away for good, or has the app ask again; a running app notices at once. */
  async set(appId: string, permission: string, standing: 'granted' | 'denied' | 'ask'): Promise<void> {
    if (findPermission(permission)?.risk !== 'dangerous') throw new DeviceError('device.not_asked_for', { permission })
    const refusals = standing === 'denied' ? maxRefusals : 0
    await keep(this.#place, appId, permission, standing, () => refusals)
    this.#tellApp(appId, permission, standing)
  }

  /** What an app may do without asking. */
  async granted(appId: string): Promise<string[]> {
    const answers = await readAnswers(this.#place, appId)
    return answers.filter(({ answer }) => answer === 'granted').map(({ permission }) => permission)
  }

  /** Asks the person, unless they have said no twice, and remembers what they say. */
  async ask(appId: string, permission: string, ask: (permission: string) => Promise<boolean>): Promise<boolean> {
    const kept = (await readAnswers(this.#place, appId)).find((answer) => answer.permission === permission)
    if (kept && kept.refusals >= maxRefusals) return false
    const isGranted = await ask(permission)
    await keep(this.#place, appId, permission, isGranted ? 'granted' : 'denied', (before) =>
      isGranted ? 0 : before + 1,
    )
    return isGranted
  }
}

/** Forgets what was said about an app. */
export async function forgetAnswers({ disk, layout }: Place, appId: string): Promise<void> {
  await disk.remove(layout.permissions(appId))
}

async function keep(
  place: Place,
  appId: string,
  permission: string,
  standing: 'granted' | 'denied' | 'ask',
  refusals: (before: number) => number,
): Promise<void> {
  const { disk, layout, locks } = place
  const release = await locks.take('settings', 10_000)
  if (!release) throw new Error(`Cannot change ${layout.permissions(appId)}: the settings stayed locked for 10 s`)
  try {
    const before = await readAnswers(place, appId)
    const old = before.find((kept) => kept.permission === permission)
    const others = before.filter((kept) => kept !== old)
    const answered_at = new Date(place.now()).toISOString()
    const answers: KeptAnswer[] =
      standing === 'ask'
        ? others
        : [...others, { permission, answer: standing, answered_at, refusals: refusals(old?.refusals ?? 0) }]
    await disk.makeFolder(layout.permissionsFolder)
    await disk.replaceFile(layout.permissions(appId), `${JSON.stringify({ schema, answers }, undefined, 2)}\n`)
  } finally {
    release()
  }
}

async function readAnswers({ layout }: Place, appId: string): Promise<KeptAnswer[]> {
  const bytes = await readFileIfThere(layout.permissions(requireAppId(appId)))
  if (!bytes) return []
  let value: unknown
  try {
    value = JSON.parse(bytes.toString())
  } catch {
    // Damage is an expected state: then everything is asked for again, which is the careful answer.
    return []
  }
  const { answers } = (value ?? {}) as { answers?: unknown }
  return Array.isArray(answers) ? answers.filter((entry) => isKept(entry)) : []
}

function isKept(value: unknown): value is KeptAnswer {
  const { permission, answer, answered_at, refusals } = (value ?? {}) as Partial<Record<keyof KeptAnswer, unknown>>
  return (
    typeof permission === 'string' &&
    findPermission(permission)?.risk === 'dangerous' &&
    (answer === 'granted' || answer === 'denied') &&
    typeof answered_at === 'string' &&
    typeof refusals === 'number'
  )
}
