/** Does something at once; what goes wrong rejects. */
export async function attempt<T>(work: () => T): Promise<T> {
  return work()
}
