/** Waits for what lets a page appear at its final size, but only for a moment: a slow answer must not hold back the whole page. */
export async function soon(work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, momentMs))])
}

const momentMs = 300
