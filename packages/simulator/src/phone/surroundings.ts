import { SimulatorError } from '../errors.ts'
import type { Surroundings } from '../protocol.ts'

/** The phone as it comes out of its box. */
export const standardSurroundings: Surroundings = {
  width: 540,
  height: 960,
  dpRatio: 1.5,
  theme: 'light',
  textScale: 1,
  locale: 'en',
  network: 'online',
  battery: { percent: 82, isCharging: false },
}

const bounds = {
  width: [120, 4096],
  height: [120, 4096],
  dpRatio: [0.5, 4],
  textScale: [0.5, 3],
} as const

/** Puts checked changes over what is; a value that no phone has is refused. */
export function changeSurroundings(now: Surroundings, change: Partial<Surroundings>): Surroundings {
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const value = change[name as keyof typeof bounds]
    if (value === undefined || (value >= least && value <= most)) continue
    throw new SimulatorError(
      'simulator.wrong_argument',
      `Cannot set ${name} to ${value}: it is from ${least} to ${most}`,
    )
  }
  const { percent } = change.battery ?? now.battery
  if (!(percent >= 0 && percent <= 100)) {
    throw new SimulatorError('simulator.wrong_argument', `Cannot set the battery to ${percent}: it is from 0 to 100`)
  }
  if (change.locale !== undefined && !isLocale(change.locale)) {
    throw new SimulatorError('simulator.wrong_argument', `Cannot set the language to "${change.locale}"`, {
      fix: 'Write it like en, de or pt-BR',
    })
  }
  return { ...now, ...change }
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    // Intl throws at what is no language tag.
    return false
  }
}
