import type { Call } from '../http/call.ts'

/** Does costly work again only after a while: until then everybody is given what was found last. */
export function remember<Result>(
  lifeMs: number,
  work: (call: Call) => Promise<Result>,
): (call: Call) => Promise<Result> {
  let last: { at: number; result: Promise<Result> } | undefined
  return (call) => {
    const now = Date.parse(call.now)
    if (last && now - last.at < lifeMs) return last.result
    const result = work(call)
    last = { at: now, result }
    // What failed is tried again by the next one who asks.
    result.catch(() => {
      if (last?.result === result) last = undefined
    })
    return result
  }
}
