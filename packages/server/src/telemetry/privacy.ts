import { smallestGroup } from '@mosis/api'

/** What is counted of a group of devices. */
export interface Counted {
  devices: number
  starts: number
  crashes: number
}

/** The same as it may be said: null where the devices are so few that somebody could know whose they are. */
export interface Said {
  devices: number | null
  starts: number | null
  crashes: number | null
}

const tooFew: Said = { devices: null, starts: null, crashes: null }

/** The devices of a group, as they may be said; none is no secret. */
export function sayDevices(devices: number): number | null {
  return devices > 0 && devices < smallestGroup ? null : devices
}

/**
 * What may be said of a whole and its parts together. Where the parts that are too small are few devices also in sum, they are
 * left out of the whole too: otherwise whoever subtracts what is said of the others from it would have them.
 */
export function sayWholeAndParts(whole: Counted, parts: readonly Counted[]): { whole: Said; parts: Said[] } {
  const small = parts.filter(({ devices }) => devices < smallestGroup)
  const hidden = small.reduce(addTo, none)
  const said = hidden.devices < smallestGroup ? subtract(whole, hidden) : whole
  return {
    whole: say(said),
    parts: parts.map((part) => say(part)),
  }
}

const none: Counted = { devices: 0, starts: 0, crashes: 0 }

function say({ devices, starts, crashes }: Counted): Said {
  return devices < smallestGroup ? tooFew : { devices, starts, crashes }
}

const addTo = (sum: Counted, part: Counted): Counted => ({
  devices: sum.devices + part.devices,
  starts: sum.starts + part.starts,
  crashes: sum.crashes + part.crashes,
})

const subtract = (whole: Counted, part: Counted): Counted => ({
  devices: whole.devices - part.devices,
  starts: whole.starts - part.starts,
  crashes: whole.crashes - part.crashes,
})
