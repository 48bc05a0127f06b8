import { charge } from './vm.ts'
import type { Vm } from './vm.ts'

/** Where a string lies in Lua's memory. */
export interface Place {
  address: number
  length: number
}

/** The bytes that mean something in a pattern. */
const special = new Set(Array.from('^$*+?.([%-', (letter) => letter.charCodeAt(0)))

/** Whether a pattern is just a text. */
export function isPlain(bytes: Uint8Array, { address, length }: Place): boolean {
  for (let at = address; at < address + length; at++) if (special.has(bytes[at]!)) return false
  return true
}

/** Where `wanted` begins in `subject`, from 0, or −1. Its steps are charged: long needles in long hay are quadratic. */
export function indexOf(vm: Vm, subject: Place, wanted: Place, from: number): number {
  if (wanted.length === 0) return from
  const hay = vm.engine.bytes.subarray(subject.address, subject.address + subject.length)
  const needle = vm.engine.bytes.subarray(wanted.address, wanted.address + wanted.length)
  const last = hay.length - needle.length
  let steps = 0
  let found = -1
  for (let at = from; at <= last;) {
    const next = hay.indexOf(needle[0]!, at)
    steps += ((next === -1 ? hay.length : next) - at) >> 4
    if (next === -1 || next > last) break
    let offset = 1
    while (offset < needle.length && hay[next + offset] === needle[offset]) offset++
    if (offset === needle.length) {
      found = next
      break
    }
    steps += offset
    if (steps > 10_000) {
      charge(vm, steps)
      steps = 0
    }
    at = next + 1
  }
  if (steps > 0) charge(vm, steps)
  return found
}
