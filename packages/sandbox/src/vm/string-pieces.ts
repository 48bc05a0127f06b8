import { stringTooLong } from './strings.ts'
import { charge } from './vm.ts'
import type { Vm } from './vm.ts'

/** A string in the making, held to the limit while it grows. */
export class Pieces {
  readonly #vm: Vm
  #bytes = new Uint8Array(256)
  #length = 0

  constructor(vm: Vm) {
    this.#vm = vm
  }

  add(source: Uint8Array, from: number, to: number): void {
    const length = this.#length + to - from
    if (length > this.#vm.limits.stringBytes) throw stringTooLong(this.#vm)
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(length * 2)
      larger.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = larger
    }
    if (to - from > 64) this.#bytes.set(source.subarray(from, to), this.#length)
    else for (let at = from; at < to; at++) this.#bytes[this.#length + at - from] = source[at]!
    this.#length = length
  }

  join(): Uint8Array {
    charge(this.#vm, this.#length >> 5)
    return this.#bytes.subarray(0, this.#length)
  }
}
