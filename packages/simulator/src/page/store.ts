import type { InspectAnswers, InspectQuestion } from '@mosis/device'
import { useEffect, useState } from 'preact/hooks'
import type { ConsoleEntry, PhoneView } from '../protocol.ts'
import { Refusal } from './connection.ts'
import type { Connection } from './connection.ts'

/** What the page knows. */
export interface PageState {
  phone: PhoneView | null
  console: ConsoleEntry[]
  isConnected: boolean
  /** The program said that it ends. */
  isOver: boolean
  /** Something that could not be done, until it is read. */
  notice: string | null
  /** Behind the app's document. */
  background: string | null
  /** The element that the inspector points at, in px of the screen. */
  highlight: Highlight | null
  /** The next press on the screen chooses an element for the inspector. */
  isPicking: boolean
  picked: { id: number } | null
}

export interface Highlight {
  x: number
  y: number
  width: number
  height: number
  label: string
}

/** Keeps the page's state and tells who shows it. */
export class Store {
  #state: PageState = {
    phone: null,
    console: [],
    isConnected: false,
    isOver: false,
    notice: null,
    background: null,
    highlight: null,
    isPicking: false,
    picked: null,
  }
  readonly #listeners = new Set<() => void>()
  connection!: Connection

  get state(): PageState {
    return this.#state
  }

  set(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Does a verb that answers nothing; what goes wrong is shown to the person. */
  do(verb: string, args: Record<string, unknown> = {}): void {
    this.connection.ask(verb, args).catch((error: unknown) => {
      this.set({ notice: error instanceof Error ? error.message : String(error) })
    })
  }
}

/** The one store of this page. */
export const store = new Store()

/** A part of the state; the component is drawn again when it is another one. */
export function useStore<Part>(select: (state: PageState) => Part): Part {
  const [part, setPart] = useState(() => select(store.state))
  useEffect(() => {
    const look = () => setPart(() => select(store.state))
    look()
    return store.watch(look)
  }, [])
  return part
}

/** What is found in the app; it is looked up again and again while it is shown. */
export function useInspect<Kind extends InspectQuestion['kind']>(
  question: Extract<InspectQuestion, { kind: Kind }>,
  everyMs: number,
): Found<Kind> {
  const [found, setFound] = useState<Found<Kind>>({ text: '' })
  useEffect(() => {
    let isShown = true
    let timer = 0
    const look = async () => {
      if (document.visibilityState === 'visible') {
        const next = await inspect<Kind>(question)
        if (!isShown) return
        // What is the same is not drawn again.
        setFound((before) => (before.text === next.text ? before : next))
      }
      if (isShown) timer = window.setTimeout(() => void look(), everyMs)
    }
    void look()
    return () => {
      isShown = false
      clearTimeout(timer)
    }
  }, [JSON.stringify(question)])
  return found
}

interface Found<Kind extends InspectQuestion['kind']> {
  /** Missing while it is looked up, and where there is a problem. */
  value?: InspectAnswers[Kind]
  problem?: string
  /** The same for the same answer. */
  text: string
}

async function inspect<Kind extends InspectQuestion['kind']>(
  question: Extract<InspectQuestion, { kind: Kind }>,
): Promise<Found<Kind>> {
  try {
    const value = await store.connection.ask<InspectAnswers[Kind]>('inspect', question)
    return { value, text: JSON.stringify(value) }
  } catch (error) {
    const isClosed = error instanceof Refusal && error.code === 'simulator.app_not_running'
    const reason = error instanceof Error ? error.message : String(error)
    const problem = isClosed ? 'The app is not running. Open it on the phone.' : reason
    return { problem, text: problem }
  }
}
