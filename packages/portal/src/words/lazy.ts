import { useEffect, useSyncExternalStore } from 'react'

/** A module that is loaded when somebody wants it. */
export interface Lazy<Value> {
  /** What is loaded; undefined until then. */
  peek: () => Value | undefined
  want: () => void
  subscribe: (listener: () => void) => () => void
}

/** A failed load changes nothing on the page; the next one who wants it has it tried again. */
export function createLazy<Value>(load: () => Promise<Value>): Lazy<Value> {
  const listeners = new Set<() => void>()
  let value: Value | undefined
  let isLoading = false
  async function start(): Promise<void> {
    try {
      value = await load()
      for (const listener of listeners) listener()
    } catch {
      // The words that the server sent stay on the page: they say the same in English.
      isLoading = false
    }
  }
  return {
    peek: () => value,
    want() {
      if (isLoading) return
      isLoading = true
      void start()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The loaded module while it is wanted, else undefined. */
export function useLazy<Value>(lazy: Lazy<Value>, isWanted: boolean): Value | undefined {
  useEffect(() => {
    if (isWanted) lazy.want()
  }, [lazy, isWanted])
  const value = useSyncExternalStore(lazy.subscribe, lazy.peek)
  return isWanted ? value : undefined
}
