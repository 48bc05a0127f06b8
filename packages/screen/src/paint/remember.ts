/**
 * Answers of a function of one object, kept as long as the object lives. Elements with the same rules share their style, so what
 * follows from it is worked out once.
 */
export function rememberOne<Key extends object, Answer>(answer: (key: Key) => Answer): (key: Key) => Answer {
  const known = new WeakMap<Key, { answer: Answer }>()
  return (key) => {
    let found = known.get(key)
    if (!found) {
      found = { answer: answer(key) }
      known.set(key, found)
    }
    return found.answer
  }
}

/** The same for a function of two objects. */
export function rememberTwo<One extends object, Other extends object, Answer>(
  answer: (one: One, other: Other) => Answer,
): (one: One, other: Other) => Answer {
  const answers = rememberOne((one: One) => rememberOne((other: Other) => answer(one, other)))
  return (one, other) => answers(one)(other)
}
