import { h } from 'preact'
import type { ComponentChildren } from 'preact'
import { store } from '../../store.ts'

/** One thing of the phone: its name, whether it is in use, and what can be set. */
export function Part({ title, state, children }: { title: string; state?: string; children?: ComponentChildren }) {
  return h(
    'section',
    { class: 'part' },
    h('h2', null, title, state !== undefined && h('span', { class: 'chip' }, state)),
    children,
  )
}

/** A button that asks for a file. */
export function FileButton({ label, accept, onFile }: { label: string; accept: string; onFile: (file: File) => void }) {
  const choose = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement
    const [file] = input.files ?? []
    if (file) onFile(file)
    // The same file can be chosen again.
    input.value = ''
  }
  return h(
    'label',
    { class: 'button file' },
    label,
    h('input', { type: 'file', accept, class: 'visually-hidden', onChange: choose }),
  )
}

/** The text in a field that was changed. */
export const valueOf = (event: Event) => (event.currentTarget as HTMLInputElement).value

/** A text of a form; a file is none. */
export function textIn(values: FormData, name: string): string {
  const value = values.get(name)
  return typeof value === 'string' ? value : ''
}

/** Says to the person what could not be done. */
export const fail = (error: unknown) => store.set({ notice: error instanceof Error ? error.message : String(error) })
